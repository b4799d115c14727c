-- Papers on their way: their files, their sealed copies, who still has to be told, and what became of a decision
-- when somebody above looked at it.

alter table complaint_paper add column scan_hash text;
comment on column complaint_paper.pdf_file is 'the file made at first open; served ever after';
comment on column complaint_paper.signed_scan is 'the scan of the print with the wet seal; served in place of the file';
alter table paper_proof add column scan_hash text;
create index paper_proof_data on paper_proof (tenant, data_hash);

create table paper_delivery (
  tenant text not null,
  stream uuid not null,
  n integer not null,
  party text not null,
  state text not null,
  made_at timestamptz not null,
  changed_at timestamptz not null,
  constraint paper_delivery_pk primary key (tenant, stream, n, party),
  constraint paper_delivery_paper foreign key (tenant, stream, n) references complaint_paper (tenant, stream, n),
  constraint paper_delivery_party check (party in ('complainant', 'respondent')),
  constraint paper_delivery_state check (state in ('waiting', 'to-print', 'failed', 'delivered'))
);
comment on table paper_delivery is 'class: case; module: complaints; papers owed to a party: on their way, to be printed and posted, failed, or delivered';
create index paper_delivery_open on paper_delivery (tenant, state, made_at) where state <> 'delivered';

create table complaint_bundle (
  tenant text not null,
  stream uuid not null,
  version integer not null,
  purpose text not null,
  reference text not null,
  made_at timestamptz not null,
  pdf_file uuid,
  pdf_hash text,
  constraint complaint_bundle_pk primary key (tenant, stream, version),
  constraint complaint_bundle_stream foreign key (tenant, stream) references stream (tenant, stream),
  constraint complaint_bundle_purpose check (purpose in ('reconsideration', 'court'))
);
comment on table complaint_bundle is 'class: case; module: complaints; answer bundles by the version of the case they show, with the hash of the file once made';

create table outcome_register (
  tenant text not null,
  stream uuid not null,
  version integer not null,
  kind text not null,
  reference text not null,
  decided_on date not null,
  result text not null,
  recorded_at timestamptz not null,
  constraint outcome_register_pk primary key (tenant, stream, version),
  constraint outcome_register_stream foreign key (tenant, stream) references stream (tenant, stream),
  constraint outcome_register_kind check (kind in ('reconsideration', 'court'))
);
comment on table outcome_register is 'class: case; module: complaints; what reconsideration bodies and courts said of decisions: reference, day, result';
create index outcome_register_decided on outcome_register (tenant, decided_on desc);

create table answer_attempt (
  address_digest bytea not null,
  at timestamptz not null
);
comment on table answer_attempt is 'class: platform; module: complaints; wrong answer codes by keyed hash of the network address, so that guessing ends; kept for an hour';
create index answer_attempt_address on answer_attempt (address_digest, at);
create index answer_attempt_at on answer_attempt (at);

alter table paper_delivery enable row level security;
alter table complaint_bundle enable row level security;
alter table outcome_register enable row level security;

create policy paper_delivery_seen on paper_delivery for select to fangxin_app using (
  exists (select 1 from stream s where s.tenant = paper_delivery.tenant and s.stream = paper_delivery.stream));
create policy paper_delivery_added on paper_delivery for insert to fangxin_app with check (tenant = any ((select scope_writes())::text[]));
create policy paper_delivery_changed on paper_delivery for update to fangxin_app using (tenant = any ((select scope_writes())::text[]));

create policy complaint_bundle_seen on complaint_bundle for select to fangxin_app using (
  exists (select 1 from stream s where s.tenant = complaint_bundle.tenant and s.stream = complaint_bundle.stream));
create policy complaint_bundle_added on complaint_bundle for insert to fangxin_app with check (tenant = any ((select scope_writes())::text[]));
create policy complaint_bundle_changed on complaint_bundle for update to fangxin_app using (tenant = any ((select scope_writes())::text[]));

create policy outcome_register_seen on outcome_register for select to fangxin_app using (
  exists (select 1 from stream s where s.tenant = outcome_register.tenant and s.stream = outcome_register.stream));
create policy outcome_register_added on outcome_register for insert to fangxin_app with check (tenant = any ((select scope_writes())::text[]));

-- Whoever holds a code has no scope yet: only the very case of the very code is told, and nothing else of it.
create function case_of_answer_code(asked text) returns table (number text, expires_on date)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select c.number, a.expires_on from case_locator l
      join answer_code a on a.tenant = l.tenant and a.stream = l.stream and a.code_hash = l.key
      join complaint c on c.tenant = l.tenant and c.stream = l.stream
     where l.key_kind = 'answer-code' and l.key = asked
  $$;

revoke all on function case_of_answer_code(text) from public;
grant execute on function case_of_answer_code(text) to fangxin_app;
grant select, insert, update on paper_delivery, complaint_bundle to fangxin_app;
grant select, insert on outcome_register to fangxin_app;
grant select, insert, delete on answer_attempt to fangxin_app;
