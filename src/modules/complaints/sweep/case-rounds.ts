import { systemActors } from '#modules/directory/facade.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { enqueue, type JobTask } from '#platform/jobs.ts';
import { scopeOf } from '../scope.ts';

/** So many cases a transaction; the rest is another job, so that a stop in between loses nothing. */
const BATCH = 200;

export type Round = { readonly after: string };

export type CaseRounds = {
  /** Of the job, as the migration that asks for it writes it. */
  readonly name: string;
  /** The part of the system that acts. */
  readonly system: string;
  /** For the log. */
  readonly done: string;
  /** Streams past `after`, in their order, no more than `most`. */
  readonly casesAfter: (
    tx: Tx,
    asked: { readonly tenant: string; readonly after: string; readonly most: number },
  ) => Promise<readonly { readonly stream: string }[]>;
  /** The cases are locked: an act on one of them comes before or after, never in between. */
  readonly goThrough: (tx: Tx, tenant: string, streams: readonly string[]) => Promise<void>;
};

export const roundOf = (name: string) => ({
  name,
  attempts: 12,
  read: (payload: unknown): Round => {
    const { after } = (payload ?? {}) as { after?: unknown };
    if (typeof after !== 'string') throw new TypeError(`not a round of ${name}`);
    return { after };
  },
});

/** Cases that are gone through once, asked for by a migration, tenant by tenant. */
export const caseRounds = (
  context: Context,
  { name, system, done, casesAfter, goThrough }: CaseRounds,
): JobTask<Round> => {
  const round = roundOf(name);
  return {
    ...round,
    run: async ({ after }, { tenant, log }) => {
      const actor = (await systemActors(context.database, system)).find((one) => one.tenant === tenant);
      if (actor === undefined) throw new Error(`no tenant ${tenant}`);
      const cases = await context.database.transact(scopeOf(actor), async (tx) => {
        const streams = (await casesAfter(tx, { tenant, after, most: BATCH })).map(({ stream }) => stream);
        await tx.rows(
          'select 1 from stream where tenant = $1 and stream = any ($2::uuid[]) order by stream for update',
          [tenant, streams],
        );
        await goThrough(tx, tenant, streams);
        const last = streams.at(-1);
        if (last !== undefined && streams.length === BATCH) await enqueue(tx, round, { after: last }, { tenant });
        return streams.length;
      });
      log.info({ tenant, cases }, done);
    },
  };
};
