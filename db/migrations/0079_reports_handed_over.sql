-- A food report that is another body's is transferred (FSL 115): the day, and the letters that have not left yet. Where that
-- body works here, the report lies in its compartment under the receiving authority's key until the job there has made it.

alter table report
  add column transferred_on date,
  add column owed integer not null default 0,
  drop constraint report_phase,
  add constraint report_phase check (phase in ('verifying', 'transferred', 'retired')),
  add constraint report_transferred check (phase <> 'transferred' or transferred_on is not null);
drop index report_kept;
create index report_kept on report (tenant, (coalesce(due_on, transferred_on, received_on))) where phase <> 'retired';

create table report_hand_over (
  tenant text not null,
  stream uuid not null,
  bureau text not null,
  number text not null,
  key_version integer not null,
  sealed bytea,
  sent_at timestamptz not null,
  taken_at timestamptz,
  constraint report_hand_over_pk primary key (tenant, stream),
  constraint report_hand_over_emptied check ((sealed is null) = (taken_at is not null))
);
comment on table report_hand_over is 'class: reporter; module: reports; food reports on their way from another authority of the instance, sealed for the receiving one and emptied when the linked report is made';
create index report_hand_over_waiting on report_hand_over (tenant, sent_at) where taken_at is null;

alter table report_hand_over enable row level security;
create policy report_hand_over_seen on report_hand_over for select to fangxin_app using (
  'reports' = any ((select scope_desks())::text[])
  and tenant = any ((select scope_tenants())::text[]) and bureau = any ((select scope_bureaus())::text[]));
create policy report_hand_over_added on report_hand_over for insert to fangxin_app with check (
  tenant = any ((select scope_writes())::text[]));
create policy report_hand_over_taken on report_hand_over for update to fangxin_app using (
  'reports' = any ((select scope_desks())::text[]) and tenant = any ((select scope_writes())::text[])
  and tenant = any ((select scope_tenants())::text[]) and bureau = any ((select scope_bureaus())::text[]))
  with check (tenant = any ((select scope_writes())::text[]));

grant select, insert, update on report_hand_over to fangxin_app;
