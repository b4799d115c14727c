-- What administrators change in the directory: units under new names from a day on, local items and zones, corrections.
-- A changed row is never lost: names are dated, and what was corrected is kept as it stood before.

alter table authority add column keeps_instance boolean not null default false;
comment on column authority.keeps_instance is 'whose system administrator also keeps what all share: authorities, regions, code tables';
create unique index authority_one_keeper on authority (keeps_instance) where keeps_instance;

create table bureau_name (
  bureau text not null,
  from_on date not null,
  revision integer not null,
  name text not null,
  short_name text not null,
  address text not null,
  phone text not null,
  document_prefix text not null,
  reason text not null,
  entered_by text not null,
  entered_at timestamptz not null,
  constraint bureau_name_pk primary key (bureau, from_on, revision),
  constraint bureau_name_bureau foreign key (bureau) references bureau (id)
);
comment on table bureau_name is 'class: reference; module: directory; name, address and number prefix of a unit from a day on, each valid until the next; of two for one day the later revision';

-- A unit as it is called on a day; before its first change it has what it was opened with.
create function bureau_on(day date) returns table (
  id text, tenant text, kind text, name text, short_name text, parent text, region_edition text, region_code text,
  address text, phone text, document_prefix text, opened_on date, closed_on date)
language sql stable parallel safe as $$
  select b.id, b.tenant, b.kind, coalesce(n.name, b.name), coalesce(n.short_name, b.short_name), b.parent,
    b.region_edition, b.region_code, coalesce(n.address, b.address), coalesce(n.phone, b.phone),
    coalesce(n.document_prefix, b.document_prefix), b.opened_on, b.closed_on
  from bureau b left join lateral (
    select * from bureau_name d where d.bureau = b.id and d.from_on <= day order by d.from_on desc, d.revision desc limit 1) n on true
$$;

create table registry_revision (
  kind text not null,
  subject text not null,
  revision integer not null,
  before jsonb not null,
  reason text not null,
  changed_by text not null,
  changed_at timestamptz not null,
  constraint registry_revision_pk primary key (kind, subject, revision),
  constraint registry_revision_kind check (kind in (
    'operator', 'premises', 'platform-shop', 'organisation', 'staff-post', 'zone', 'code'))
);
comment on table registry_revision is 'class: registry; module: directory; rows of the register as they stood before a correction, with who changed them and why';

alter table bureau_standing add column revision integer not null default 1, add column entered_by text;
alter table bureau_standing drop constraint bureau_standing_pk;
alter table bureau_standing add constraint bureau_standing_pk primary key (bureau, from_on, revision);
comment on table bureau_standing is 'class: reference; module: directory; standing towards the national 12315 platform, each row valid until the next; of two for one day the later revision';

-- What was entered in error ends on the day it begins: it was never in force, and the row tells so.
alter table bureau_power drop constraint bureau_power_range,
  add constraint bureau_power_range check (to_on is null or from_on <= to_on);
alter table bureau_area drop constraint bureau_area_range,
  add constraint bureau_area_range check (to_on is null or from_on <= to_on);
alter table staff_profile drop constraint staff_profile_range,
  add constraint staff_profile_range check (to_on is null or from_on <= to_on);

alter table representation drop constraint representation_range,
  add constraint representation_range check (to_on is null or from_on <= to_on);

alter table code add column entered_by text;
comment on column code.entered_by is 'the account that added a local item; null: the program''s own item';

grant select, insert on bureau_name, registry_revision to fangxin_app;

-- The edition a region code is stored with: the newest that still holds the code.
create function region_edition_now(wanted text) returns text language sql stable parallel safe as $$
  select r.edition from region r join region_edition e on e.id = r.edition where r.code = wanted
  order by (r.valid_to is null) desc, e.as_of desc nulls last, e.id desc limit 1
$$;
