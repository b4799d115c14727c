-- Whoever ends a way in of their own no longer sees the case once it is ended: the case leaves their list first.
create or replace function end_party_access(asked_tenant text, asked_stream uuid, ended_principal text, ended_role text) returns void
  language sql security definer set search_path = public, pg_temp as $$
    delete from case_locator
      where key_kind = 'account' and key = ended_principal and tenant = asked_tenant and stream = asked_stream
        and asked_tenant = any (scope_writes()) and may_see_case(asked_tenant, asked_stream)
        and not exists (select 1 from case_access a
          where a.tenant = asked_tenant and a.stream = asked_stream and a.principal = ended_principal and a.role <> ended_role
            and a.role in ('complainant', 'representative', 'joint', 'agent'));
    delete from case_access
      where tenant = asked_tenant and stream = asked_stream and principal = ended_principal and role = ended_role
        and asked_tenant = any (scope_writes()) and may_see_case(asked_tenant, asked_stream);
  $$;
