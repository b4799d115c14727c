-- A paper may be served by public notice: until when its days run, and what everybody may read meanwhile.
alter table paper_delivery add column notice_until date;
comment on column paper_delivery.notice_until is 'day on which the public notice it was last served by counts as service';
create index paper_delivery_noticed on paper_delivery (tenant, notice_until) where notice_until is not null;

create table public_notice (
  tenant text not null,
  stream uuid not null,
  n integer not null,
  party text not null,
  number text not null,
  addressee text not null,
  paper text not null,
  paper_number text not null,
  authority text not null,
  phone text not null,
  published_on date not null,
  counts_on date not null,
  due_on date,
  proof text not null,
  constraint public_notice_pk primary key (tenant, stream, n, party)
);
comment on table public_notice is 'class: public; module: complaints; public notices whose days run, as everybody may read them: of a natural person the first character of the name';
create index public_notice_running on public_notice (published_on desc, number desc);
alter table public_notice enable row level security;
create policy public_notice_seen on public_notice for select to fangxin_app using (true);
create policy public_notice_added on public_notice for insert to fangxin_app with check (tenant = any ((select scope_writes())::text[]));
create policy public_notice_changed on public_notice for update to fangxin_app using (tenant = any ((select scope_writes())::text[]))
  with check (tenant = any ((select scope_writes())::text[]));
create policy public_notice_taken_down on public_notice for delete to fangxin_app using (tenant = any ((select scope_writes())::text[]));
grant select, insert, update, delete on public_notice to fangxin_app;
