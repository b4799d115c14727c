import { compareDays, type Day } from '#kernel/day.ts';
import type { GroundRule } from '#kernel/rule.ts';
import { groundsFor, mediationClock } from '../clocks.ts';
import type { Facts } from '../commands.ts';
import type { Complaint } from '../complaint.ts';
import { officerOfEnding } from '../draft-officer.ts';
import { closedPhases } from '../phases.ts';

export type ToEnd = {
  readonly because: 'limit' | 'withdrawal' | 'settlement';
  readonly ground: GroundRule;
  /** The last day of the limit, the day of the withdrawal, or that of the settlement. */
  readonly since: Day;
  readonly officer: string | null;
};

/** Mediation that only waits to be ended by decision: the limit is over, the complaint was withdrawn, or both say they settled. */
export const whyToEnd = (state: Complaint, facts: Facts): ToEnd | undefined => {
  if (state.acceptedOn === null || closedPhases.has(state.phase)) return undefined;
  const officer = officerOfEnding(state);
  const ground = (fact: string) =>
    groundsFor('termination', state, facts.today, facts.law).find((rule) => rule.fact === fact);
  const withdrawn = ground('withdrawn-or-settled');
  if (state.withdrawalStatedOn !== null && withdrawn !== undefined) {
    return { because: 'withdrawal', ground: withdrawn, since: state.withdrawalStatedOn, officer };
  }
  const { settlement } = state;
  if (settlement?.answer?.settled === true && withdrawn !== undefined)
    return { because: 'settlement', ground: withdrawn, since: settlement.on, officer };
  const due = mediationClock(state, facts.law);
  const expired = ground('time-expired');
  if (due?.dueOn == null || due.provisional || expired === undefined) return undefined;
  return compareDays(facts.today, due.dueOn) > 0
    ? { because: 'limit', ground: expired, since: due.dueOn, officer }
    : undefined;
};
