-- What is told beside the papers (a registration, an announcement, a settlement told by the operator) may fail as papers do:
-- those that did stand here, and the desk finds them.
create table notice_delivery (
  tenant text not null,
  stream uuid not null,
  notice text not null,
  state text not null,
  reason text,
  changed_at timestamptz not null,
  constraint notice_delivery_pk primary key (tenant, stream, notice),
  constraint notice_delivery_state check (state in ('failed', 'waiting', 'told')),
  constraint notice_delivery_stream foreign key (tenant, stream) references stream (tenant, stream)
);
comment on table notice_delivery is 'class: case; module: complaints; notices beside the papers that failed once, and what became of them';
create index notice_delivery_failed on notice_delivery (tenant, changed_at) where state = 'failed';
alter table notice_delivery enable row level security;
grant insert, select, update on notice_delivery to fangxin_app;
create policy notice_delivery_added on notice_delivery for insert to fangxin_app
  with check (tenant = any ((select scope_writes())::text[]));
create policy notice_delivery_changed on notice_delivery for update to fangxin_app
  using (tenant = any ((select scope_writes())::text[])
    and exists (select 1 from stream s where s.tenant = notice_delivery.tenant and s.stream = notice_delivery.stream))
  with check (tenant = any ((select scope_writes())::text[]));
create policy notice_delivery_seen on notice_delivery for select to fangxin_app
  using (exists (select 1 from stream s where s.tenant = notice_delivery.tenant and s.stream = notice_delivery.stream));
