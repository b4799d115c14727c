-- An erasure leaves what others share with whoever is erased: such a value lies under another person's key from then on, and says
-- nothing of the erased one any more. The application's login still changes no value: this door is open in the act that erases only.
create function restate_entries(asked_tenant text, asked_stream uuid, entries uuid[], persons uuid[], seals bytea[])
  returns integer language sql security definer set search_path = public, pg_temp as $$
    with restated as (
      update vault_entry e set person = u.person, sealed = u.sealed
        from unnest(entries, persons, seals) u(entry, person, sealed)
       where e.tenant = asked_tenant and e.stream = asked_stream and e.entry = u.entry
         and asked_tenant = any ((select scope_writes())::text[])
         and exists (select 1 from stream s join event v
               on v.tenant = s.tenant and v.stream = s.stream and v.version = s.version
              where s.tenant = asked_tenant and s.stream = asked_stream and v.type = 'PersonErased'
                and s.tenant = any ((select scope_tenants())::text[]) and s.bureau = any ((select scope_bureaus())::text[]))
      returning 1)
    select count(*)::integer from restated
  $$;
revoke execute on function restate_entries(text, uuid, uuid[], uuid[], bytea[]) from public;
grant execute on function restate_entries(text, uuid, uuid[], uuid[], bytea[]) to fangxin_app;
