-- Who was let into a case with the account of this session and has left it may still ask about their own data: found by the mark of
-- the telephone, and only as the person whom this account was let in as. Of anybody else's case it tells nothing.
create function cases_left_by_asker(asked_versions integer[], asked_digests bytea[])
  returns table (tenant text, stream uuid, bureau text, number text, person uuid)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select distinct s.tenant, s.stream, s.bureau, l.key, b.person
    from unnest(asked_versions, asked_digests) u (version, digest)
    join blind_index b on b.purpose = 'phone' and b.version = u.version and b.digest = u.digest
    join stream s on s.tenant = b.tenant and s.stream = b.stream and s.kind = 'complaint'
    join case_locator l on l.tenant = s.tenant and l.stream = s.stream and l.key_kind = 'number'
    where scope_account() <> ''
      and exists (
        select 1 from event e
        cross join lateral jsonb_array_elements(case when e.type = 'ComplaintFiled' then e.payload -> 'parties'
          else jsonb_build_array(e.payload) end) p
        where e.tenant = s.tenant and e.stream = s.stream
          and e.type in ('ComplaintFiled', 'AgentNamed', 'AgentConfirmed', 'PersonCorrected')
          and p ->> 'person' = b.person::text and p ->> 'account' = scope_account())
      and exists (
        select 1 from event e where e.tenant = s.tenant and e.stream = s.stream
          and e.type in ('ComplainantLeft', 'AgentNamed', 'AgentEnded', 'RepresentativeEnded'))
  $$;
revoke all on function cases_left_by_asker(integer[], bytea[]) from public;
grant execute on function cases_left_by_asker(integer[], bytea[]) to fangxin_app;
