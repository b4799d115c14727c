import type { Day } from '#kernel/day.ts';
import type { Report } from './report.ts';

/** When a unit first had the report in its hands, and that its verification was prolonged there (CMP-06). */
export type Receipt = { readonly unit: string; readonly on: Day; readonly prolongedOn?: Day };

/** Who had the report so far, this bureau included: goes along with it, so that going to and fro gains nobody time. */
export const receiptsToHandOver = ({ from, bureau, receivedOn, prolongedOn }: Report): readonly Receipt[] => {
  const before = from?.receipts ?? earlierSaid(from);
  if (before.some(({ unit }) => unit === bureau))
    return before.map((one) => (one.unit === bureau && prolongedOn !== null ? { ...one, prolongedOn } : one));
  return [...before, { unit: bureau, on: receivedOn, ...(prolongedOn === null ? {} : { prolongedOn }) }];
};

/** Reports handed over before the receipts went along say it of the bureau they come from. */
const earlierSaid = (from: Report['from']): readonly Receipt[] =>
  from?.runningSince === undefined ? [] : [{ unit: from.bureau, on: from.runningSince }];

type Unit = { readonly id: string };

/**
 * The day from which the receiver verifies, where it is not the day of the hand-over: of a unit that had it, its first receipt; of
 * the bureau whose own centre passes it on, the centre's. What was filed at a unit and is given back was the intake body's as well.
 */
export const receiptOf = (
  to: Unit,
  report: Report,
  here: { readonly kind: string; readonly parent: string | null },
  way: 'food' | 'distributed' | 'returned',
): Day | undefined => {
  const earlier = receiptsToHandOver(report).find(({ unit }) => unit === to.id);
  if (earlier !== undefined) return earlier.on;
  const isOwnCentre = here.kind === 'intake-centre' && here.parent === to.id;
  return way === 'returned' || isOwnCentre ? report.receivedOn : undefined;
};

/** As it was prolonged here before the report went round. */
export const prolongedBefore = (bureau: string, from: Report['from']): Day | null =>
  from?.receipts?.find(({ unit }) => unit === bureau)?.prolongedOn ?? null;

/** The first receipt is another day than was thought: whatever runs from it goes along. */
export const withReceiptDay = (
  report: Report,
  { was, receivedOn }: { readonly was: Day; readonly receivedOn: Day },
): Report => {
  const { from } = report;
  const moved = (on: Day): Day => (on === was ? receivedOn : on);
  if (from === undefined) return { ...report, receivedOn };
  return {
    ...report,
    receivedOn,
    from: {
      ...from,
      firstReceivedOn: moved(from.firstReceivedOn),
      ...(from.runningSince === undefined ? {} : { runningSince: moved(from.runningSince) }),
      ...(from.receipts === undefined ? {} : { receipts: from.receipts.map((one) => ({ ...one, on: moved(one.on) })) }),
    },
  };
};
