import type { Actor } from '#kernel/actor.ts';
import type { Tx } from '#platform/db.ts';
import type { AssignManyBody } from '../desk-contract.ts';
import { isOwnRecord, type StoredEvent } from '../store.ts';

/** One case of a colleague's is a plain `assign`; from the second on it is a part of a desk that is handed over. */
const PLAINLY = 1;

/**
 * Whether more than one case that lies with somebody else would be moved: then the same proof is asked for as when a whole desk
 * is handed over. What is nobody's or one's own is given out plainly, and so is a station, which takes the case from nobody. An
 * ended case without a handler lies with whoever mediated it. Rows on which somebody acted since they were seen are left to their own
 * refusal; what the platform wrote down since refuses nothing, and counts.
 */
export const movesManyFromOthers = async (
  tx: Tx,
  { account, tenants }: Actor,
  { cases, to }: AssignManyBody,
): Promise<boolean> => {
  if (to === undefined || cases.length <= PLAINLY) return false;
  const rows = await tx.rows<{ number: string; since: readonly StoredEvent[] | null }>(
    `select c.number,
            (select json_agg(json_build_object('type', e.type, 'payload', e.payload, 'actor', e.actor))
               from event e where e.tenant = c.tenant and e.stream = c.stream and e.version > seen.version) as since
       from unnest($1::text[], $2::integer[]) seen(number, version)
       join complaint c on c.tenant = any ($3::text[]) and c.number = seen.number
      where case when c.closed_on is null then c.handler else coalesce(c.handler, c.mediator) end <> all ($4::text[])`,
    [cases.map(({ number }) => number), cases.map(({ version }) => version), tenants, [account, to]],
  );
  const taken = rows.filter(({ since }) => since === null || since.every(isOwnRecord));
  return new Set(taken.map(({ number }) => number)).size > PLAINLY;
};
