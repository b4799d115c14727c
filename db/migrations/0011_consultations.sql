-- Questions put to the department: asked, answered in writing, closed. No complaint and no report (Order 121 art. 44).
create table consultation (
  tenant text not null,
  stream uuid not null,
  bureau text not null,
  number text not null,
  version integer not null,
  phase text not null,
  channel text not null,
  asker_masked text not null,
  food boolean not null,
  external_number text,
  received_on date,
  answered_on date,
  closed_on date,
  answered_by text,
  filed_at timestamptz not null,
  changed_at timestamptz not null,
  constraint consultation_pk primary key (tenant, stream),
  constraint consultation_number unique (tenant, number),
  constraint consultation_stream foreign key (tenant, stream) references stream (tenant, stream),
  constraint consultation_phase check (phase in ('asked', 'answered', 'transferred', 'closed'))
);
comment on table consultation is 'class: case; module: intake; present state of a question put to the department, folded from its events';
create index consultation_open on consultation (tenant, bureau, filed_at, stream) where closed_on is null;
create index consultation_filed on consultation (tenant, bureau, filed_at, stream);

create table consultation_paper (
  tenant text not null,
  stream uuid not null,
  n integer not null,
  code text not null,
  number text not null,
  template_version text not null,
  entry uuid not null,
  data_hash text not null,
  made_at timestamptz not null,
  constraint consultation_paper_pk primary key (tenant, stream, n),
  constraint consultation_paper_stream foreign key (tenant, stream) references stream (tenant, stream)
);
comment on table consultation_paper is 'class: case; module: intake; papers made by acts on a question: number, template version, hash of the canonical data';

alter table consultation enable row level security;
alter table consultation_paper enable row level security;

create policy consultation_seen on consultation for select to fangxin_app using (
  (tenant = any ((select scope_tenants())::text[]) and bureau = any ((select scope_bureaus())::text[]))
  or exists (select 1 from stream s where s.tenant = consultation.tenant and s.stream = consultation.stream));
create policy consultation_added on consultation for insert to fangxin_app with check (tenant = any ((select scope_writes())::text[]));
create policy consultation_changed on consultation for update to fangxin_app using (tenant = any ((select scope_writes())::text[]));

create policy consultation_paper_seen on consultation_paper for select to fangxin_app using (
  exists (select 1 from stream s where s.tenant = consultation_paper.tenant and s.stream = consultation_paper.stream));
create policy consultation_paper_added on consultation_paper for insert to fangxin_app with check (tenant = any ((select scope_writes())::text[]));

grant select, insert, update on consultation to fangxin_app;
grant select, insert on consultation_paper to fangxin_app;
