import type pg from 'pg';
import { asOwner } from './as-owner.ts';
import { StartFailure, withoutPassword } from './start-failure.ts';

/**
 * A database into which rows are being restored carries a table that says so, from before the first of them until whoever was
 * erased since is erased again: whichever directory a command is given, it must not take the half for the whole.
 */
const MARK = 'restore_unfinished';

const isHalf = async (client: pg.Client): Promise<boolean> =>
  (await client.query<{ half: boolean }>(`select to_regclass('public.${MARK}') is not null as half`)).rows[0]?.half ===
  true;

/** The database must be known to be empty, for giving up empties it. */
export const markHalfRestored = (client: pg.Client): Promise<unknown> =>
  client.query(`create table public.${MARK} (begun_at timestamptz not null default clock_timestamp())`);

export const markWholeAgain = (ownerUrl: string): Promise<unknown> =>
  asOwner(ownerUrl, 'restore', (client) => client.query(`drop table if exists public.${MARK}`));

export const refuseHalfRestored = (ownerUrl: string): Promise<void> =>
  asOwner(ownerUrl, 'restore', async (client) => {
    if (await isHalf(client)) throw new StartFailure('restore-unfinished', { path: withoutPassword(ownerUrl) });
  });

/** Takes away what a restore has begun there; nothing where none was: then the tables are somebody's. */
export const emptyHalfRestored = (ownerUrl: string): Promise<void> =>
  asOwner(ownerUrl, 'restore', async (client) => {
    if (!(await isHalf(client))) return;
    await client.query(`do $$ declare one record; begin
      drop schema if exists graphile_worker cascade;
      for one in select c.oid::regclass as name from pg_class c where c.relnamespace = 'public'::regnamespace
          and c.relkind in ('r', 'p') and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e') loop
        execute format('drop table if exists %s cascade', one.name);
      end loop;
      for one in select p.oid::regprocedure as name from pg_proc p where p.pronamespace = 'public'::regnamespace
          and pg_has_role(p.proowner, 'usage') and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e') loop
        execute format('drop function if exists %s cascade', one.name);
      end loop;
    end $$`);
  });
