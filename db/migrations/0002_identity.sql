-- Who people are, what they may do, and where their personal values lie. Nothing personal stands here in clear.

create table instance (
  only_row boolean not null default true,
  kind text not null,
  key_file text not null,
  made_at timestamptz not null,
  constraint instance_pk primary key (only_row),
  constraint instance_single check (only_row),
  constraint instance_kind check (kind in ('demo', 'production'))
);
comment on table instance is 'class: platform; module: platform; demo or production, for ever, and the id of the key file it was made with';

create table account (
  account uuid not null,
  kind text not null,
  status text not null,
  made_at timestamptz not null,
  constraint account_pk primary key (account),
  constraint account_kind check (kind in ('consumer', 'operator', 'staff')),
  constraint account_status check (status in ('active', 'locked', 'left'))
);
comment on table account is 'class: platform; module: platform; one row a person who can sign in; no name, no number';

create table staff_credential (
  account uuid not null,
  login text not null,
  password_hash text,
  password_changed_at timestamptz,
  must_change_password boolean not null default false,
  totp_sealed bytea,
  totp_confirmed_at timestamptz,
  totp_last_step bigint not null default 0,
  failed_attempts integer not null default 0,
  locked_until timestamptz,
  constraint staff_credential_pk primary key (account),
  constraint staff_credential_login unique (login),
  constraint staff_credential_login_plain check (login = lower(login)),
  constraint staff_credential_account foreign key (account) references account (account)
);
comment on table staff_credential is 'class: platform; module: platform; sign-in of officials: argon2 hash, sealed second factor, lockout';

create table oidc_identity (
  issuer text not null,
  subject text not null,
  account uuid not null,
  linked_at timestamptz not null,
  constraint oidc_identity_pk primary key (issuer, subject),
  constraint oidc_identity_account foreign key (account) references account (account)
);
comment on table oidc_identity is 'class: platform; module: platform; which official an identity provider means by a subject';

create table consumer_phone (
  version integer not null,
  digest bytea not null,
  account uuid not null,
  constraint consumer_phone_pk primary key (version, digest),
  constraint consumer_phone_account foreign key (account) references account (account)
);
comment on table consumer_phone is 'class: platform; module: platform; finds a consumer by keyed digest of the phone, readable by nobody';

create table consumer_identity (
  account uuid not null,
  sealed bytea not null,
  changed_at timestamptz not null,
  constraint consumer_identity_pk primary key (account),
  constraint consumer_identity_account foreign key (account) references account (account)
);
comment on table consumer_identity is 'class: personal; module: platform; sealed phone and name of a consumer, seen by that consumer only';

create table role_grant (
  role_grant uuid not null,
  account uuid not null,
  role text not null,
  tenant text not null,
  bureau text not null,
  sees text[] not null,
  from_on date not null,
  to_on date,
  covers uuid,
  given_by text not null,
  given_at timestamptz not null,
  ended_by text,
  ended_at timestamptz,
  constraint role_grant_pk primary key (role_grant),
  constraint role_grant_account_exists foreign key (account) references account (account),
  constraint role_grant_role check (role in ('intake-officer', 'handler', 'mediator', 'bureau-head', 'association-mediator',
    'system-administrator', 'security-administrator', 'auditor', 'leader')),
  constraint role_grant_range check (to_on is null or to_on > from_on)
);
comment on table role_grant is 'class: platform; module: platform; which role an official holds, where and between which days (to_on exclusive); covers = whose absence';
create index role_grant_account on role_grant (account);

create table representation (
  account uuid not null,
  principal text not null,
  from_on date not null,
  to_on date,
  constraint representation_pk primary key (account, principal, from_on),
  constraint representation_account foreign key (account) references account (account),
  constraint representation_range check (to_on is null or to_on > from_on)
);
comment on table representation is 'class: platform; module: platform; for which operators and organisations an account acts, dated';

create table session (
  token_hash bytea not null,
  account uuid not null,
  office text not null,
  actor jsonb not null,
  actor_on date not null,
  made_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  strong_at timestamptz,
  revoked_at timestamptz,
  device text not null,
  constraint session_pk primary key (token_hash),
  constraint session_account_exists foreign key (account) references account (account)
);
comment on table session is 'class: platform; module: platform; signed-in browsers by token hash; office = bureau acted for; actor_on = the day the actor was read from the grants';
create index session_account on session (account);

