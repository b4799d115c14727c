-- A tray holds what an account handed in and no act or filing has used yet: it empties itself after days, not after the two
-- months a filing may rest. The tray is the draft with the account's id; a file under `draft:<id>` is a filing's.

create function expire_tray_files(made_before timestamptz) returns integer
  language sql volatile security definer set search_path = public, pg_temp
  as $$
    with gone as (delete from draft_file where made_at < made_before and owner = draft::text returning 1)
    select count(*)::integer from gone
  $$;

revoke all on function expire_tray_files(timestamptz) from public;
grant execute on function expire_tray_files(timestamptz) to fangxin_app;
