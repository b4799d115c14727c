import { dayOf } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import type { Tx } from '#platform/db.ts';
import { clocksOf } from '../clocks.ts';
import type { ClockBefore } from '../decide/reckon-anew.ts';
import { actOnComplaint, scopeOf } from '../handle.ts';
import { unitsFor } from '../reference.ts';
import { complaintsAfter, foldedStates } from './candidates.ts';
import { type LimitKeeper, movedBetween } from './limit-keeper.ts';

export const complaintLimits: LimitKeeper = {
  kind: 'complaint',
  scope: (actor) => scopeOf(actor),
  pageAfter: complaintsAfter,
  movesOf: async (tx, tenant, streams, { before, after }) => {
    const states = await foldedStates(tx, tenant, streams);
    return new Map(
      [...states].map(([stream, state]) => [stream, movedBetween(clocksOf(state, before), clocksOf(state, after))]),
    );
  },
  reckon: async (context, tx, { actor, candidate: { stream, number }, cause, at }) => {
    const tenant = actor.tenant ?? '';
    const before = await lockedClocks(tx, tenant, stream);
    const units = await unitsFor(tx, tenant, dayOf(at));
    const make = () => ({ act: 'reckon-anew', cause, before }) as const;
    return !isRefusal(await actOnComplaint(context, tx, { number, actor, at, units, make }));
  },
};

/** Read under the lock of the case, so that no other act slips in between. */
const lockedClocks = async (tx: Tx, tenant: string, stream: string): Promise<ClockBefore[]> => {
  await tx.rows('select 1 from stream where tenant = $1 and stream = $2 for update', [tenant, stream]);
  return await tx.rows<ClockBefore>(
    `select rule, started_on, due_on, sure_until, provisional, state, reckoning from case_clock
      where tenant = $1 and stream = $2`,
    [tenant, stream],
  );
};