create table api_token (
  api_token uuid not null,
  token_hash bytea not null,
  account uuid not null,
  office text not null,
  name text not null,
  may_write boolean not null,
  actor jsonb not null,
  actor_on date not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  constraint api_token_pk primary key (api_token),
  constraint api_token_hash unique (token_hash),
  constraint api_token_account_exists foreign key (account) references account (account)
);
comment on table api_token is 'class: platform; module: platform; bearer tokens for scripts by hash, reading only or also writing';
create index api_token_account on api_token (account);

create table phone_code (
  phone_code uuid not null,
  purpose text not null,
  phone_digest bytea not null,
  address_digest bytea not null,
  code_hash bytea not null,
  attempts integer not null default 0,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  constraint phone_code_pk primary key (phone_code)
);
comment on table phone_code is 'class: platform; module: platform; one-time codes sent to phones, keyed hashes only';
create index phone_code_phone on phone_code (phone_digest, made_at);
create index phone_code_address on phone_code (address_digest, made_at);

create table tenant_key (
  tenant text not null,
  version integer not null,
  master_version integer not null,
  wrapped bytea not null,
  made_at timestamptz not null,
  constraint tenant_key_pk primary key (tenant, version)
);
comment on table tenant_key is 'class: platform; module: platform; data key of a tenant, wrapped by the master key in the key file';

create table person_key (
  tenant text not null,
  stream uuid not null,
  person uuid not null,
  tenant_key_version integer not null,
  wrapped bytea,
  destroyed_at timestamptz,
  destroyed_basis text,
  constraint person_key_pk primary key (tenant, stream, person),
  constraint person_key_stream foreign key (tenant, stream) references stream (tenant, stream),
  constraint person_key_destroyed check ((wrapped is null) = (destroyed_at is not null)
    and (destroyed_at is null) = (destroyed_basis is null))
);
comment on table person_key is 'class: personal; module: platform; key of one person in one case, wrapped by the tenant key; destroyed = erased under that basis';

create table vault_entry (
  tenant text not null,
  stream uuid not null,
  entry uuid not null,
  person uuid not null,
  kind text not null,
  sealed bytea not null,
  made_at timestamptz not null,
  constraint vault_entry_pk primary key (tenant, stream, entry),
  constraint vault_entry_person foreign key (tenant, stream, person) references person_key (tenant, stream, person)
);
comment on table vault_entry is 'class: personal; module: platform; one personal value with its salt, sealed by the person key of its case';

create table blind_index (
  tenant text not null,
  stream uuid not null,
  person uuid not null,
  purpose text not null,
  version integer not null,
  digest bytea not null,
  constraint blind_index_pk primary key (tenant, purpose, version, digest, stream, person),
  constraint blind_index_purpose check (purpose in ('phone', 'id-number'))
);
comment on table blind_index is 'class: personal; module: platform; recognises the same phone or id number again without being able to read it';
create index blind_index_digest on blind_index (purpose, version, digest);
create index blind_index_person on blind_index (tenant, stream, person);

create table audit_line (
  tenant text not null,
  audit_line uuid not null,
  at timestamptz not null,
  account text not null,
  act text not null,
  subject text not null,
  reason text,
  detail jsonb not null,
  constraint audit_line_pk primary key (tenant, audit_line)
);
comment on table audit_line is 'class: platform; module: platform; insert-only: who did or opened what, when and why; ids and codes only';
create index audit_line_subject on audit_line (tenant, subject);
create index audit_line_at on audit_line (tenant, at);

create table idempotency (
  principal text not null,
  route text not null,
  key text not null,
  request_hash bytea not null,
  tenant text not null,
  status integer,
  answer jsonb,
  made_at timestamptz not null,
  constraint idempotency_pk primary key (principal, route, key)
);
comment on table idempotency is 'class: platform; module: platform; one effect per Idempotency-Key: request hash, chosen tenant, stored answer';
create index idempotency_made_at on idempotency (made_at);

