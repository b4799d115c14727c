-- What an administrator adds to the law the program brings along: notices on holidays, and decisions on open questions.
-- Both are only ever added to; the newest revision holds, so that an old reckoning can be explained.

create table calendar_year (
  year integer not null,
  revision integer not null,
  decree text not null,
  amended_by text[] not null default '{}',
  entered_by text not null,
  entered_at timestamptz not null,
  constraint calendar_year_pk primary key (year, revision),
  constraint calendar_year_range check (year between 2000 and 2100),
  constraint calendar_year_revision check (revision > 0),
  constraint calendar_year_decree_named check (decree <> '')
);
comment on table calendar_year is 'class: reference; module: directory; one notice on the holidays of a year as entered; the newest revision stands in place of the packaged year';

create table calendar_day (
  year integer not null,
  revision integer not null,
  day date not null,
  kind text not null,
  name text not null,
  constraint calendar_day_pk primary key (year, revision, day),
  constraint calendar_day_year foreign key (year, revision) references calendar_year (year, revision),
  constraint calendar_day_kind check (kind in ('holiday', 'make-up')),
  constraint calendar_day_named check (name <> ''),
  constraint calendar_day_near_its_year check (day >= make_date(year - 1, 12, 1) and day < make_date(year + 1, 2, 1)),
  constraint calendar_day_make_up_on_weekend check (kind = 'holiday' or extract(isodow from day) >= 6)
);
comment on table calendar_day is 'class: reference; module: directory; the days off and make-up days of one notice';

create table rule_setting (
  tenant text not null,
  rule text not null,
  name text not null,
  effective_from date not null,
  revision integer not null,
  value text not null,
  reason text not null,
  entered_by text not null,
  entered_at timestamptz not null,
  constraint rule_setting_pk primary key (tenant, rule, name, effective_from, revision),
  constraint rule_setting_tenant foreign key (tenant) references authority (id),
  constraint rule_setting_revision check (revision > 0),
  constraint rule_setting_reason_given check (reason <> '')
);
comment on table rule_setting is 'class: reference; module: directory; a tenant''s dated decision on a question the law leaves open';
comment on column rule_setting.effective_from is 'the decision holds until the next one of the same rule and name begins';

grant select, insert on calendar_year, calendar_day, rule_setting to fangxin_app;
