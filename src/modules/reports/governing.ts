import type { Day } from '#kernel/day.ts';
import { citedIn, type OrderText, orderGoverning } from '#kernel/governing-order.ts';
import { isRefusal, type LegalBasis, type Refusal } from '#kernel/refusal.ts';
import { firstReceiptOf, type LawFacts, type Received } from './clocks.ts';

/** Which order governs a report: that of its first receipt, or of the day a clue was found (docs/decisions/0037 and 0045). */

export const orderOfReport = (report: Received, on: Day, law: LawFacts): OrderText =>
  orderGoverning(law, on, firstReceiptOf(report));

/** A refusal names no article that does not apply to the report; any other outcome is passed on as it is. */
export const refusedUnder = <T>(outcome: T | Refusal, report: Received, on: Day, law: LawFacts): T | Refusal =>
  isRefusal(outcome) && outcome.basis !== undefined
    ? { ...outcome, basis: citedIn(orderOfReport(report, on, law), outcome.basis, law.rulebook) }
    : outcome;

/** What the desk is told before it passes a report on: within the authority, and where it is another's. */
export const transferBasisOf = (report: Received, on: Day, law: LawFacts) => {
  const cited = (article: string): LegalBasis[] => [
    ...citedIn(orderOfReport(report, on, law), [{ text: 'order-121', article }], law.rulebook),
  ];
  return { within: cited('41'), elsewhere: cited('34') };
};
