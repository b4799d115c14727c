import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { enqueue, type JobTask } from '#platform/jobs.ts';
import { clocksOf } from './clocks.ts';
import type { Complaint } from './complaint.ts';
import { foldedStates } from './reckoning/candidates.ts';
import { rowOf } from './row.ts';
import { lawFor, scopeOf } from './scope.ts';
import { systemActors } from './sweep/system-actor.ts';

type Case = { readonly tenant: string; readonly stream: string; readonly state: Complaint };

/** What the papers of an annulled decision left behind where the act did not yet say that they fell with it. */
const letGo = async (context: Context, tx: Tx, { tenant, stream, state }: Case, at: Date): Promise<void> => {
  const voids = state.voided.map(({ n }) => n);
  if (voids.length === 0) return;
  await tx.run(
    `update paper_delivery set state = 'void', reason = null, changed_at = $4 where tenant = $1 and stream = $2
      and n = any ($3::integer[]) and state in ('waiting', 'to-print', 'failed', 'unreached')`,
    [tenant, stream, voids, at],
  );
  const hashes = state.papers.filter(({ n }) => voids.includes(n)).map(({ dataHash }) => dataHash);
  await tx.run(
    `update paper_proof set standing = 'annulled' where tenant = $1 and data_hash = any ($2::text[]) and standing <> 'annulled'`,
    [tenant, hashes],
  );
  // A limit that only waited for such a paper to arrive is met.
  const clocks = clocksOf(state, lawFor(context, tenant));
  for (const { rule, state: standing } of clocks)
    await tx.run('update case_clock set state = $4 where tenant = $1 and stream = $2 and rule = $3 and state <> $4', [
      tenant,
      stream,
      rule,
      standing,
    ]);
  const { due_on, due_rule, provisional } = rowOf(state, clocks);
  await tx.run(
    `update complaint set due_on = $3::date, due_rule = $4, provisional = $5 where tenant = $1 and stream = $2
      and (due_on, due_rule, provisional) is distinct from ($3::date, $4::text, $5::boolean)`,
    [tenant, stream, due_on, due_rule, provisional],
  );
};

/** So many cases a transaction; the rest is another job, so that a stop in between loses nothing. */
const BATCH = 200;

type Round = { readonly after: string };

const round = {
  name: 'void-old-papers',
  attempts: 12,
  read: (payload: unknown): Round => {
    const { after } = (payload ?? {}) as { after?: unknown };
    if (typeof after !== 'string') throw new TypeError('not a round of void papers');
    return { after };
  },
};

/** Decisions annulled before the act named the papers that fall; asked for once by a migration, tenant by tenant. */
export const voidOldPapers = (context: Context): JobTask<Round> => ({
  ...round,
  run: async ({ after }, { tenant, log }) => {
    const actor = (await systemActors(context.database, 'void-papers')).find((one) => one.tenant === tenant);
    if (actor === undefined) throw new Error(`no tenant ${tenant}`);
    const done = await context.database.transact(scopeOf(actor), async (tx) => {
      const rows = await tx.rows<{ stream: string }>(
        `select distinct stream from event where tenant = $1 and stream > $2::uuid
            and type = 'DecisionAnnulled' and payload->'voids' is null order by stream limit $3`,
        [tenant, after, BATCH],
      );
      const streams = rows.map(({ stream }) => stream);
      // An act on the same case comes before or after, never in between.
      await tx.rows('select 1 from stream where tenant = $1 and stream = any ($2::uuid[]) order by stream for update', [
        tenant,
        streams,
      ]);
      for (const [stream, state] of await foldedStates(tx, tenant, streams))
        await letGo(context, tx, { tenant, stream, state }, now());
      const last = streams.at(-1);
      if (last !== undefined && streams.length === BATCH) await enqueue(tx, round, { after: last }, { tenant });
      return streams.length;
    });
    log.info({ tenant, cases: done }, 'papers of annulled decisions let go');
  },
});
