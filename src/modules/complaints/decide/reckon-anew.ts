import { type LimitRow, limitsMoved } from '#kernel/limits-moved.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { clocksOf } from '../clocks.ts';
import type { Decision, Facts } from '../commands.ts';
import type { Complaint } from '../complaint.ts';
import type { InnerCommandOf } from '../inner-acts.ts';
import { clockRowOf } from '../row.ts';

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
  const event =
    'year' in cause
      ? ({ type: 'CalendarReckonedAnew', payload: { year: cause.year, ...told } } as const)
      : ({ type: 'SettingReckonedAnew', payload: { rule: cause.rule, name: cause.name, ...told } } as const);
  return { events: [event], papers: [] };
};
