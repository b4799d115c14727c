import { yuanText } from '#kernel/money.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { readCaseNumber } from '../number.ts';

/** Agreements in a batch: terms common to all, what each one gets in its own. */

const basis = [{ text: 'order-121', article: '24' }];

type Amounts = Readonly<Record<string, number>>;
type Common = Readonly<Record<string, unknown>>;

/** As an order keeps it: the common body with the amount of each case. */
export type AgreementOrder = Common & { readonly amounts: Amounts };

/** @param mark stands in the terms for the own amount, so that every paper states it */
export const agreementOrder = (
  common: Common,
  rows: readonly { readonly number: string; readonly recoveredFen: number }[] | undefined,
  mark: string,
): AgreementOrder | Refusal => {
  if (rows === undefined) return refuse('own-amounts-missing', { status: 422, field: 'amounts', basis });
  if (!String(common['terms'] ?? '').includes(mark))
    return refuse('terms-without-own-amount', { status: 422, field: 'body.terms', basis, params: { mark } });
  const amounts: Record<string, number> = {};
  for (const { number: written, recoveredFen } of rows) {
    const number = readCaseNumber(written);
    if (number === undefined)
      return refuse('not-a-case-number', { status: 422, field: 'amounts', params: { number: written.slice(0, 40) } });
    if (number in amounts) return refuse('own-amount-twice', { status: 422, field: 'amounts', params: { number } });
    amounts[number] = recoveredFen;
  }
  return { ...common, amounts };
};

type Outcome = readonly { readonly kind: string; readonly amountFen?: number }[];

/** The act on one case; a case without an amount of its own is left to people. */
export const agreementBody = (
  { amounts, ...common }: AgreementOrder,
  number: string,
  mark: string,
): Common | Refusal => {
  const recoveredFen = amounts[number];
  if (recoveredFen === undefined) return refuse('own-amount-missing', { basis, field: 'recoveredFen' });
  const outcome = (common['outcome'] ?? []) as Outcome;
  const [only] = outcome;
  return {
    ...common,
    recoveredFen,
    terms: String(common['terms'] ?? '').replaceAll(mark, `${yuanText(recoveredFen)}元`),
    outcome: outcome.length === 1 && only !== undefined ? [{ ...only, amountFen: recoveredFen }] : outcome,
  };
};
