-- The directory: places, authorities, units, people on duty, operators, organisations and code tables.
-- Plain dated rows, no events. Ranges are half-open: from_on counts, to_on is the first day that no longer does.

create table region_edition (
  id text not null,
  title text not null,
  source text not null,
  as_of date,
  invented boolean not null default false,
  constraint region_edition_pk primary key (id)
);
comment on table region_edition is 'class: reference; module: directory; which list of regions a code was taken from';

create table region (
  edition text not null,
  code text not null,
  name text not null,
  level text not null,
  parent text,
  valid_from date,
  valid_to date,
  successor text,
  statistical_county text,
  constraint region_pk primary key (edition, code),
  constraint region_edition_known foreign key (edition) references region_edition (id),
  constraint region_level check (level in ('province', 'prefecture', 'county', 'zone', 'town')),
  constraint region_county_of_zones_only check (statistical_county is null or level = 'zone'),
  constraint region_range check (valid_to is null or valid_from is null or valid_from < valid_to)
);
comment on table region is 'class: reference; module: directory; GB/T 2260 regions and functional zones, each with the edition of its code';
comment on column region.valid_from is 'null: the source does not say since when';
comment on column region.successor is 'code, in the same edition, that took this region over; null while it stands or when it was split';
comment on column region.statistical_county is 'the county a functional zone lies in; null: not in the source';
create index region_code on region (code);
create index region_parent on region (edition, parent);

create table authority (
  id text not null,
  name text not null,
  short_name text not null,
  level text not null,
  region_edition text not null,
  region_code text not null,
  parent text,
  document_prefix text not null,
  constraint authority_pk primary key (id),
  constraint authority_region foreign key (region_edition, region_code) references region (edition, code),
  constraint authority_parent foreign key (parent) references authority (id),
  constraint authority_level check (level in ('national', 'province', 'city', 'county')),
  constraint authority_id_is_a_word check (id ~ '^[a-z][a-z0-9-]{1,39}$')
);
comment on table authority is 'class: reference; module: directory; the market regulators that own data: one row a tenant';
comment on column authority.document_prefix is 'the characters official numbers begin with, as in 云市监';

create table bureau (
  id text not null,
  tenant text not null,
  kind text not null,
  name text not null,
  short_name text not null,
  parent text,
  region_edition text not null,
  region_code text not null,
  address text not null,
  phone text not null,
  document_prefix text not null,
  opened_on date not null,
  closed_on date,
  constraint bureau_pk primary key (id),
  constraint bureau_tenant foreign key (tenant) references authority (id),
  constraint bureau_parent foreign key (parent) references bureau (id),
  constraint bureau_region foreign key (region_edition, region_code) references region (edition, code),
  constraint bureau_kind check (kind in ('intake-centre', 'bureau', 'station', 'association')),
  constraint bureau_id_is_a_word check (id ~ '^[a-z][a-z0-9-]{1,59}$')
);
comment on table bureau is 'class: reference; module: directory; the units of a tenant: intake centre, bureaus, stations, consumer association';
create index bureau_tenant_units on bureau (tenant, kind);

create table bureau_power (
  bureau text not null,
  power text not null,
  from_on date not null,
  to_on date,
  basis text not null,
  constraint bureau_power_pk primary key (bureau, power, from_on),
  constraint bureau_power_bureau foreign key (bureau) references bureau (id),
  constraint bureau_power_range check (to_on is null or from_on < to_on),
  constraint bureau_power_known check (power in (
    'receive-and-distribute', 'decide-complaints', 'mediate', 'mediate-when-entrusted', 'verify-reports', 'punish',
    'food', 'designate-jurisdiction'))
);
comment on table bureau_power is 'class: reference; module: directory; what a unit may receive and do, dated, with its basis';

create table bureau_area (
  bureau text not null,
  region_edition text not null,
  region_code text not null,
  from_on date not null,
  to_on date,
  constraint bureau_area_pk primary key (bureau, region_edition, region_code, from_on),
  constraint bureau_area_bureau foreign key (bureau) references bureau (id),
  constraint bureau_area_region foreign key (region_edition, region_code) references region (edition, code),
  constraint bureau_area_range check (to_on is null or from_on < to_on)
);
comment on table bureau_area is 'class: reference; module: directory; the regions and zones a unit is responsible for, dated';
create index bureau_area_by_region on bureau_area (region_code, region_edition);

create table bureau_standing (
  bureau text not null,
  from_on date not null,
  standing text not null,
  note text not null,
  constraint bureau_standing_pk primary key (bureau, from_on),
  constraint bureau_standing_bureau foreign key (bureau) references bureau (id),
  constraint bureau_standing_known check (standing in ('published-channel', 'companion'))
);
comment on table bureau_standing is 'class: reference; module: directory; standing towards the national 12315 platform, each row valid until the next';

create table staff_profile (
  account uuid not null,
  name text not null,
  licence_number text,
  title text not null,
  unit text not null,
  phone text not null,
  desks text[] not null,
  from_on date not null,
  to_on date,
  constraint staff_profile_pk primary key (account, unit, from_on),
  constraint staff_profile_unit foreign key (unit) references bureau (id),
  constraint staff_profile_range check (to_on is null or from_on < to_on)
);
comment on table staff_profile is 'class: registry; module: directory; who works at which unit, with licence number and desks, dated';
create index staff_profile_at_unit on staff_profile (unit);

