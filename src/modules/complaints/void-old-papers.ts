import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import type { JobTask } from '#platform/jobs.ts';
import { clocksOf } from './clocks.ts';
import type { Complaint } from './complaint.ts';
import { foldedStates } from './reckoning/candidates.ts';
import { rowOf } from './row.ts';
import { lawFor } from './scope.ts';
import { caseRounds, type Round } from './sweep/case-rounds.ts';

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

/** Decisions annulled before the act named the papers that fall. */
export const voidOldPapers = (context: Context): JobTask<Round> =>
  caseRounds(context, {
    name: 'void-old-papers',
    system: 'void-papers',
    done: 'papers of annulled decisions let go',
    casesAfter: (tx, { tenant, after, most }) =>
      tx.rows(
        `select distinct stream from event where tenant = $1 and stream > $2::uuid
            and type = 'DecisionAnnulled' and payload->'voids' is null order by stream limit $3`,
        [tenant, after, most],
      ),
    goThrough: async (tx, tenant, streams) => {
      for (const [stream, state] of await foldedStates(tx, tenant, streams))
        await letGo(context, tx, { tenant, stream, state }, now());
    },
  });
