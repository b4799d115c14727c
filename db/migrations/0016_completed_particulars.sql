-- What is learned of a respondent after the filing: another one on file ends what the one before was let into; papers to
-- bodies outside are owed like those to a party; a filing that looks like an earlier one is marked for the officer.

create policy case_access_ended on case_access for delete to fangxin_app using (
  tenant = any ((select scope_writes())::text[]) and role = 'respondent');
create policy answer_code_ended on answer_code for update to fangxin_app using (tenant = any ((select scope_writes())::text[]));
grant delete on case_access to fangxin_app;
grant update (expires_on) on answer_code to fangxin_app;

alter table paper_delivery drop constraint paper_delivery_party;
alter table paper_delivery add constraint paper_delivery_party check (party in ('complainant', 'respondent', 'bureau'));

alter table clock_notice drop constraint clock_notice_kind;
alter table clock_notice add constraint clock_notice_kind check (
  kind in ('due-soon', 'overdue', 'proof-day-passed', 'platform-day-passed', 'acted'));

alter table complaint add column possible_duplicate boolean not null default false;
comment on column complaint.possible_duplicate is 'the same person complained of the same respondent shortly before; looked up when filed and when the respondent becomes known, not folded from events';
create index complaint_possible_duplicate on complaint (tenant, bureau, (coalesce(due_on, 'infinity'::date)), stream)
  where closed_on is null and possible_duplicate;
