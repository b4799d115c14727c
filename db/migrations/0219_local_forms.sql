-- An authority's own letters, as dated data: a version is added and never altered, so that every paper can name the words it
-- was made of.

create table local_form (
  tenant text not null,
  code text not null,
  version integer not null,
  title text not null,
  english_title text not null,
  addressee text not null,
  series text not null,
  wording text not null,
  aid text not null,
  notes text not null,
  fields jsonb not null,
  effective_from date not null,
  effective_to date,
  reason text not null,
  entered_by text not null,
  entered_at timestamptz not null,
  constraint local_form_pk primary key (tenant, code, version),
  constraint local_form_tenant foreign key (tenant) references authority (id),
  constraint local_form_version check (version > 0),
  constraint local_form_addressee check (addressee in ('complainant', 'respondent', 'both', 'body')),
  constraint local_form_days check (effective_to is null or effective_to > effective_from),
  constraint local_form_reason_given check (reason <> '')
);
comment on table local_form is 'class: reference; module: complaints; an authority''s own letters: their wording by version, each in force from a day on';
comment on column local_form.series is 'the characters of its series behind those of the unit; empty: such letters bear no number';
comment on column local_form.effective_to is 'the first day without it; the version with the latest first day decides, and of several the newest';

grant select, insert on local_form to fangxin_app;
