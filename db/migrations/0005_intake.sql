-- A filing that is not made yet: kept thirty days for whoever holds its token, sealed, and gone once filed or expired.
create table filing_draft (
  draft uuid not null,
  token_hash bytea not null,
  resume_number text not null,
  phone_version integer,
  phone_digest bytea,
  account text,
  version integer not null,
  sealed bytea not null,
  filed_sealed bytea,
  made_at timestamptz not null,
  changed_at timestamptz not null,
  expires_on date not null,
  constraint filing_draft_pk primary key (draft),
  constraint filing_draft_token unique (token_hash),
  constraint filing_draft_resume_number unique (resume_number),
  constraint filing_draft_phone check ((phone_version is null) = (phone_digest is null))
);
comment on table filing_draft is 'class: personal; module: intake; answers of a filing not made yet, sealed, for whoever holds its token; thirty days';
create index filing_draft_expires on filing_draft (expires_on);

alter table filing_draft enable row level security;
create policy filing_draft_held on filing_draft to fangxin_app
  using ('draft:' || draft::text = (select scope_account()) or account = (select scope_account()))
  with check ('draft:' || draft::text = (select scope_account()) or account = (select scope_account()));

-- Before the draft's id is known only its token is: this finds the id, and nothing else, for an exact token or number.
create function draft_of_token(asked bytea) returns uuid
  language sql stable security definer set search_path = public, pg_temp
  as $$ select draft from filing_draft where token_hash = asked and expires_on >= (now() at time zone 'Asia/Shanghai')::date $$;
create function draft_of_number(asked text, asked_version integer, asked_digest bytea) returns uuid
  language sql stable security definer set search_path = public, pg_temp
  as $$ select draft from filing_draft where resume_number = asked and phone_version = asked_version
        and phone_digest = asked_digest and expires_on >= (now() at time zone 'Asia/Shanghai')::date $$;
-- Ids only, for the nightly tidying: each draft is then dropped in its own scope, files and all.
create function expired_drafts(asked_on date, at_most integer) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
  as $$ select draft from filing_draft where expires_on < asked_on order by expires_on limit at_most $$;
revoke all on function draft_of_token(bytea), draft_of_number(text, integer, bytea), expired_drafts(date, integer) from public;
grant execute on function draft_of_token(bytea), draft_of_number(text, integer, bytea), expired_drafts(date, integer)
  to fangxin_app;

grant select, insert, update, delete on filing_draft to fangxin_app;
