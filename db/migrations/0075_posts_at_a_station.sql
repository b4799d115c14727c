-- A station is let in to the cases it works on as a principal of the case (decision 0006), so that somebody who is posted there
-- only sees these and none of the bureau's others. With the station the right ends.
insert into case_access (tenant, stream, bureau, principal, role)
  select tenant, stream, bureau, 'station:' || station, 'station' from complaint where station is not null
  on conflict on constraint case_access_pk do nothing;

drop policy case_access_ended on case_access;
create policy case_access_ended on case_access for delete to fangxin_app using (
  tenant = any ((select scope_writes())::text[]) and role in ('respondent', 'station')
  and (principal = any ((select scope_principals())::text[])
    or (tenant = any ((select scope_tenants())::text[]) and bureau = any ((select scope_bureaus())::text[])))
  and (strpos(bureau, '#') = 0 or split_part(bureau, '#', 2) = any ((select scope_desks())::text[])
    or principal = any ((select scope_principals())::text[])));

-- A station handles in the bureau's name and so sees the papers about persons as the bureau does.
drop policy evidence_file_about_person on evidence_file;
create policy evidence_file_about_person on evidence_file as restrictive for select to fangxin_app using (
  purpose not in ('identity', 'power-of-attorney', 'representation')
  or given_by = (select scope_account())
  or exists (select 1 from stream s where s.tenant = evidence_file.tenant and s.stream = evidence_file.stream
    and s.tenant = any ((select scope_tenants())::text[]) and s.bureau = any ((select scope_bureaus())::text[]))
  or exists (select 1 from case_access a where a.tenant = evidence_file.tenant and a.stream = evidence_file.stream
    and a.principal = any ((select scope_principals())::text[])
    and a.role in ('complainant', 'agent', 'representative', 'joint', 'station')));
