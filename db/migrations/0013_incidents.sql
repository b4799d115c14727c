-- Many complaints about one event: common facts, one verification, one announcement, acts on all with a paper each.
create table incident (
  tenant text not null,
  stream uuid not null,
  bureau text not null,
  number text not null,
  version integer not null,
  title text not null,
  operator text,
  phase text not null,
  opened_on date not null,
  verified_on date,
  announced_on date,
  closed_on date,
  changed_at timestamptz not null,
  constraint incident_pk primary key (tenant, stream),
  constraint incident_number unique (tenant, number),
  constraint incident_stream foreign key (tenant, stream) references stream (tenant, stream),
  constraint incident_phase check (phase in ('open', 'closed'))
);
comment on table incident is 'class: case; module: complaints; one event that many complaints are about, folded from its own events';
create index incident_of_bureau on incident (tenant, bureau, opened_on desc, stream);

create table incident_batch (
  tenant text not null,
  batch uuid not null,
  incident uuid not null,
  bureau text not null,
  act text not null,
  entry uuid not null,
  ordered_by text not null,
  office text not null,
  ordered_at timestamptz not null,
  total integer not null,
  constraint incident_batch_pk primary key (tenant, batch),
  constraint incident_batch_incident foreign key (tenant, incident) references incident (tenant, stream)
);
comment on table incident_batch is 'class: case; module: complaints; one act ordered for many complaints of an event; what it says lies in the vault';
create index incident_batch_of on incident_batch (tenant, incident, ordered_at);

create table incident_batch_case (
  tenant text not null,
  batch uuid not null,
  place integer not null,
  bureau text not null,
  number text not null,
  state text not null,
  version integer,
  problem text,
  done_at timestamptz,
  constraint incident_batch_case_pk primary key (tenant, batch, place),
  constraint incident_batch_case_once unique (tenant, batch, number),
  constraint incident_batch_case_batch foreign key (tenant, batch) references incident_batch (tenant, batch),
  constraint incident_batch_case_state check (state in ('waiting', 'done', 'refused'))
);
comment on table incident_batch_case is 'class: case; module: complaints; what became of one complaint in a batch: done with its version, or refused with the reason';
create index incident_batch_case_waiting on incident_batch_case (tenant, batch, place) where state = 'waiting';

create table incident_paper (
  tenant text not null,
  stream uuid not null,
  n integer not null,
  code text not null,
  number text,
  template_version text not null,
  entry uuid not null,
  data_hash text not null,
  made_at timestamptz not null,
  constraint incident_paper_pk primary key (tenant, stream, n),
  constraint incident_paper_stream foreign key (tenant, stream) references stream (tenant, stream)
);
comment on table incident_paper is 'class: case; module: complaints; fact sheets, announcements and lists of claimants of an event';

alter table incident enable row level security;
alter table incident_batch enable row level security;
alter table incident_batch_case enable row level security;
alter table incident_paper enable row level security;

create policy incident_seen on incident for select to fangxin_app using (
  tenant = any ((select scope_tenants())::text[]) and bureau = any ((select scope_bureaus())::text[]));
create policy incident_added on incident for insert to fangxin_app with check (tenant = any ((select scope_writes())::text[]));
create policy incident_changed on incident for update to fangxin_app using (tenant = any ((select scope_writes())::text[]));

create policy incident_batch_seen on incident_batch for select to fangxin_app using (
  tenant = any ((select scope_tenants())::text[]) and bureau = any ((select scope_bureaus())::text[]));
create policy incident_batch_added on incident_batch for insert to fangxin_app with check (tenant = any ((select scope_writes())::text[]));

create policy incident_batch_case_seen on incident_batch_case for select to fangxin_app using (
  tenant = any ((select scope_tenants())::text[]) and bureau = any ((select scope_bureaus())::text[]));
create policy incident_batch_case_added on incident_batch_case for insert to fangxin_app with check (tenant = any ((select scope_writes())::text[]));
create policy incident_batch_case_changed on incident_batch_case for update to fangxin_app using (tenant = any ((select scope_writes())::text[]));

create policy incident_paper_seen on incident_paper for select to fangxin_app using (
  exists (select 1 from stream s where s.tenant = incident_paper.tenant and s.stream = incident_paper.stream));
create policy incident_paper_added on incident_paper for insert to fangxin_app with check (tenant = any ((select scope_writes())::text[]));

grant select, insert, update on incident, incident_batch_case to fangxin_app;
grant select, insert on incident_batch, incident_paper to fangxin_app;
