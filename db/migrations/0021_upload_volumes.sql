-- How much one address or account hands in on a day, and which handed-in files no draft holds any more.

create table upload_volume (
  sender text not null,
  on_day date not null,
  bytes bigint not null,
  constraint upload_volume_pk primary key (sender, on_day)
);
comment on table upload_volume is 'class: platform; module: platform; bytes handed in on a day by an account, or by a network address as keyed hash: the disk is everybody''s';
create index upload_volume_on_day on upload_volume (on_day);

-- A tray lies under an account and stays; a file under `draft:<id>` without a filing draft of that id is held by nobody.
create function expire_unheld_draft_files(made_before timestamptz) returns integer
  language sql volatile security definer set search_path = public, pg_temp
  as $$
    with gone as (
      delete from draft_file d where d.made_at < made_before and d.owner = 'draft:' || d.draft
        and not exists (select 1 from filing_draft f where f.draft = d.draft)
      returning 1)
    select count(*)::integer from gone
  $$;

insert into retention_rule (rule, from_on, keep_days, basis) values ('upload-volumes', '2026-04-15', 2, 'pipl 19');

revoke all on function expire_unheld_draft_files(timestamptz) from public;
grant execute on function expire_unheld_draft_files(timestamptz) to fangxin_app;
grant select, insert, update on upload_volume to fangxin_app;
