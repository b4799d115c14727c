-- The same answers as in 0014, from plans kept for the session: a function in plain SQL set itself up anew for every row
-- asked about, which cost a party's act as much again as the act.

create or replace function is_party_to(asked_tenant text, asked_stream uuid) returns boolean
  language plpgsql stable parallel safe security definer set search_path = public, pg_temp
  as $$
  begin
    return exists (select 1 from case_access a
      where a.tenant = asked_tenant and a.stream = asked_stream and a.principal = any (scope_principals()));
  end
  $$;

create or replace function may_see_case(asked_tenant text, asked_stream uuid) returns boolean
  language plpgsql stable parallel safe security definer set search_path = public, pg_temp
  as $$
  begin
    return exists (select 1 from stream s
      where s.tenant = asked_tenant and s.stream = asked_stream
        and ((s.tenant = any (scope_tenants()) and s.bureau = any (scope_bureaus())
              and (strpos(s.bureau, '#') = 0 or split_part(s.bureau, '#', 2) = any (scope_desks())))
          or exists (select 1 from case_access a
            where a.tenant = s.tenant and a.stream = s.stream and a.principal = any (scope_principals()))));
  end
  $$;

-- A search reads what was filed last one entry after the other until it is merged: merged often, there is little to read.
alter index complaint_search_words set (gin_pending_list_limit = 128);
