-- Who writes a letter or comes to the counter asks about own data like somebody with an account (PIPL arts 45 to 50): an
-- officer enters the request and how the identity was shown; the cases it was found in, and what was done in each, are kept
-- with it, and the answer is a numbered letter.
alter table data_request alter column account drop not null,
  add column via text not null default 'account',
  add column identity_check text,
  add column entered_by text,
  add column received_on date,
  add column person_sealed bytea,
  add column searched_at timestamptz,
  add column letter_number text,
  add column letter_version text,
  add column letter_hash text,
  add column letter_sealed bytea,
  add column answer_way text,
  add column served_on date,
  add column served_by text;
alter table data_request
  add constraint data_request_via check (via in ('account', 'counter', 'letter')),
  add constraint data_request_asker check ((via = 'account') = (account is not null)),
  add constraint data_request_entered check ((via = 'account') = (entered_by is null)),
  add constraint data_request_identity check (
    (via = 'account') = (identity_check is null)
    and (identity_check is null or identity_check in ('original-id', 'certified-copy', 'agent-with-power'))),
  add constraint data_request_person check ((via = 'account') = (person_sealed is null)),
  add constraint data_request_letter check ((letter_number is null) = (letter_sealed is null)),
  add constraint data_request_way check (answer_way is null or answer_way in ('hand', 'post', 'sms')),
  add constraint data_request_served check (served_on is null or letter_number is not null);

create table data_request_case (
  tenant text not null,
  data_request uuid not null,
  stream uuid not null,
  person uuid not null,
  found_by text not null,
  found_at timestamptz not null,
  done text,
  done_at timestamptz,
  done_by text,
  basis text,
  constraint data_request_case_pk primary key (tenant, data_request, stream, person),
  constraint data_request_case_request foreign key (tenant, data_request) references data_request (tenant, data_request),
  constraint data_request_case_found check (found_by in ('phone', 'id-number')),
  constraint data_request_case_done check (done in ('copied', 'corrected', 'erased')),
  constraint data_request_case_done_when check ((done is null) = (done_at is null) and (done is null) = (done_by is null))
);
comment on table data_request_case is 'class: personal; module: platform; cases in which the keyed marks of phone or id number find who asks about own data, and what was done in each';

alter table data_request_case enable row level security;
create policy data_request_case_seen on data_request_case for select to fangxin_app using (
  exists (select 1 from data_request d where d.tenant = data_request_case.tenant and d.data_request = data_request_case.data_request));
create policy data_request_case_added on data_request_case for insert to fangxin_app with check (
  tenant = any ((select scope_tenants())::text[])
  and exists (select 1 from data_request d where d.tenant = data_request_case.tenant and d.data_request = data_request_case.data_request));
create policy data_request_case_changed on data_request_case for update to fangxin_app using (
  tenant = any ((select scope_tenants())::text[])
  and exists (select 1 from data_request d where d.tenant = data_request_case.tenant and d.data_request = data_request_case.data_request));
grant select, insert, update on data_request_case to fangxin_app;
