-- Scope of a transaction, as row-level security sees it. An empty or missing setting is null and so matches nothing.
create function scope_tenants() returns text[] language sql stable parallel safe
  as $$ select string_to_array(nullif(current_setting('app.tenants', true), ''), ',') $$;
create function scope_bureaus() returns text[] language sql stable parallel safe
  as $$ select string_to_array(nullif(current_setting('app.bureaus', true), ''), ',') $$;
create function scope_principals() returns text[] language sql stable parallel safe
  as $$ select string_to_array(nullif(current_setting('app.principals', true), ''), ',') $$;
create function scope_desks() returns text[] language sql stable parallel safe
  as $$ select string_to_array(nullif(current_setting('app.desks', true), ''), ',') $$;
create function scope_writes() returns text[] language sql stable parallel safe
  as $$ select string_to_array(nullif(current_setting('app.writes', true), ''), ',') $$;
create function scope_account() returns text language sql stable parallel safe
  as $$ select nullif(current_setting('app.account', true), '') $$;

-- Who beside the bureau's own staff may see a case: parties by account, entrusted bodies by organisation id.
create table case_access (
  tenant text not null,
  stream uuid not null,
  principal text not null,
  role text not null,
  bureau text not null,
  constraint case_access_pk primary key (tenant, stream, principal, role)
);
comment on table case_access is 'class: case; module: platform; who beside the bureau may see a case';
create index case_access_principal on case_access (principal, tenant, stream);

create table stream (
  tenant text not null,
  stream uuid not null,
  kind text not null,
  bureau text not null,
  version integer not null,
  head_hash bytea not null,
  constraint stream_pk primary key (tenant, stream),
  constraint stream_version_positive check (version > 0)
);
comment on table stream is 'class: case; module: platform; one row a stream: its version, head hash and present bureau; locked by every act';

create table event (
  tenant text not null,
  stream uuid not null,
  version integer not null,
  type text not null,
  payload jsonb not null,
  actor text not null,
  at timestamptz not null,
  hash bytea not null,
  transaction xid8 not null default pg_current_xact_id(),
  constraint event_pk primary key (tenant, stream, version)
);
comment on table event is 'class: case; module: platform; append-only acts, each hashed over the one before; ids, codes, amounts and commitments only';

create table case_clock (
  tenant text not null,
  stream uuid not null,
  rule text not null,
  bureau text not null,
  started_on date not null,
  due_on date,
  sure_until date,
  provisional boolean not null,
  state text not null,
  reckoning jsonb not null,
  constraint case_clock_pk primary key (tenant, stream, rule),
  constraint case_clock_state check (state in ('running', 'paused', 'met', 'stopped'))
);
comment on table case_clock is 'class: case; module: platform; one row a running or ended statutory limit, with its reckoning';
create index case_clock_due on case_clock (tenant, due_on) where state = 'running';

create table case_locator (
  key_kind text not null,
  key text not null,
  tenant text not null,
  stream uuid not null,
  kind text not null,
  constraint case_locator_pk primary key (key_kind, key, tenant, stream),
  constraint case_locator_key_kind check (key_kind in ('number', 'account', 'operator', 'external', 'answer-code'))
);
comment on table case_locator is 'class: platform; module: platform; finds the tenant and case of a number, account or operator; nothing personal';

create table number_series (
  tenant text not null,
  series text not null,
  year integer not null,
  last_number integer not null,
  constraint number_series_pk primary key (tenant, series, year)
);
comment on table number_series is 'class: platform; module: platform; gapless official numbers, taken as the last step of an act';

alter table case_access enable row level security;
alter table stream enable row level security;
alter table event enable row level security;
alter table case_clock enable row level security;

create policy case_access_seen on case_access for select to fangxin_app using (
  principal = any ((select scope_principals())::text[])
  or (tenant = any ((select scope_tenants())::text[]) and bureau = any ((select scope_bureaus())::text[])));
create policy case_access_changed on case_access for update to fangxin_app using (
  tenant = any ((select scope_writes())::text[]));
create policy case_access_added on case_access for insert to fangxin_app with check (
  tenant = any ((select scope_writes())::text[]));

create policy stream_seen on stream for select to fangxin_app using (
  (tenant = any ((select scope_tenants())::text[]) and bureau = any ((select scope_bureaus())::text[]))
  or exists (select 1 from case_access a where a.tenant = stream.tenant and a.stream = stream.stream
             and a.principal = any ((select scope_principals())::text[])));
create policy stream_changed on stream for update to fangxin_app using (tenant = any ((select scope_writes())::text[]));
create policy stream_added on stream for insert to fangxin_app with check (tenant = any ((select scope_writes())::text[]));

create policy event_seen on event for select to fangxin_app using (
  exists (select 1 from stream s where s.tenant = event.tenant and s.stream = event.stream));
create policy event_added on event for insert to fangxin_app with check (tenant = any ((select scope_writes())::text[]));

create policy case_clock_seen on case_clock for select to fangxin_app using (
  (tenant = any ((select scope_tenants())::text[]) and bureau = any ((select scope_bureaus())::text[]))
  or exists (select 1 from stream s where s.tenant = case_clock.tenant and s.stream = case_clock.stream));
create policy case_clock_changed on case_clock for update to fangxin_app using (tenant = any ((select scope_writes())::text[]));
create policy case_clock_added on case_clock for insert to fangxin_app with check (tenant = any ((select scope_writes())::text[]));

grant select, insert, update on case_access, stream, case_clock, number_series to fangxin_app;
grant select, insert on event, case_locator to fangxin_app;
