-- Who acts for an operator with an account of its own: how that was shown, since when, by whom it was entered and ended.
-- The right itself is a row of representation; this is its record. Name and telephone lie sealed.

create table representation_record (
  tenant text not null,
  representation_record uuid not null,
  bureau text not null,
  account uuid not null,
  principal text not null,
  shown text not null,
  sealed bytea not null,
  from_on date not null,
  to_on date,
  linked_by text not null,
  linked_at timestamptz not null,
  ended_by text,
  ended_at timestamptz,
  ended_reason text,
  constraint representation_record_pk primary key (tenant, representation_record),
  constraint representation_record_account foreign key (account) references account (account),
  constraint representation_record_shown check (shown in ('licence-holder', 'power-of-attorney', 'letter')),
  constraint representation_record_range check (to_on is null or from_on <= to_on),
  constraint representation_record_ended check ((ended_at is null) = (ended_by is null) and (ended_at is null) = (ended_reason is null))
);
comment on table representation_record is 'class: personal; module: platform; who was entered as acting for an operator, how authority was shown, and how it ended';
create index representation_record_principal on representation_record (tenant, principal, linked_at);
create index representation_record_account_idx on representation_record (account);

alter table representation_record enable row level security;
create policy representation_record_seen on representation_record for select to fangxin_app using (
  account::text = (select scope_account())
  or (tenant = any ((select scope_tenants())::text[]) and bureau = any ((select scope_bureaus())::text[])));
create policy representation_record_added on representation_record for insert to fangxin_app with check (
  tenant = any ((select scope_writes())::text[]));
create policy representation_record_changed on representation_record for update to fangxin_app using (
  tenant = any ((select scope_writes())::text[])
  and tenant = any ((select scope_tenants())::text[]) and bureau = any ((select scope_bureaus())::text[]))
  with check (tenant = any ((select scope_writes())::text[]));

grant select, insert, update on representation_record to fangxin_app;
