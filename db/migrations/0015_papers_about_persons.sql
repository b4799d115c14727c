-- A file that proves who somebody is or for whom they speak (evidence_file.purpose) is for the bureau and the side it came
-- from: neither the other party nor an entrusted body reads its row, and without the row there is no key to the content.

create policy evidence_file_about_person on evidence_file as restrictive for select to fangxin_app using (
  purpose <> all (array['identity', 'power-of-attorney', 'representation'])
  or given_by = (select scope_account())
  or exists (select 1 from stream s where s.tenant = evidence_file.tenant and s.stream = evidence_file.stream
             and s.tenant = any ((select scope_tenants())::text[]) and s.bureau = any ((select scope_bureaus())::text[]))
  or exists (select 1 from case_access a where a.tenant = evidence_file.tenant and a.stream = evidence_file.stream
             and a.principal = any ((select scope_principals())::text[])
             and a.role in ('complainant', 'agent', 'representative', 'joint')));
