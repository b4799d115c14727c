-- A case that goes to another authority of this instance: its content lies here under the receiving authority's key from the
-- very act until the job there has made the linked case, and nowhere between two bodies after that.

create table case_hand_over (
  tenant text not null,
  stream uuid not null,
  bureau text not null,
  number text not null,
  key_version integer not null,
  sealed bytea,
  sent_at timestamptz not null,
  taken_at timestamptz,
  constraint case_hand_over_pk primary key (tenant, stream),
  constraint case_hand_over_emptied check ((sealed is null) = (taken_at is not null))
);
comment on table case_hand_over is 'class: personal; module: complaints; cases on their way from another authority of the instance, sealed for the receiving one and emptied when the linked case is made';
create index case_hand_over_waiting on case_hand_over (tenant, sent_at) where taken_at is null;

alter table case_hand_over enable row level security;
create policy case_hand_over_seen on case_hand_over for select to fangxin_app using (
  tenant = any ((select scope_tenants())::text[]) and bureau = any ((select scope_bureaus())::text[]));
create policy case_hand_over_added on case_hand_over for insert to fangxin_app with check (
  tenant = any ((select scope_writes())::text[]));
create policy case_hand_over_taken on case_hand_over for update to fangxin_app using (
  tenant = any ((select scope_writes())::text[])
  and tenant = any ((select scope_tenants())::text[]) and bureau = any ((select scope_bureaus())::text[]))
  with check (tenant = any ((select scope_writes())::text[]));

grant select, insert, update on case_hand_over to fangxin_app;
