-- What one bureau asks another in a dispute over competence, and what that one answers: each letter lies with its reader, sealed
-- under the reader's key, whichever authority of the instance that is.
create table competence_letter (
  tenant text not null,
  competence_letter uuid not null,
  bureau text not null,
  kind text not null,
  number text not null,
  from_tenant text not null,
  from_bureau text not null,
  arisen_on date not null,
  takes boolean,
  key_version integer not null,
  sealed bytea not null,
  sent_at timestamptz not null,
  ended_at timestamptz,
  ended_by text,
  constraint competence_letter_pk primary key (tenant, competence_letter),
  constraint competence_letter_kind check (kind in ('question', 'answer')),
  constraint competence_letter_answered check (kind = 'question' or takes is not null),
  constraint competence_letter_ended check ((ended_at is null) = (ended_by is null))
);
comment on table competence_letter is 'class: personal; module: complaints; questions and answers between two bureaus that dispute who handles a case, each with its reader';
create index competence_letter_bureau on competence_letter (tenant, bureau, sent_at);
create index competence_letter_number on competence_letter (tenant, number);

alter table competence_letter enable row level security;
create policy competence_letter_seen on competence_letter for select to fangxin_app using (
  tenant = any ((select scope_tenants())::text[]) and bureau = any ((select scope_bureaus())::text[]));
create policy competence_letter_added on competence_letter for insert to fangxin_app with check (
  tenant = any ((select scope_writes())::text[]));
create policy competence_letter_changed on competence_letter for update to fangxin_app using (
  tenant = any ((select scope_writes())::text[])
  and tenant = any ((select scope_tenants())::text[]) and bureau = any ((select scope_bureaus())::text[]))
  with check (tenant = any ((select scope_writes())::text[]));

grant select, insert, update on competence_letter to fangxin_app;
