create table complaint (
  tenant text not null,
  stream uuid not null,
  bureau text not null,
  number text not null,
  version integer not null,
  phase text not null,
  intake text not null,
  handler text,
  mediator text,
  complainant_masked text not null,
  respondent_name text,
  operator text,
  platform text,
  channel text not null,
  external_number text,
  object_code text,
  problem_code text,
  amount_fen bigint,
  online boolean not null,
  food boolean not null,
  received_on date,
  accepted_on date,
  closed_on date,
  due_on date,
  due_rule text,
  provisional boolean not null,
  rating integer,
  recovered_fen bigint,
  incident uuid,
  archived_on date,
  filed_at timestamptz not null,
  changed_at timestamptz not null,
  constraint complaint_pk primary key (tenant, stream),
  constraint complaint_number unique (tenant, number),
  constraint complaint_stream foreign key (tenant, stream) references stream (tenant, stream)
);
comment on table complaint is 'class: case; module: complaints; present state of a complaint, folded from its events; refolded and compared by verify';
create index complaint_due on complaint (tenant, bureau, (coalesce(due_on, 'infinity'::date)), stream) where closed_on is null;
create index complaint_handler on complaint (tenant, handler, due_on) where closed_on is null;
create index complaint_filed on complaint (tenant, bureau, filed_at desc, stream);
create index complaint_operator on complaint (tenant, operator) where operator is not null;
create index complaint_incident on complaint (tenant, incident) where incident is not null;

create table complaint_search (
  tenant text not null,
  stream uuid not null,
  words tsvector not null,
  constraint complaint_search_pk primary key (tenant, stream),
  constraint complaint_search_stream foreign key (tenant, stream) references stream (tenant, stream)
);
comment on table complaint_search is 'class: personal; module: complaints; search words of the narrative, made from a copy without phones, ids, addresses and party names; erased with the person';
create index complaint_search_words on complaint_search using gin (words);

create table complaint_paper (
  tenant text not null,
  stream uuid not null,
  n integer not null,
  code text not null,
  number text,
  recipients text[] not null,
  template_version text not null,
  entry uuid not null,
  data_hash text not null,
  made_at timestamptz not null,
  pdf_file uuid,
  pdf_hash text,
  signed_scan uuid,
  constraint complaint_paper_pk primary key (tenant, stream, n),
  constraint complaint_paper_stream foreign key (tenant, stream) references stream (tenant, stream)
);
comment on table complaint_paper is 'class: case; module: complaints; papers ordered by acts: number, template version, hash of the canonical data; the PDF follows by a job';

create table paper_proof (
  proof text not null,
  tenant text not null,
  number text,
  code text not null,
  authority text not null,
  data_hash text not null,
  pdf_hash text,
  issued_on date not null,
  standing text not null,
  constraint paper_proof_pk primary key (proof, tenant),
  constraint paper_proof_standing check (standing in ('valid', 'annulled', 'replaced'))
);
comment on table paper_proof is 'class: public; module: complaints; what the QR code of a paper opens: number, kind, hash and standing, nothing personal';

create table answer_code (
  tenant text not null,
  stream uuid not null,
  code_hash text not null,
  made_at timestamptz not null,
  expires_on date not null,
  constraint answer_code_pk primary key (tenant, stream, code_hash),
  constraint answer_code_stream foreign key (tenant, stream) references stream (tenant, stream)
);
comment on table answer_code is 'class: case; module: complaints; codes by which an operator without an account answers a notice, hashed';

alter table complaint enable row level security;
alter table complaint_search enable row level security;
alter table complaint_paper enable row level security;
alter table answer_code enable row level security;

create policy complaint_seen on complaint for select to fangxin_app using (
  (tenant = any ((select scope_tenants())::text[]) and bureau = any ((select scope_bureaus())::text[]))
  or exists (select 1 from stream s where s.tenant = complaint.tenant and s.stream = complaint.stream));
create policy complaint_added on complaint for insert to fangxin_app with check (tenant = any ((select scope_writes())::text[]));
create policy complaint_changed on complaint for update to fangxin_app using (tenant = any ((select scope_writes())::text[]));

create policy complaint_search_seen on complaint_search for select to fangxin_app using (
  exists (select 1 from stream s where s.tenant = complaint_search.tenant and s.stream = complaint_search.stream));
create policy complaint_search_added on complaint_search for insert to fangxin_app with check (tenant = any ((select scope_writes())::text[]));
create policy complaint_search_removed on complaint_search for delete to fangxin_app using (
  tenant = any ((select scope_writes())::text[])
  and exists (select 1 from stream s where s.tenant = complaint_search.tenant and s.stream = complaint_search.stream));

create policy complaint_paper_seen on complaint_paper for select to fangxin_app using (
  exists (select 1 from stream s where s.tenant = complaint_paper.tenant and s.stream = complaint_paper.stream));
create policy complaint_paper_added on complaint_paper for insert to fangxin_app with check (tenant = any ((select scope_writes())::text[]));
create policy complaint_paper_changed on complaint_paper for update to fangxin_app using (tenant = any ((select scope_writes())::text[]));

create policy answer_code_seen on answer_code for select to fangxin_app using (
  exists (select 1 from stream s where s.tenant = answer_code.tenant and s.stream = answer_code.stream));
create policy answer_code_added on answer_code for insert to fangxin_app with check (tenant = any ((select scope_writes())::text[]));

grant select, insert, update on complaint, complaint_paper, paper_proof to fangxin_app;
grant select, insert, delete on complaint_search to fangxin_app;
grant select, insert on answer_code to fangxin_app;
