import type { Day } from '#kernel/day.ts';
import type { CaseView } from '#modules/complaints/facade.ts';
import type { OperatorSees } from '#site/kit/operator-sees.ts';

/** Of the person only a masked name; the view already holds nothing that this side may not see. */
export const seenByOperator = (view: CaseView): OperatorSees => ({
  complainant: view.parties.find(({ kind }) => kind === 'complainant')?.masked.name ?? undefined,
  goods: view.purchase?.goods,
  orderNumber: view.purchase?.orderNumber,
  boughtOn: view.purchase?.purchasedOn as Day | null | undefined,
  amount: view.amountFen,
  facts: view.facts,
  claims: view.claims,
  claimText: view.claimText,
});
