import type { Actor } from '#kernel/actor.ts';
import type { Tx } from '#platform/db.ts';
import type { AssignManyBody } from '../desk-contract.ts';

/** One case of a colleague's is a plain `assign`; from the second on it is a part of a desk that is handed over. */
const PLAINLY = 1;

/**
 * Whether more than one case that lies with somebody else would be moved: then the same proof is asked for as when a whole desk
 * is handed over. What is nobody's or one's own is given out plainly, and so is a station, which takes the case from nobody. An
 * ended case without a handler lies with whoever mediated it. Rows seen at a former version are left to their own refusal.
 */
export const movesManyFromOthers = async (
  tx: Tx,
  { account, tenants }: Actor,
  { cases, to }: AssignManyBody,
): Promise<boolean> => {
  if (to === undefined || cases.length <= PLAINLY) return false;
  const rows = await tx.rows<{ number: string }>(
    `select c.number from unnest($1::text[], $2::integer[]) seen(number, version)
       join complaint c on c.tenant = any ($3::text[]) and c.number = seen.number and c.version <= seen.version
      where case when c.closed_on is null then c.handler else coalesce(c.handler, c.mediator) end <> all ($4::text[])
      group by c.number limit $5`,
    [cases.map(({ number }) => number), cases.map(({ version }) => version), tenants, [account, to], PLAINLY + 1],
  );
  return rows.length > PLAINLY;
};
