-- Who may write in a tenant changes there only what is in sight: a change that names no row asks no policy for reading.
alter policy data_request_report_changed on data_request_report using (
  'reports' = any ((select scope_desks())::text[]) and tenant = any ((select scope_tenants())::text[])
  and tenant = any ((select scope_writes())::text[]) and bureau = any ((select scope_bureaus())::text[]));
alter policy case_access_reporter_forgotten on case_access using (
  role = 'reporter' and 'reports' = any ((select scope_desks())::text[]) and tenant = any ((select scope_tenants())::text[])
  and tenant = any ((select scope_writes())::text[]) and bureau = any ((select scope_bureaus())::text[]));
alter policy reporter_marked on reporter using (
  'reports' = any ((select scope_desks())::text[]) and tenant = any ((select scope_tenants())::text[])
  and tenant = any ((select scope_writes())::text[]) and bureau = any ((select scope_bureaus())::text[]));
