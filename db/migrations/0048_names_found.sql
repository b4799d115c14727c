-- A respondent's name was looked for by reading every ended case of the bureau, at every search by words: what a search
-- cost grew with the past. The pairs of letters of the name are kept apart, found by an index, and the name is looked at then.

create function plain_name(name text) returns text language sql immutable parallel safe
  as $$ select lower(regexp_replace(normalize(name, NFKC), '\s', '', 'g')) $$;

-- Every pair of neighbouring letters, and the last letter alone, so that a single one is the beginning of something.
create function name_pairs(name text) returns tsvector language plpgsql immutable parallel safe
  as $$
  declare
    plain constant text := left(plain_name(name), 200);
    pairs text[] := '{}';
  begin
    for i in 1 .. length(plain) loop
      pairs := pairs || substr(plain, i, 2);
    end loop;
    return array_to_tsvector(pairs);
  end
  $$;

create function name_query(asked text) returns tsquery language plpgsql immutable parallel safe
  as $$
  declare
    plain constant text := left(plain_name(asked), 40);
    query text := '';
  begin
    for i in 1 .. greatest(length(plain) - 1, 1) loop
      query := query || case when i > 1 then ' & ' else '' end
        || '''' || replace(replace(substr(plain, i, 2), '\', '\\'), '''', '''''') || '''';
    end loop;
    return case when plain = '' then null when length(plain) = 1 then query || ':*' else query end::tsquery;
  end
  $$;

create table complaint_name (
  tenant text not null,
  stream uuid not null,
  pairs tsvector not null,
  constraint complaint_name_pk primary key (tenant, stream),
  constraint complaint_name_stream foreign key (tenant, stream) references stream (tenant, stream)
);
comment on table complaint_name is 'class: case; module: complaints; pairs of letters of the respondent''s name, for finding cases by a part of it';
create index complaint_name_pairs on complaint_name using gin (pairs) with (gin_pending_list_limit = 128);

alter table complaint_name enable row level security;
create policy complaint_name_seen on complaint_name for select to fangxin_app using (
  exists (select 1 from stream s where s.tenant = complaint_name.tenant and s.stream = complaint_name.stream));
create policy complaint_name_added on complaint_name for insert to fangxin_app with check (tenant = any ((select scope_writes())::text[]));
create policy complaint_name_changed on complaint_name for update to fangxin_app using (
  tenant = any ((select scope_writes())::text[])
  and exists (select 1 from stream s where s.tenant = complaint_name.tenant and s.stream = complaint_name.stream))
  with check (tenant = any ((select scope_writes())::text[]));
create policy complaint_name_removed on complaint_name for delete to fangxin_app using (
  tenant = any ((select scope_writes())::text[])
  and exists (select 1 from stream s where s.tenant = complaint_name.tenant and s.stream = complaint_name.stream));
grant select, insert, update, delete on complaint_name to fangxin_app;

insert into complaint_name (tenant, stream, pairs)
  select tenant, stream, name_pairs(respondent_name) from complaint where respondent_name is not null;

-- Cases of the asker's bureaus by words of the narrative, by a part of the respondent's name, by their number or the end
-- of it, and by the number another platform gave. Row-level security keeps such searches from their index, because
-- matching might tell of rows not shown; here the scope itself is the condition.
create function complaints_found(asked_words tsquery, asked_name text, asked_number text, asked_tail text,
    asked_external text[], at_most integer) returns table (stream uuid, external boolean)
  language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan
  as $$
  declare
    tenants constant text[] := scope_tenants();
    bureaus constant text[] := scope_bureaus();
    name constant text := plain_name(asked_name);
    name_words constant tsquery := name_query(asked_name);
  begin
    if asked_number is not null then
      return query select c.stream, false from complaint c
        where c.tenant = any (tenants) and c.bureau = any (bureaus) and c.number = asked_number;
    end if;
    if asked_tail is not null then
      return query select c.stream, false from complaint c
        where c.tenant = any (tenants) and c.bureau = any (bureaus)
          and (substring(c.number from '[^-]+-[^-]+$') collate "C") >= asked_tail
          and (substring(c.number from '[^-]+-[^-]+$') collate "C") < asked_tail || '~'
        limit 200;
    end if;
    if asked_external is not null then
      return query select l.stream, true from case_locator l join complaint c on c.tenant = l.tenant and c.stream = l.stream
        where l.key_kind = 'external' and l.key = any (asked_external) and l.kind = 'complaint'
          and l.tenant = any (tenants) and c.bureau = any (bureaus);
    end if;
    if asked_words is not null then
      return query select w.stream, false from complaint_search w
          join complaint c on c.tenant = w.tenant and c.stream = w.stream
        where w.words @@ asked_words and w.tenant = any (tenants) and c.bureau = any (bureaus)
        limit at_most;
    end if;
    if name_words is not null then
      return query select n.stream, false from complaint_name n
          join complaint c on c.tenant = n.tenant and c.stream = n.stream
        where n.pairs @@ name_words and n.tenant = any (tenants) and c.bureau = any (bureaus)
          and strpos(plain_name(c.respondent_name), name) > 0
        limit at_most;
    end if;
  end
  $$;
revoke all on function complaints_found(tsquery, text, text, text, text[], integer) from public;
grant execute on function complaints_found(tsquery, text, text, text, text[], integer) to fangxin_app;
drop function complaints_with_words(tsquery, integer);
drop function complaints_by_number_tail(text, integer);
