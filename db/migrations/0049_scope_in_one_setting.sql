-- The scope of a transaction is one setting of six lists: six settings were six statements at the head of every transaction.
-- An empty or missing list is null and so matches nothing, as before.

create or replace function scope_tenants() returns text[] language sql stable parallel safe
  as $$ select string_to_array(nullif(split_part(current_setting('app.scope', true), '|', 1), ''), ',') $$;
create or replace function scope_bureaus() returns text[] language sql stable parallel safe
  as $$ select string_to_array(nullif(split_part(current_setting('app.scope', true), '|', 2), ''), ',') $$;
create or replace function scope_principals() returns text[] language sql stable parallel safe
  as $$ select string_to_array(nullif(split_part(current_setting('app.scope', true), '|', 3), ''), ',') $$;
create or replace function scope_account() returns text language sql stable parallel safe
  as $$ select nullif(split_part(current_setting('app.scope', true), '|', 4), '') $$;
create or replace function scope_desks() returns text[] language sql stable parallel safe
  as $$ select string_to_array(nullif(split_part(current_setting('app.scope', true), '|', 5), ''), ',') $$;
create or replace function scope_writes() returns text[] language sql stable parallel safe
  as $$ select string_to_array(nullif(split_part(current_setting('app.scope', true), '|', 6), ''), ',') $$;