create table data_request (
  tenant text not null,
  data_request uuid not null,
  bureau text not null,
  account text not null,
  stream uuid,
  kind text not null,
  sealed bytea not null,
  made_at timestamptz not null,
  due_on date not null,
  state text not null,
  answered_at timestamptz,
  answered_by text,
  answer_basis text,
  answer_sealed bytea,
  constraint data_request_pk primary key (tenant, data_request),
  constraint data_request_kind check (kind in ('access', 'copy', 'correct', 'delete', 'withdraw-consent', 'explain', 'other')),
  constraint data_request_state check (state in ('open', 'granted', 'partly-granted', 'refused')),
  constraint data_request_answered check ((state = 'open') = (answered_at is null)),
  constraint data_request_refused_reasoned check (state <> 'refused' or answer_basis is not null)
);
comment on table data_request is 'class: personal; module: platform; requests of a person about own data (PIPL arts 44-50) and their answers';
create index data_request_open on data_request (tenant, due_on) where state = 'open';

create table legal_hold (
  tenant text not null,
  stream uuid not null,
  legal_hold uuid not null,
  reason text not null,
  placed_by text not null,
  placed_at timestamptz not null,
  lifted_by text,
  lifted_at timestamptz,
  constraint legal_hold_pk primary key (tenant, stream, legal_hold),
  constraint legal_hold_lifted check ((lifted_at is null) = (lifted_by is null))
);
comment on table legal_hold is 'class: case; module: platform; keeps a case from erasure and retention while a reconsideration, suit or inquiry runs';

create table retention_rule (
  rule text not null,
  from_on date not null,
  to_on date,
  keep_days integer not null,
  basis text not null,
  constraint retention_rule_pk primary key (rule, from_on),
  constraint retention_rule_positive check (keep_days > 0),
  constraint retention_rule_audit_half_year check (rule <> 'audit-lines' or keep_days >= 184),
  constraint retention_rule_range check (to_on is null or to_on > from_on)
);
comment on table retention_rule is 'class: reference; module: platform; how long each kind of record is kept, by dated rule';

create table demo_message (
  demo_message uuid not null,
  channel text not null,
  recipient text not null,
  subject text not null,
  body text not null,
  at timestamptz not null,
  constraint demo_message_pk primary key (demo_message),
  constraint demo_message_channel check (channel in ('sms', 'email'))
);
comment on table demo_message is 'class: platform; module: platform; mailbox of a demo instance, where invented people read their messages';
create index demo_message_at on demo_message (at);

create table message_delivery (
  tenant text not null,
  message_delivery uuid not null,
  channel text not null,
  recipient_masked text not null,
  purpose text not null,
  subject_ref text,
  state text not null,
  gateway_ref text,
  failure text,
  at timestamptz not null,
  constraint message_delivery_pk primary key (tenant, message_delivery),
  constraint message_delivery_channel check (channel in ('sms', 'email')),
  constraint message_delivery_state check (state in ('sent', 'failed'))
);
comment on table message_delivery is 'class: platform; module: platform; that a message left, when and by which way: masked recipient, never its text';
create index message_delivery_subject on message_delivery (tenant, subject_ref);

alter table consumer_identity enable row level security;
alter table person_key enable row level security;
alter table vault_entry enable row level security;
alter table blind_index enable row level security;
alter table audit_line enable row level security;
alter table data_request enable row level security;
alter table legal_hold enable row level security;

create policy consumer_identity_own on consumer_identity to fangxin_app
  using (account::text = (select scope_account())) with check (account::text = (select scope_account()));

create policy person_key_seen on person_key for select to fangxin_app using (
  exists (select 1 from stream s where s.tenant = person_key.tenant and s.stream = person_key.stream));
create policy person_key_added on person_key for insert to fangxin_app with check (tenant = any ((select scope_writes())::text[]));
create policy person_key_changed on person_key for update to fangxin_app using (
  tenant = any ((select scope_writes())::text[])
  and exists (select 1 from stream s where s.tenant = person_key.tenant and s.stream = person_key.stream));

