-- Reports and questions end too: their phase says that what was kept of persons is gone, and nothing leads back from a
-- phone or an account to a report that is no longer kept.
alter table report drop constraint report_phase, add constraint report_phase check (phase in ('verifying', 'retired'));
alter table consultation drop constraint consultation_phase,
  add constraint consultation_phase check (phase in ('asked', 'answered', 'transferred', 'closed', 'retired'));
create index report_kept on report (tenant, (coalesce(due_on, received_on))) where phase <> 'retired';

grant delete on reporter to fangxin_app;
create policy reporter_forgotten on reporter for delete to fangxin_app using (
  'reports' = any ((select scope_desks())::text[])
  and tenant = any ((select scope_writes())::text[]) and bureau = any ((select scope_bureaus())::text[]));
