import type { Day } from '#kernel/day.ts';
import { citedIn, type OrderText, orderGoverning } from '#kernel/governing-order.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { isByEvent, regimeSwitch } from '#kernel/rule.ts';
import type { LawFacts } from './clocks.ts';
import type { Complaint, DecisionMade } from './complaint.ts';
import { closedPhases } from './phases.ts';

/**
 * Which order governs a case: one answer for grounds, papers, limits and what a screen cites (docs/decisions/0037). Order 121
 * has no transitional article, so that it follows the switch `regime-day`.
 */

type Received = Pick<Complaint, 'firstReceivedOn'>;

/** The order that governs what happens in this case on a day. */
export const orderOn = ({ firstReceivedOn }: Received, on: Day, law: LawFacts): OrderText =>
  orderGoverning(law, on, firstReceivedOn ?? undefined);

/** The order a case is read by now: that of its decision, once there is one. */
export const orderOfCase = (state: Complaint, today: Day, law: LawFacts): OrderText => {
  const made = closedPhases.has(state.phase) ? state.decisions.at(-1) : undefined;
  return made === undefined ? orderOn(state, today, law) : orderOn(state, made.on, lawOfDecision(made, law));
};

/** Numbers differ between the orders: a ground chosen for many at once by the list of one is no ground of a case of the other. */
export const otherOrderObjection = (
  chosenBy: OrderText,
  state: Complaint,
  today: Day,
  law: LawFacts,
): Refusal | undefined =>
  orderOn(state, today, law) === chosenBy
    ? undefined
    : refuse('ground-of-the-other-order', { status: 422, field: 'body.ground' });

/** On record with a decision that does not follow the day of receipt: a later word of the authority changes none that stands. */
export const decidedUnder = (state: Received, on: Day, law: LawFacts): { readonly under?: OrderText } =>
  isByEvent(law.rulebook, law.settings, on) ? { under: orderOn(state, on, law) } : {};

/** The law as it was followed when a decision was made. */
export const lawOfDecision = ({ on, under }: Pick<DecisionMade, 'on' | 'under'>, law: LawFacts): LawFacts => ({
  ...law,
  settings: [
    ...law.settings.filter(({ name }) => name !== 'regime-day'),
    { ...regimeSwitch, value: under === undefined ? 'receipt' : 'start', effectiveFrom: on, effectiveTo: null },
  ],
});

/** A refusal names no article that does not apply to the case. */
export const refusedUnder = <Refused extends Refusal | undefined>(
  refusal: Refused,
  state: Received,
  on: Day,
  law: LawFacts,
): Refused =>
  refusal?.basis === undefined
    ? refusal
    : { ...refusal, basis: citedIn(orderOn(state, on, law), refusal.basis, law.rulebook) };