create policy vault_entry_seen on vault_entry for select to fangxin_app using (
  exists (select 1 from stream s where s.tenant = vault_entry.tenant and s.stream = vault_entry.stream));
create policy vault_entry_added on vault_entry for insert to fangxin_app with check (tenant = any ((select scope_writes())::text[]));

create policy blind_index_seen on blind_index for select to fangxin_app using (
  exists (select 1 from stream s where s.tenant = blind_index.tenant and s.stream = blind_index.stream));
create policy blind_index_added on blind_index for insert to fangxin_app with check (tenant = any ((select scope_writes())::text[]));
create policy blind_index_removed on blind_index for delete to fangxin_app using (
  tenant = any ((select scope_writes())::text[])
  and exists (select 1 from stream s where s.tenant = blind_index.tenant and s.stream = blind_index.stream));

create policy audit_line_seen on audit_line for select to fangxin_app using (
  tenant = any ((select scope_tenants())::text[]) or account = (select scope_account()));
create policy audit_line_added on audit_line for insert to fangxin_app with check (true);

create policy data_request_seen on data_request for select to fangxin_app using (
  account = (select scope_account())
  or (tenant = any ((select scope_tenants())::text[]) and bureau = any ((select scope_bureaus())::text[])));
create policy data_request_added on data_request for insert to fangxin_app with check (
  account = (select scope_account()) or tenant = any ((select scope_writes())::text[]));
create policy data_request_changed on data_request for update to fangxin_app using (
  tenant = any ((select scope_tenants())::text[]) and bureau = any ((select scope_bureaus())::text[]));

create policy legal_hold_seen on legal_hold for select to fangxin_app using (
  exists (select 1 from stream s where s.tenant = legal_hold.tenant and s.stream = legal_hold.stream));
create policy legal_hold_added on legal_hold for insert to fangxin_app with check (tenant = any ((select scope_writes())::text[]));
create policy legal_hold_changed on legal_hold for update to fangxin_app using (
  tenant = any ((select scope_writes())::text[])
  and exists (select 1 from stream s where s.tenant = legal_hold.tenant and s.stream = legal_hold.stream));

-- The same person's other cases, in every tenant: only bureau, public number and day, whatever the asker's scope.
-- The asker records the look with its reason.
create function same_person_elsewhere(asked_purpose text, asked_version integer, asked_digest bytea)
  returns table (tenant text, bureau text, number text, filed_on date)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select s.tenant, s.bureau, l.key, (e.at at time zone 'Asia/Shanghai')::date
    from blind_index b
    join stream s on s.tenant = b.tenant and s.stream = b.stream
    join event e on e.tenant = s.tenant and e.stream = s.stream and e.version = 1
    join case_locator l on l.tenant = s.tenant and l.stream = s.stream and l.key_kind = 'number'
    where s.kind = 'complaint' and b.purpose = asked_purpose and b.version = asked_version and b.digest = asked_digest
    order by e.at desc limit 50
  $$;
revoke all on function same_person_elsewhere(text, integer, bytea) from public;
grant execute on function same_person_elsewhere(text, integer, bytea) to fangxin_app;

insert into retention_rule (rule, from_on, keep_days, basis) values
  ('ended-sessions', '2026-04-15', 30, 'pipl 19'),
  ('used-phone-codes', '2026-04-15', 2, 'pipl 19'),
  ('ended-api-tokens', '2026-04-15', 180, 'csl 23'),
  ('answered-request-keys', '2026-04-15', 30, 'pipl 19'),
  ('demo-messages', '2026-04-15', 30, 'pipl 19'),
  ('message-deliveries', '2026-04-15', 1095, 'csl 23'),
  ('audit-lines', '2026-04-15', 1095, 'csl 23; pipl 56');

grant select on instance, retention_rule to fangxin_app;
grant select, insert, update on account, staff_credential, consumer_identity, role_grant, representation, tenant_key, person_key,
  legal_hold, data_request to fangxin_app;
grant select, insert, update, delete on session, api_token, phone_code, idempotency, consumer_phone to fangxin_app;
grant select, insert, delete on oidc_identity, demo_message, message_delivery, blind_index to fangxin_app;
grant select, insert on vault_entry, audit_line to fangxin_app;
