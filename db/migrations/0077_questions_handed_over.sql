-- A food question whose competent bureau works here: its content lies here under the receiving authority's key from the very
-- act until the job there has made the question, as a case does (0074).

create table question_hand_over (
  tenant text not null,
  stream uuid not null,
  bureau text not null,
  number text not null,
  key_version integer not null,
  sealed bytea,
  sent_at timestamptz not null,
  taken_at timestamptz,
  constraint question_hand_over_pk primary key (tenant, stream),
  constraint question_hand_over_emptied check ((sealed is null) = (taken_at is not null))
);
comment on table question_hand_over is 'class: personal; module: intake; questions on their way from another bureau of the instance, sealed for the receiving authority and emptied when the linked question is made';
create index question_hand_over_waiting on question_hand_over (tenant, sent_at) where taken_at is null;

alter table question_hand_over enable row level security;
create policy question_hand_over_seen on question_hand_over for select to fangxin_app using (
  tenant = any ((select scope_tenants())::text[]) and bureau = any ((select scope_bureaus())::text[]));
create policy question_hand_over_added on question_hand_over for insert to fangxin_app with check (
  tenant = any ((select scope_writes())::text[]));
create policy question_hand_over_taken on question_hand_over for update to fangxin_app using (
  tenant = any ((select scope_writes())::text[])
  and tenant = any ((select scope_tenants())::text[]) and bureau = any ((select scope_bureaus())::text[]))
  with check (tenant = any ((select scope_writes())::text[]));

grant select, insert, update on question_hand_over to fangxin_app;
