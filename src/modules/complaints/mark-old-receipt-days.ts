import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import type { JobTask } from '#platform/jobs.ts';
import { foldedStates } from './reckoning/candidates.ts';
import { caseRounds, type Round } from './sweep/case-rounds.ts';
import { standingOfPaper } from './void-papers.ts';

/** Days of receipt put right before the act told whoever scans the paper of the decision. */
export const markOldReceiptDays = (context: Context): JobTask<Round> =>
  caseRounds(context, {
    name: 'mark-old-receipt-days',
    system: 'void-papers',
    done: 'papers whose day of receipt was put right marked',
    casesAfter: (tx, { tenant, after, most }) =>
      tx.rows(
        `select distinct stream from event where tenant = $1 and stream > $2::uuid
            and type = 'ReceiptDayCorrected' and payload->'decision' is not null order by stream limit $3`,
        [tenant, after, most],
      ),
    goThrough: async (tx, tenant, streams) => {
      for (const [, state] of await foldedStates(tx, tenant, streams)) {
        const told = state.papers.filter(({ n }) => standingOfPaper(state, n) === 'corrected');
        await mark(
          tx,
          tenant,
          told.map(({ dataHash }) => dataHash),
        );
      }
    },
  });

const mark = (tx: Tx, tenant: string, hashes: readonly string[]) =>
  tx.run(
    `update paper_proof set standing = 'replaced' where tenant = $1 and data_hash = any ($2::text[]) and standing = 'valid'`,
    [tenant, hashes],
  );
