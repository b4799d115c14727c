-- Papers of an event are kept as those of a single case are: the file made at first open, and the scan of the print with the wet seal.

alter table incident_paper add column pdf_file uuid;
alter table incident_paper add column pdf_hash text;
alter table incident_paper add column signed_scan uuid;
alter table incident_paper add column scan_hash text;
comment on column incident_paper.pdf_file is 'the file made at first open; served ever after';
comment on column incident_paper.signed_scan is 'the scan of the print with the wet seal; served in place of the file';

create policy incident_paper_changed on incident_paper for update to fangxin_app using (
  tenant = any ((select scope_writes())::text[])
  and exists (select 1 from stream s where s.tenant = incident_paper.tenant and s.stream = incident_paper.stream))
  with check (tenant = any ((select scope_writes())::text[]));
grant update on incident_paper to fangxin_app;
