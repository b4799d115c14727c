import type { Actor } from '#kernel/actor.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import type { Complaint, ComplaintEvent } from '../complaint.ts';
import { fold } from '../evolve.ts';
import {
  type Candidate,
  hasReachedLimit,
  LIMITS_AT_ONCE,
  type LimitKeeper,
  type Reach,
  reachedDays,
} from './limit-keeper.ts';

/** A decision holds for limits begun since. */
const candidatesStatement = `
  select c.stream, c.number, c.bureau from complaint c
   where c.tenant = $1 and ($2::uuid is null or c.stream > $2)
     and ${hasReachedLimit('c')}
   order by c.stream limit ${LIMITS_AT_ONCE}`;

export const complaintsAfter: LimitKeeper['pageAfter'] = (tx, tenant, reach, after) =>
  tx.rows<Candidate>(candidatesStatement, [tenant, after, ...reachedDays(reach)]);

/** Page by page, each in a transaction of its own, so that nothing waits for the whole. */
export async function* candidatePages(
  context: Context,
  actor: Actor,
  keeper: LimitKeeper,
  reach: Reach,
): AsyncGenerator<Candidate[]> {
  let after: string | null = null;
  for (;;) {
    const page: Candidate[] = await context.database.transact(keeper.scope(actor), (tx) =>
      keeper.pageAfter(tx, actor.tenant ?? '', reach, after),
    );
    if (page.length > 0) yield page;
    if (page.length < LIMITS_AT_ONCE) return;
    after = page.at(-1)?.stream ?? null;
  }
}

/** The present state of several cases, folded from their events without opening anything. */
export const foldedStates = async (
  tx: Tx,
  tenant: string,
  streams: readonly string[],
): Promise<ReadonlyMap<string, Complaint>> => {
  const rows = await tx.rows<{ stream: string; type: string; payload: unknown }>(
    'select stream, type, payload from event where tenant = $1 and stream = any ($2::uuid[]) order by stream, version',
    [tenant, streams],
  );
  const states = new Map<string, Complaint>();
  for (const [stream, events] of Map.groupBy(rows, (row) => row.stream))
    states.set(stream, fold(events.map(({ type, payload }) => ({ type, payload }) as ComplaintEvent)));
  return states;
};
