import type { Day } from '#kernel/day.ts';
import type { LegalBasis } from '#kernel/refusal.ts';
import { governingDay, groundsOn, type Rulebook, type RuleSetting } from '#kernel/rule.ts';

/** Which of the two orders on complaints and reports: Order 20 until 14 April 2026, Order 121 since. */
export type OrderText = 'order-20' | 'order-121';

type Law = { readonly rulebook: Rulebook; readonly settings: readonly RuleSetting[] };

/** Every act of a page asks, and the rulebook is one value for all of them. */
const known = new WeakMap<Rulebook, Map<Day, OrderText>>();

export const orderInForce = (rulebook: Rulebook, on: Day): OrderText => {
  const orders = known.get(rulebook) ?? new Map<Day, OrderText>();
  known.set(rulebook, orders);
  const order = orders.get(on) ?? orderOnDay(rulebook, on);
  orders.set(on, order);
  return order;
};

const orderOnDay = (rulebook: Rulebook, on: Day): OrderText =>
  groundsOn(rulebook, 'refusal', on)[0]?.basis[0].text === 'order-20' ? 'order-20' : 'order-121';

/** The order that governs what happens on a day to what was first received on another. */
export const orderGoverning = (law: Law, on: Day, firstReceivedOn: Day | undefined): OrderText =>
  orderInForce(law.rulebook, governingDay(law, on, firstReceivedOn));

/** Articles as the order that governs has them. */
export const citedIn = (
  order: OrderText,
  basis: readonly LegalBasis[],
  { earlierArticles }: Rulebook,
): readonly LegalBasis[] =>
  order === 'order-121'
    ? basis
    : basis.flatMap((one) => (one.text === 'order-121' ? (earlierArticles[one.article] ?? []) : [one]));
