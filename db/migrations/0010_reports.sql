-- Reports of breaches and clues found in mediation. A report's stream lies in a compartment of its bureau, written
-- `<bureau>#reports`: whoever does not hold that desk meets no row of it, whatever bureaus the session names.

create policy stream_compartment on stream as restrictive for select to fangxin_app using (
  strpos(bureau, '#') = 0 or split_part(bureau, '#', 2) = any ((select scope_desks())::text[])
  or exists (select 1 from case_access a where a.tenant = stream.tenant and a.stream = stream.stream
             and a.principal = any ((select scope_principals())::text[])));
create policy case_clock_compartment on case_clock as restrictive for select to fangxin_app using (
  strpos(bureau, '#') = 0 or split_part(bureau, '#', 2) = any ((select scope_desks())::text[]));
create policy case_access_compartment on case_access as restrictive for select to fangxin_app using (
  strpos(bureau, '#') = 0 or split_part(bureau, '#', 2) = any ((select scope_desks())::text[])
  or principal = any ((select scope_principals())::text[]));

create table report (
  tenant text not null,
  stream uuid not null,
  bureau text not null,
  number text not null,
  version integer not null,
  phase text not null,
  source text not null,
  is_named boolean not null,
  operator text,
  problem_code text,
  food boolean not null,
  received_on date not null,
  due_on date,
  due_rule text,
  provisional boolean not null,
  filed_at timestamptz not null,
  changed_at timestamptz not null,
  constraint report_pk primary key (tenant, stream),
  constraint report_number unique (tenant, number),
  constraint report_stream foreign key (tenant, stream) references stream (tenant, stream),
  constraint report_phase check (phase in ('verifying')),
  constraint report_source check (source in ('reporter', 'mediation'))
);
comment on table report is 'class: reporter; module: reports; present state of a report or a clue found in mediation; its texts lie in the vault and are indexed nowhere';
create index report_due on report (tenant, bureau, (coalesce(due_on, 'infinity'::date)), stream);

create table reporter (
  tenant text not null,
  stream uuid not null,
  bureau text not null,
  person uuid not null,
  account text,
  phone_version integer not null,
  phone_digest bytea not null,
  constraint reporter_pk primary key (tenant, stream),
  constraint reporter_stream foreign key (tenant, stream) references stream (tenant, stream)
);
comment on table reporter is 'class: reporter; module: reports; who made a report, apart from it: account and keyed digest of the phone (art. 35 asks whether the same person reported before)';
create index reporter_phone on reporter (tenant, phone_version, phone_digest);

alter table report enable row level security;
alter table reporter enable row level security;

create policy report_seen on report for select to fangxin_app using (
  'reports' = any ((select scope_desks())::text[])
  and tenant = any ((select scope_tenants())::text[]) and bureau = any ((select scope_bureaus())::text[]));
create policy report_of_own on report for select to fangxin_app using (
  exists (select 1 from case_access a where a.tenant = report.tenant and a.stream = report.stream
          and a.principal = any ((select scope_principals())::text[])));
create policy report_added on report for insert to fangxin_app with check (tenant = any ((select scope_writes())::text[]));
create policy report_changed on report for update to fangxin_app using (
  'reports' = any ((select scope_desks())::text[])
  and tenant = any ((select scope_writes())::text[]) and bureau = any ((select scope_bureaus())::text[]));

create policy reporter_seen on reporter for select to fangxin_app using (
  'reports' = any ((select scope_desks())::text[])
  and tenant = any ((select scope_tenants())::text[]) and bureau = any ((select scope_bureaus())::text[]));
create policy reporter_added on reporter for insert to fangxin_app with check (tenant = any ((select scope_writes())::text[]));

grant select, insert, update on report to fangxin_app;
grant select, insert on reporter to fangxin_app;
