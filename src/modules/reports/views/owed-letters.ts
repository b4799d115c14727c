import { compareDays, type Day, dayOf } from '#kernel/day.ts';
import { lastDayOf } from '#kernel/rule.ts';
import { audit } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { eventsOf } from '#platform/events.ts';
import type { OwedLetters } from '../contract.ts';
import { bureauOf, fold, owedPapers, type PaperMade, type ReportEvent } from '../report.ts';
import type { Look } from '../views.ts';

type Row = { readonly tenant: string; readonly stream: string; readonly number: string; readonly bureau: string };
type Letter = OwedLetters['rows'][number];

/** Of this many reports the letters are told at once; the list of reports shows the others. */
const REPORTS_AT_ONCE = 100;

/**
 * Letters of the desk's reports that have not left, the most pressing first: an answer about own data by the limit of its request
 * (PIP-01), any other by the day on which the desk is reminded of it (RPT-02). In the desk's scope; every number is on record.
 */
export const owedLetters = async (context: Context, tx: Tx, { actor }: Look): Promise<OwedLetters> => {
  const rows = await tx.rows<Row>(
    `select tenant, stream, number, bureau from report
      where tenant = any ($1::text[]) and bureau like '%#reports' and owed > 0 order by changed_at, stream limit $2`,
    [actor.tenants, REPORTS_AT_ONCE + 1],
  );
  const shown = rows.slice(0, REPORTS_AT_ONCE);
  const letters: Letter[] = [];
  for (const row of shown) letters.push(...(await lettersOf(context, tx, actor.account, row)));
  for (const [tenant, found] of Map.groupBy(shown, (row) => row.tenant))
    await audit(tx, {
      tenant,
      account: actor.account,
      act: 'list-reports',
      subject: `tenant:${tenant}`,
      detail: { reports: found.map(({ number }) => number), owed: true },
    });
  letters.sort((a, b) => compareDays(a.owedBy as Day, b.owedBy as Day) || a.number.localeCompare(b.number));
  return { rows: letters, more: rows.length > REPORTS_AT_ONCE };
};

const lettersOf = async (context: Context, tx: Tx, account: string, row: Row): Promise<Letter[]> => {
  const events = await eventsOf(tx, row);
  const state = fold(events as unknown as ReportEvent[]);
  const letters: Letter[] = [];
  for (const paper of owedPapers(state)) {
    const made = events.find(({ payload }) => papersIn(payload).some(({ n }) => n === paper.n));
    if (made === undefined) throw new Error('a paper that nothing made');
    const request = (made.payload as { readonly request?: string }).request;
    const asked = request === undefined ? undefined : await context.people.dataRequests.ofDesk(tx, account, request);
    const madeOn = dayOf(made.at);
    letters.push({
      number: row.number,
      bureau: bureauOf(row.bureau),
      n: paper.n,
      code: paper.code,
      paperNumber: paper.number,
      madeOn,
      ...(asked === undefined
        ? { owedBy: lastDayOf(context.law().rulebook, 'RPT-02', madeOn), rule: 'RPT-02' as const }
        : { owedBy: asked.dueOn, rule: 'PIP-01' as const }),
      failed: state.told.some(({ n, outcome }) => n === paper.n && outcome === 'failed'),
      url: `/api/v1/reports/${row.number}/papers/${paper.n}`,
    });
  }
  return letters;
};

const papersIn = (payload: unknown): readonly PaperMade[] =>
  (payload as { readonly papers?: readonly PaperMade[] }).papers ?? [];
