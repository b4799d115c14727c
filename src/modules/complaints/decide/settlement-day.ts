import { compareDays, type Day } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { Facts } from '../commands.ts';
import type { Complaint } from '../complaint.ts';
import { cameInOn } from '../evolve-facts.ts';

/**
 * Only what the parties settled once the complaint was here ends it (arts 18, 23(1)(1)). What they settled before is what the
 * complaint is about or part of what is argued: whoever settled and is not satisfied may complain all the same.
 */
export const settlementDayObjection = (settledOn: Day, state: Complaint, { today }: Facts): Refusal | undefined => {
  if (compareDays(settledOn, today) > 0) return refuse('settlement-day-ahead', { status: 422, field: 'settledOn' });
  const since = cameInOn(state);
  return since !== null && compareDays(settledOn, since) < 0
    ? refuse('settlement-before-receipt', { status: 422, field: 'settledOn', params: { since } })
    : undefined;
};