create table operator (
  id uuid not null,
  kind text not null,
  name text not null,
  trade_name text,
  uscc text,
  registered_address text,
  registered_edition text,
  registered_region text,
  business_address text,
  business_edition text,
  business_region text,
  contact_name text,
  contact_phone text,
  website text,
  status text not null default 'active',
  same_as uuid,
  name_key text not null,
  search_key text not null,
  grams text[] not null,
  registered_by text not null,
  registered_at timestamptz not null,
  version integer not null default 1,
  constraint operator_pk primary key (id),
  constraint operator_registered_region foreign key (registered_edition, registered_region) references region (edition, code),
  constraint operator_business_region foreign key (business_edition, business_region) references region (edition, code),
  constraint operator_same_as foreign key (same_as) references operator (id),
  constraint operator_kind check (kind in ('ordinary', 'platform', 'own-site', 'in-platform')),
  constraint operator_status check (status in ('active', 'moved', 'revoked', 'deregistered')),
  constraint operator_name_written check (name <> '')
);
comment on table operator is 'class: registry; module: directory; business operators; doubtful codes and duplicates are kept and warned about';
comment on column operator.uscc is 'as typed, normalised; a wrong check digit is kept';
comment on column operator.same_as is 'the row to use instead, once two rows are known to be one operator';
comment on column operator.name_key is 'name without spaces, width and case: equal keys look like duplicates';
comment on column operator.search_key is 'keys of name and trade name, a line each: what a search part must be contained in';
comment on column operator.grams is 'single characters and pairs of name and trade name: what the search index holds';
create index operator_grams on operator using gin (grams);
create index operator_uscc on operator (uscc) where uscc is not null;
create index operator_name_key on operator (name_key);

create table premises (
  id uuid not null,
  operator uuid not null,
  name text not null,
  address text not null,
  region_edition text not null,
  region_code text not null,
  phone text,
  from_on date not null,
  to_on date,
  constraint premises_pk primary key (id),
  constraint premises_operator foreign key (operator) references operator (id),
  constraint premises_region foreign key (region_edition, region_code) references region (edition, code),
  constraint premises_range check (to_on is null or from_on < to_on)
);
comment on table premises is 'class: registry; module: directory; the places where an operator actually does business';
create index premises_of_operator on premises (operator);

create table platform_shop (
  id uuid not null,
  platform uuid not null,
  seller uuid,
  shop_name text not null,
  shop_reference text not null,
  link text,
  link_key text,
  shown_name text,
  shown_address text,
  shown_edition text,
  shown_region text,
  looked_up_on date not null,
  contact_failed_on date,
  data_request text not null default 'none',
  data_requested_on date,
  data_answered_on date,
  search_key text not null,
  grams text[] not null,
  constraint platform_shop_pk primary key (id),
  constraint platform_shop_platform foreign key (platform) references operator (id),
  constraint platform_shop_seller foreign key (seller) references operator (id),
  constraint platform_shop_shown_region foreign key (shown_edition, shown_region) references region (edition, code),
  constraint platform_shop_data_request check (data_request in ('none', 'asked', 'answered', 'refused')),
  constraint platform_shop_asked_on check (data_request = 'none' or data_requested_on is not null)
);
comment on table platform_shop is 'class: registry; module: directory; shops on platforms: what the platform shows of the seller, and since when it is asked for more';
create index platform_shop_grams on platform_shop using gin (grams);
create index platform_shop_link on platform_shop (link_key) where link_key is not null;
create index platform_shop_reference on platform_shop (platform, shop_reference);

create table organisation (
  id text not null,
  tenant text not null,
  kind text not null,
  name text not null,
  region_edition text not null,
  region_code text not null,
  address text not null,
  phone text not null,
  scope text not null,
  host uuid,
  from_on date not null,
  to_on date,
  constraint organisation_pk primary key (id),
  constraint organisation_tenant foreign key (tenant) references authority (id),
  constraint organisation_region foreign key (region_edition, region_code) references region (edition, code),
  constraint organisation_host foreign key (host) references operator (id),
  constraint organisation_kind check (kind in ('association', 'mediation-body', 'appraisal-body', 'service-station')),
  constraint organisation_range check (to_on is null or from_on < to_on)
);
comment on table organisation is 'class: registry; module: directory; consumer associations, mediation and appraisal bodies, service stations';
comment on column organisation.host is 'the operator in whose premises a service station works';
create index organisation_of_tenant on organisation (tenant, kind);

create table code_system (
  id text not null,
  title_zh text not null,
  title_en text not null,
  source text not null,
  constraint code_system_pk primary key (id)
);
comment on table code_system is 'class: reference; module: directory; code tables, each with where its items come from';

create table code (
  system text not null,
  code text not null,
  parent text,
  place integer not null,
  title_zh text not null,
  title_en text not null,
  from_on date,
  to_on date,
  constraint code_pk primary key (system, code),
  constraint code_in_system foreign key (system) references code_system (id),
  constraint code_parent foreign key (system, parent) references code (system, code)
);
comment on table code is 'class: reference; module: directory; items of the code tables in both languages, as a tree';

create table code_map (
  from_system text not null,
  from_code text not null,
  to_system text not null,
  to_code text not null,
  constraint code_map_pk primary key (from_system, from_code, to_system),
  constraint code_map_from foreign key (from_system, from_code) references code (system, code),
  constraint code_map_to foreign key (to_system, to_code) references code (system, code)
);
comment on table code_map is 'class: reference; module: directory; one item of one code table said in another';

grant select, insert, update on
  region_edition, region, authority, bureau, bureau_power, bureau_area, bureau_standing, staff_profile,
  operator, premises, platform_shop, organisation, code_system, code, code_map
to fangxin_app;
