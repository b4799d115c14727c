import type { Role } from '#kernel/actor.ts';
import type { Day } from '#kernel/day.ts';
import type { Tx } from '../db.ts';

export type ColleagueRoles = { readonly account: string; readonly roles: readonly Role[]; readonly bureau: string };

/** Officials whose office lies in or opens one of these bureaus on a day, with all roles they hold there. */
export const colleaguesIn = (
  tx: Tx,
  tenants: readonly string[],
  bureaus: readonly string[],
  on: Day,
): Promise<ColleagueRoles[]> =>
  tx.rows<ColleagueRoles>(
    `select g.account, array_agg(distinct g.role order by g.role) as roles,
        (array_agg(g.bureau order by g.covers nulls first, g.from_on, g.role_grant))[1] as bureau
       from role_grant g join account a on a.account = g.account and a.status = 'active'
      where g.tenant = any ($1::text[]) and (g.bureau = any ($2::text[]) or g.sees && $2::text[])
        and g.from_on <= $3 and (g.to_on is null or g.to_on > $3) and g.ended_at is null
      group by g.account order by bureau, g.account`,
    [tenants, bureaus, on],
  );

export type OfficeHeld = ColleagueRoles & { readonly sees: readonly string[] };

/** Every office a day that lies in or opens one of these places, one row an account and place: roles never mix across places. */
export const officesAt = (tx: Tx, tenant: string, places: readonly string[], on: Day): Promise<OfficeHeld[]> =>
  tx.rows<OfficeHeld>(
    `select g.account, g.bureau, array_agg(distinct g.role order by g.role) as roles,
        coalesce(array_agg(distinct s.unit) filter (where s.unit is not null), '{}') as sees
       from role_grant g join account a on a.account = g.account and a.status = 'active'
       left join lateral unnest(g.sees) s(unit) on true
      where g.tenant = $1 and (g.bureau = any ($2::text[]) or g.sees && $2::text[])
        and g.from_on <= $3 and (g.to_on is null or g.to_on > $3) and g.ended_at is null
      group by g.account, g.bureau order by g.bureau, g.account`,
    [tenant, places, on],
  );
