-- Whom a party names to act for it sees the case from then on. The party's own scope does not reach the other account, so
-- access opens by this one door, as it ends by end_party_access: in a case that is at hand.
create function open_party_access(asked_tenant text, asked_stream uuid, opened_principal text, opened_role text) returns void
  language sql security definer set search_path = public, pg_temp
  as $$
    insert into case_access (tenant, stream, bureau, principal, role)
      select s.tenant, s.stream, s.bureau, opened_principal, opened_role from stream s
       where s.tenant = asked_tenant and s.stream = asked_stream
         and asked_tenant = any (scope_writes()) and may_see_case(asked_tenant, asked_stream)
      on conflict on constraint case_access_pk do nothing;
    insert into case_locator (tenant, stream, kind, key_kind, key)
      select s.tenant, s.stream, s.kind, 'account', opened_principal from stream s
       where s.tenant = asked_tenant and s.stream = asked_stream
         and asked_tenant = any (scope_writes()) and may_see_case(asked_tenant, asked_stream)
      on conflict on constraint case_locator_pk do nothing;
  $$;
revoke all on function open_party_access(text, uuid, text, text) from public;
grant execute on function open_party_access(text, uuid, text, text) to fangxin_app;
