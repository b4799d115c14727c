import { makeDay } from '#kernel/day.ts';
import { ruleReached } from '#kernel/rule.ts';
import { systemActors } from '#modules/directory/facade.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { enqueue, type JobTask } from '#platform/jobs.ts';
import type { ReckoningCause } from '../inner-acts.ts';
import { candidatePages } from './candidates.ts';
import { complaintLimits } from './complaint-limits.ts';
import type { LimitKeeper, Reach } from './limit-keeper.ts';

/** Servers read the law anew every minute: what one of them still reckoned by the old is put right by a second pass. */
const SECOND_PASS_AFTER = 150_000;

export type ReckoningOrder = { readonly cause: ReckoningCause; readonly tenant?: string };

/** A notice reaches into the last days of the year before and the first of the next. */
const reachOf = (cause: ReckoningCause): Reach =>
  'year' in cause
    ? { kind: 'days', from: makeDay(cause.year - 1, 12, 1), to: makeDay(cause.year + 1, 1, 31) }
    : { kind: 'rule', rule: 'corrected' in cause ? cause.corrected : ruleReached(cause), from: cause.from };

export type ReckoningTools = {
  /** Other kinds of case that have limits. */
  readonly others?: readonly LimitKeeper[];
  readonly signal?: AbortSignal;
};

/**
 * Appends the act to every case whose limits end otherwise now. Breaks off and begins again without harm. Cases that fail
 * do not keep the others waiting: they are told of at the end, so that the job is tried again.
 */
export const reckonCases = async (
  context: Context,
  order: ReckoningOrder,
  at: Date,
  { others = [], signal }: ReckoningTools = {},
): Promise<number> => {
  let moved = 0;
  const faults: Error[] = [];
  for (const actor of await systemActors(context.database, 'reckoning')) {
    if (order.tenant !== undefined && order.tenant !== actor.tenant) continue;
    const failed = (stream: string, cause: unknown) => {
      signal?.throwIfAborted();
      faults.push(new Error(`${actor.tenant} ${stream}`, { cause }));
    };
    const { cause } = order;
    for (const keeper of [complaintLimits, ...others]) {
      try {
        for await (const page of candidatePages(context, actor, keeper, reachOf(cause))) {
          for (const candidate of page) {
            signal?.throwIfAborted();
            try {
              const wish = { actor, candidate, cause, at };
              if (await context.database.transact(keeper.scope(actor), (tx) => keeper.reckon(context, tx, wish)))
                moved += 1;
            } catch (error) {
              failed(candidate.stream, error);
            }
          }
        }
      } catch (error) {
        failed('', error);
      }
    }
  }
  if (faults.length > 0) throw new AggregateError(faults, `${moved} cases reckoned anew, ${faults.length} failed`);
  return moved;
};

const isOrder = (payload: unknown): payload is ReckoningOrder =>
  typeof payload === 'object' && payload !== null && 'cause' in payload && typeof payload.cause === 'object';

export const reckoningTask: Pick<JobTask<ReckoningOrder>, 'name' | 'read'> = {
  name: 'reckon-cases-anew',
  read: (payload) => {
    if (!isOrder(payload)) throw new TypeError('not an order to reckon anew');
    return payload;
  },
};

/** In the transaction that changes the law. */
export const orderReckoning = async (tx: Tx, order: ReckoningOrder, at: Date): Promise<void> => {
  await enqueue(tx, reckoningTask, order);
  await enqueue(tx, reckoningTask, order, { runAt: new Date(at.getTime() + SECOND_PASS_AFTER) });
};

export const reckonAnewJob = (
  context: Context,
  refreshLaw: () => Promise<void>,
  others: readonly LimitKeeper[],
): JobTask<ReckoningOrder> => ({
  ...reckoningTask,
  run: async (order, { log, signal }) => {
    await refreshLaw();
    const moved = await reckonCases(context, order, now(), { others, signal });
    log.info({ cause: order.cause, moved }, 'limits reckoned anew');
  },
});
