-- Mediation that was entrusted can be taken back or given back: the body then reads the case no more (Order 121 art. 19).
drop policy case_access_ended on case_access;
create policy case_access_ended on case_access for delete to fangxin_app using (
  tenant = any ((select scope_writes())::text[]) and role in ('respondent', 'station', 'entrusted')
  and (principal = any ((select scope_principals())::text[])
    or (tenant = any ((select scope_tenants())::text[]) and bureau = any ((select scope_bureaus())::text[])))
  and (strpos(bureau, '#') = 0 or split_part(bureau, '#', 2) = any ((select scope_desks())::text[])
    or principal = any ((select scope_principals())::text[])));
