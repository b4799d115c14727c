-- Letters are printed many at once and marked as posted; a paper printed twice says so.
alter table paper_delivery add column posted_on date;
comment on column paper_delivery.posted_on is 'day it was handed to the post, while nothing but that is known of it';

create table letter_print (
  tenant text not null,
  stream uuid not null,
  n integer not null,
  party text not null,
  batch uuid not null,
  place integer not null,
  account uuid not null,
  duplex boolean not null,
  printed_at timestamptz not null,
  constraint letter_print_pk primary key (tenant, stream, n, party, batch),
  constraint letter_print_delivery foreign key (tenant, stream, n, party) references paper_delivery (tenant, stream, n, party)
);
comment on table letter_print is 'class: case; module: complaints; which papers were printed together as letters, by whom and when, in the order of the pages';
create index letter_print_batch on letter_print (tenant, batch, place);

alter table letter_print enable row level security;
create policy letter_print_seen on letter_print for select to fangxin_app using (
  exists (select 1 from stream s where s.tenant = letter_print.tenant and s.stream = letter_print.stream));
create policy letter_print_added on letter_print for insert to fangxin_app with check (
  tenant = any ((select scope_writes())::text[])
  and exists (select 1 from stream s where s.tenant = letter_print.tenant and s.stream = letter_print.stream));
grant select, insert on letter_print to fangxin_app;

-- Which list a kept view is of.
alter table saved_view add column list text not null default 'cases';
comment on table saved_view is 'class: platform; module: complaints; filters of a list of the desk an official keeps under a name, in the order of the list; seen by that official only';
