-- What the desk keeps beside the cases, and what the sweep remembers of what it has said.

create table saved_view (
  account uuid not null,
  view text not null,
  place integer not null,
  name text not null,
  query text not null,
  constraint saved_view_pk primary key (account, view),
  constraint saved_view_account foreign key (account) references account (account),
  constraint saved_view_named check (name <> '')
);
comment on table saved_view is 'class: platform; module: complaints; filters of the worklist an official keeps under a name, in the order of the list; seen by that official only';

create table clock_notice (
  tenant text not null,
  stream uuid not null,
  rule text not null,
  kind text not null,
  due_on date not null,
  at timestamptz not null,
  constraint clock_notice_pk primary key (tenant, stream, rule, kind, due_on),
  constraint clock_notice_stream foreign key (tenant, stream) references stream (tenant, stream),
  constraint clock_notice_kind check (kind in ('due-soon', 'overdue', 'proof-day-passed', 'acted'))
);
comment on table clock_notice is 'class: case; module: complaints; that a limit about to end or past its end, or a day given to a party, was told or acted on; a limit that moved counts anew';

create table switch_signature (
  tenant text not null,
  bureau text not null,
  rule text not null,
  name text not null,
  effective_from date not null,
  value text not null,
  signed_by text not null,
  signed_at timestamptz not null,
  constraint switch_signature_pk primary key (tenant, bureau, rule, name, effective_from, value),
  constraint switch_signature_bureau foreign key (bureau) references bureau (id)
);
comment on table switch_signature is 'class: reference; module: complaints; a bureau head''s signature under a decision that lets the platform act in the bureau''s name';

-- The sweep asks for days given to parties; these events are few among all.
create index event_proof_requested on event (tenant, (payload ->> 'dueOn')) where type = 'ProofRequested';

alter table saved_view enable row level security;
alter table clock_notice enable row level security;

create policy saved_view_own on saved_view to fangxin_app
  using (account::text = (select scope_account())) with check (account::text = (select scope_account()));

create policy clock_notice_seen on clock_notice for select to fangxin_app using (
  exists (select 1 from stream s where s.tenant = clock_notice.tenant and s.stream = clock_notice.stream));
create policy clock_notice_added on clock_notice for insert to fangxin_app with check (tenant = any ((select scope_writes())::text[]));

grant select, insert, update, delete on saved_view to fangxin_app;
grant select, insert on clock_notice, switch_signature to fangxin_app;

-- Lists of ended cases, and of those not yet put away, are walked like the open ones: by due day, then by filing.
create index complaint_closed on complaint (tenant, bureau, (coalesce(due_on, 'infinity'::date)), stream)
  where closed_on is not null;
create index complaint_unarchived on complaint (tenant, bureau, (coalesce(due_on, 'infinity'::date)), stream)
  where closed_on is not null and archived_on is null;
-- A category is often rare among the open cases of a bureau.
create index complaint_category on complaint (tenant, bureau, object_code, (coalesce(due_on, 'infinity'::date)), stream)
  where closed_on is null and object_code is not null;
-- What people read aloud of a number: its last two parts.
create index complaint_number_tail on complaint (tenant, (substring(number from '[^-]+-[^-]+$') collate "C"));

-- Cases of the asker's bureaus by words of the narrative, and by the end of the number. Row-level security keeps such
-- searches from their index, because matching might tell of rows not shown; here the scope itself is the condition.
create function complaints_with_words(asked tsquery, at_most integer) returns table (stream uuid)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select w.stream from complaint_search w join complaint c on c.tenant = w.tenant and c.stream = w.stream
     where w.words @@ asked and w.tenant = any ((select scope_tenants())::text[])
       and c.bureau = any ((select scope_bureaus())::text[])
     limit at_most
  $$;
create function complaints_by_number_tail(asked text, at_most integer) returns table (stream uuid)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select c.stream from complaint c
     where c.tenant = any ((select scope_tenants())::text[])
       and (substring(c.number from '[^-]+-[^-]+$') collate "C") >= asked
       and (substring(c.number from '[^-]+-[^-]+$') collate "C") < asked || '~'
       and c.bureau = any ((select scope_bureaus())::text[])
     limit at_most
  $$;
revoke all on function complaints_with_words(tsquery, integer), complaints_by_number_tail(text, integer) from public;
grant execute on function complaints_with_words(tsquery, integer), complaints_by_number_tail(text, integer) to fangxin_app;
