-- Whether somebody is a party to a case, or may see it otherwise, is asked of functions where a policy only needs it as a
-- last resort. Unfolded into every statement three policies deep (event, its stream, the parties of the stream), setting
-- up the plan of an act cost more than running it. The answers stay those of 0001 and of the compartments (0010).

create function is_party_to(asked_tenant text, asked_stream uuid) returns boolean
  language sql stable parallel safe security definer set search_path = public, pg_temp
  as $$
    select exists (select 1 from case_access a
      where a.tenant = asked_tenant and a.stream = asked_stream and a.principal = any (scope_principals()))
  $$;

create function may_see_case(asked_tenant text, asked_stream uuid) returns boolean
  language sql stable parallel safe security definer set search_path = public, pg_temp
  as $$
    select exists (select 1 from stream s
      where s.tenant = asked_tenant and s.stream = asked_stream
        and ((s.tenant = any (scope_tenants()) and s.bureau = any (scope_bureaus())
              and (strpos(s.bureau, '#') = 0 or split_part(s.bureau, '#', 2) = any (scope_desks())))
          or exists (select 1 from case_access a
            where a.tenant = s.tenant and a.stream = s.stream and a.principal = any (scope_principals()))))
  $$;

revoke all on function is_party_to(text, uuid), may_see_case(text, uuid) from public;
grant execute on function is_party_to(text, uuid), may_see_case(text, uuid) to fangxin_app;

alter policy stream_seen on stream using (
  (tenant = any ((select scope_tenants())::text[]) and bureau = any ((select scope_bureaus())::text[]))
  or is_party_to(tenant, stream));
alter policy stream_compartment on stream using (
  strpos(bureau, '#') = 0 or split_part(bureau, '#', 2) = any ((select scope_desks())::text[]) or is_party_to(tenant, stream));
alter policy case_clock_seen on case_clock using (
  (tenant = any ((select scope_tenants())::text[]) and bureau = any ((select scope_bureaus())::text[]))
  or may_see_case(tenant, stream));
alter policy complaint_seen on complaint using (
  (tenant = any ((select scope_tenants())::text[]) and bureau = any ((select scope_bureaus())::text[]))
  or may_see_case(tenant, stream));
alter policy consultation_seen on consultation using (
  (tenant = any ((select scope_tenants())::text[]) and bureau = any ((select scope_bureaus())::text[]))
  or may_see_case(tenant, stream));
