import { clockRowOf } from '#kernel/clock-row.ts';
import { type LimitRow, type LimitsMoved, limitsMoved } from '#kernel/limits-moved.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { clocksOf } from '../clocks.ts';
import type { Decision, Facts } from '../commands.ts';
import type { Complaint, ComplaintEvent } from '../complaint.ts';
import type { InnerCommandOf, ReckoningCause } from '../inner-acts.ts';

/** What a clock said until now. */
export type ClockBefore = LimitRow;

/**
 * Limits that end on another day under the law now in force, whose day has become certain, or that rest on another text. Also
 * those that have ended: a notice that changes days gone by must not leave a file that says one thing and its history another.
 */
export const reckonAnew = (
  { cause, before }: InnerCommandOf<'reckon-anew'>,
  state: Complaint,
  facts: Facts,
): Decision | Refusal => {
  const told = limitsMoved(before, clocksOf(state, facts.law).map(clockRowOf));
  if (told === undefined) return refuse('nothing-moved');
  return { events: [eventOf(cause, told)], papers: [] };
};

const eventOf = (cause: ReckoningCause, told: LimitsMoved): ComplaintEvent => {
  if ('year' in cause) return { type: 'CalendarReckonedAnew', payload: { year: cause.year, ...told } };
  if ('corrected' in cause) return { type: 'RuleReckonedAnew', payload: { rule: cause.corrected, ...told } };
  return { type: 'SettingReckonedAnew', payload: { rule: cause.rule, name: cause.name, ...told } };
};
