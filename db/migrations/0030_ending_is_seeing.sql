-- As with updates (0022): whose access to a case is ended must be in sight of the one who ends it.
alter policy case_access_ended on case_access using (
  tenant = any ((select scope_writes())::text[]) and role = 'respondent'
  and (principal = any ((select scope_principals())::text[])
    or (tenant = any ((select scope_tenants())::text[]) and bureau = any ((select scope_bureaus())::text[])))
  and (strpos(bureau, '#') = 0 or split_part(bureau, '#', 2) = any ((select scope_desks())::text[])
    or principal = any ((select scope_principals())::text[])));
