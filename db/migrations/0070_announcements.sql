-- An announcement on an event is for everybody concerned: what it says lies where everybody may read it.
create table announcement (
  tenant text not null,
  incident uuid not null,
  n integer not null,
  bureau text not null,
  number text not null,
  title text not null,
  operator text,
  verified text[] not null,
  steps text[] not null,
  phone text not null,
  authority text not null,
  published_on date not null,
  proof text not null,
  constraint announcement_pk primary key (tenant, incident, n)
);
comment on table announcement is 'class: public; module: complaints; announcements on events that many complaints are about, as published; they name no complainant';
create index announcement_published on announcement (published_on desc, incident, n desc);
alter table announcement enable row level security;
create policy announcement_seen on announcement for select to fangxin_app using (true);
create policy announcement_added on announcement for insert to fangxin_app with check (tenant = any ((select scope_writes())::text[]));
grant select, insert on announcement to fangxin_app;
