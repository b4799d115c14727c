import { compareDays, type Day } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';

type Told = {
  readonly knewOn?: string | undefined;
  readonly purchase?: { readonly purchasedOn?: string | undefined } | undefined;
};

/** Nobody has bought or learned of anything on a day to come. */
export const objectionToToldDays = ({ knewOn, purchase }: Told, today: Day): Refusal | undefined => {
  const told = [
    ['knewOn', knewOn],
    ['purchase.purchasedOn', purchase?.purchasedOn],
  ] as const;
  const ahead = told.find(([, day]) => day !== undefined && compareDays(day as Day, today) > 0);
  return ahead === undefined ? undefined : refuse('told-day-ahead', { status: 422, field: ahead[0] });
};
