import type { TrailNames } from '#kernel/audit-words.ts';
import type { Day } from '#kernel/day.ts';
import type { Tx } from '#platform/db.ts';

/** Officials of a tenant by account, its units and all authorities by id: as the auditor reads them on the page of the trail. */
export const trailNames = async (tx: Tx, tenant: string, on: Day): Promise<TrailNames> => {
  const named = async (sql: string, values: readonly string[]) =>
    new Map((await tx.rows<{ id: string; name: string }>(sql, values)).map(({ id, name }) => [id, name]));
  return {
    people: await named(
      `select p.account as id, p.name from staff_profile p
       join (select id, tenant from bureau union select id, tenant from organisation) b on b.id = p.unit
       where b.tenant = $1 order by p.from_on`,
      [tenant],
    ),
    units: await named(
      'select id, name from authority union all select id, name from bureau_on($2::date) where tenant = $1',
      [tenant, on],
    ),
  };
};
