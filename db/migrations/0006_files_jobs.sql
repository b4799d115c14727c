-- Files people hand in, and jobs done after an act. A file is first handed in to a draft (a filing or the form of an
-- act), when no tenant is known yet; the act that uses it moves its row to the case. The bytes lie outside the
-- database, sealed under a key of the file's own.

create table draft_file (
  draft uuid not null,
  file uuid not null,
  owner text not null,
  purpose text not null,
  media_type text not null,
  bytes bigint not null,
  sha256 bytea not null,
  name_sealed bytea not null,
  key_version integer not null,
  key_wrapped bytea not null,
  cleaning text not null,
  clean_media_type text,
  clean_bytes bigint,
  thumbnail_bytes bigint,
  made_at timestamptz not null,
  constraint draft_file_pk primary key (draft, file),
  constraint draft_file_same_content unique (draft, purpose, sha256),
  constraint draft_file_cleaning check (cleaning in ('pending', 'made', 'unneeded', 'kept', 'unreadable')),
  constraint draft_file_cleaned check ((cleaning = 'made') = (clean_bytes is not null)
    and (clean_bytes is null) = (clean_media_type is null))
);
comment on table draft_file is 'class: personal; module: platform; files handed in to a draft and not yet used by an act, seen by who handed them in';
create index draft_file_made_at on draft_file (made_at);

create table evidence_file (
  tenant text not null,
  stream uuid not null,
  file uuid not null,
  person uuid,
  given_by text not null,
  purpose text not null,
  media_type text not null,
  bytes bigint not null,
  sha256 bytea,
  name_sealed bytea,
  key_version integer not null,
  key_wrapped bytea,
  cleaning text not null,
  clean_media_type text,
  clean_bytes bigint,
  thumbnail_bytes bigint,
  made_at timestamptz not null,
  bound_at timestamptz not null,
  state text not null,
  erased_at timestamptz,
  erased_basis text,
  constraint evidence_file_pk primary key (tenant, stream, file),
  constraint evidence_file_stream foreign key (tenant, stream) references stream (tenant, stream),
  constraint evidence_file_person foreign key (tenant, stream, person) references person_key (tenant, stream, person),
  constraint evidence_file_state check (state in ('kept', 'erased')),
  constraint evidence_file_cleaning check (cleaning in ('pending', 'made', 'unneeded', 'kept', 'unreadable')),
  constraint evidence_file_cleaned check ((cleaning = 'made') = (clean_bytes is not null)
    and (clean_bytes is null) = (clean_media_type is null)),
  constraint evidence_file_erased check ((state = 'erased') = (erased_at is not null)
    and (erased_at is null) = (erased_basis is null)
    and (state = 'erased') = (key_wrapped is null)
    and (key_wrapped is null) = (name_sealed is null)
    and (key_wrapped is null) = (sha256 is null))
);
comment on table evidence_file is 'class: personal; module: platform; files of a case: key wrapped by the tenant key, sealed name, hash of the content; erased = key destroyed under that basis';
create index evidence_file_pending on evidence_file (tenant) where cleaning = 'pending' and state = 'kept';

create table job_effect (
  effect text not null,
  at timestamptz not null,
  constraint job_effect_pk primary key (effect)
);
comment on table job_effect is 'class: platform; module: platform; effects of jobs that must happen once although a job may run twice';
create index job_effect_at on job_effect (at);

alter table draft_file enable row level security;
alter table evidence_file enable row level security;

create policy draft_file_own on draft_file to fangxin_app
  using ((select scope_account()) in (owner, 'draft:' || draft))
  with check ((select scope_account()) in (owner, 'draft:' || draft));

create policy evidence_file_seen on evidence_file for select to fangxin_app using (
  exists (select 1 from stream s where s.tenant = evidence_file.tenant and s.stream = evidence_file.stream));
create policy evidence_file_added on evidence_file for insert to fangxin_app with check (tenant = any ((select scope_writes())::text[]));
create policy evidence_file_changed on evidence_file for update to fangxin_app using (
  tenant = any ((select scope_writes())::text[])
  and exists (select 1 from stream s where s.tenant = evidence_file.tenant and s.stream = evidence_file.stream));

-- Which of these files still belong somewhere, and in which area: the sweep removes what belongs nowhere. Tells nothing else.
create function stored_file_areas(asked uuid[]) returns table (file uuid, area text)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select d.file, '_drafts' from draft_file d where d.file = any (asked)
    union all
    select e.file, e.tenant from evidence_file e where e.file = any (asked) and e.state = 'kept'
  $$;

create function expire_draft_files(made_before timestamptz) returns integer
  language sql volatile security definer set search_path = public, pg_temp
  as $$
    with gone as (delete from draft_file where made_at < made_before returning 1) select count(*)::integer from gone
  $$;

-- Files whose copy for other eyes was not made at once, with what a transaction needs to see them.
create function pending_clean_files(at_most integer) returns table (draft uuid, tenant text, stream uuid, bureau text, file uuid)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    (select d.draft, null::text, null::uuid, null::text, d.file from draft_file d where d.cleaning = 'pending' limit at_most)
    union all
    (select null, e.tenant, e.stream, s.bureau, e.file
       from evidence_file e join stream s on s.tenant = e.tenant and s.stream = e.stream
      where e.cleaning = 'pending' and e.state = 'kept' limit at_most)
  $$;

-- The job tables belong to the owner and are closed to the application (graphile_worker is made after the migrations,
-- by prepareJobs; plpgsql looks the name up at the call). This is the only way in.
create function enqueue(task text, payload json, run_at timestamptz, job_key text) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
  as $$
  begin
    perform graphile_worker.add_job(identifier => task, payload => payload, run_at => run_at, job_key => job_key,
      job_key_mode => 'replace');
  end
  $$;

revoke all on function stored_file_areas(uuid[]), expire_draft_files(timestamptz), pending_clean_files(integer),
  enqueue(text, json, timestamptz, text) from public;
grant execute on function stored_file_areas(uuid[]), expire_draft_files(timestamptz), pending_clean_files(integer),
  enqueue(text, json, timestamptz, text) to fangxin_app;
grant select, insert, update, delete on draft_file to fangxin_app;
grant select, insert, update on evidence_file to fangxin_app;
grant select, insert, delete on job_effect to fangxin_app;
