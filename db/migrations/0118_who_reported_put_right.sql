-- A request about own data (PIPL arts 46 and 47) finds the reports of who asks as well, but for the reports desk alone: what was
-- found and what was done lies in the compartment of reports and not beside the request, where the complaints desk would read it.
create table data_request_report (
  tenant text not null,
  data_request uuid not null,
  stream uuid not null,
  bureau text not null,
  person uuid not null,
  found_by text not null,
  found_at timestamptz not null,
  done text,
  done_at timestamptz,
  done_by text,
  basis text,
  constraint data_request_report_pk primary key (tenant, data_request, stream),
  constraint data_request_report_request foreign key (tenant, data_request) references data_request (tenant, data_request),
  constraint data_request_report_stream foreign key (tenant, stream) references stream (tenant, stream),
  constraint data_request_report_found check (found_by in ('phone', 'account')),
  constraint data_request_report_done check (done in ('corrected', 'erased')),
  constraint data_request_report_done_when check ((done is null) = (done_at is null) and (done is null) = (done_by is null))
);
comment on table data_request_report is 'class: reporter; module: reports; reports in which the keyed mark of the phone, or the account, finds who asks about own data, and what was done in each; for the reports desk alone';

alter table data_request_report enable row level security;
create policy data_request_report_seen on data_request_report for select to fangxin_app using (
  'reports' = any ((select scope_desks())::text[])
  and tenant = any ((select scope_tenants())::text[]) and bureau = any ((select scope_bureaus())::text[]));
create policy data_request_report_added on data_request_report for insert to fangxin_app with check (
  'reports' = any ((select scope_desks())::text[])
  and tenant = any ((select scope_writes())::text[]) and bureau = any ((select scope_bureaus())::text[]));
create policy data_request_report_changed on data_request_report for update to fangxin_app using (
  'reports' = any ((select scope_desks())::text[])
  and tenant = any ((select scope_writes())::text[]) and bureau = any ((select scope_bureaus())::text[]));
grant select, insert, update on data_request_report to fangxin_app;

-- The way in of who reported could be let go by nobody.
create policy case_access_reporter_forgotten on case_access for delete to fangxin_app using (
  role = 'reporter' and 'reports' = any ((select scope_desks())::text[])
  and tenant = any ((select scope_writes())::text[]) and bureau = any ((select scope_bureaus())::text[]));

-- A telephone put right is marked anew.
create policy reporter_marked on reporter for update to fangxin_app using (
  'reports' = any ((select scope_desks())::text[])
  and tenant = any ((select scope_writes())::text[]) and bureau = any ((select scope_bureaus())::text[]));
grant update on reporter to fangxin_app;
