import type { Day } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { type ClockState, clocksOf } from '../clocks.ts';
import type { Decision, Facts } from '../commands.ts';
import type { Complaint, ComplaintEvent } from '../complaint.ts';
import type { InnerCommandOf } from '../inner-acts.ts';
import { clockRowOf } from '../row.ts';

/** What a clock said until now. */
export type ClockBefore = {
  readonly rule: string;
  readonly dueOn: Day | null;
  readonly sureUntil: Day | null;
  readonly provisional: boolean;
  readonly state: ClockState;
};

type Moved = { readonly rule: string; readonly from: Day; readonly to: Day };

/**
 * Limits that end on another day under the law now in force, or whose day has become certain. Also those that have ended:
 * a notice that changes days gone by must not leave a file that says one thing and its history another.
 */
export const reckonAnew = (
  command: InnerCommandOf<'reckon-anew'>,
  state: Complaint,
  facts: Facts,
): Decision | Refusal => {
  const before = new Map(command.before.map((clock) => [clock.rule, clock]));
  const moved: Moved[] = [];
  const confirmed: string[] = [];
  let differs = false;
  for (const clock of clocksOf(state, facts.law)) {
    const was = before.get(clock.rule);
    if (was === undefined) continue;
    const is = clockRowOf(clock);
    differs ||=
      is.due_on !== was.dueOn ||
      is.sure_until !== was.sureUntil ||
      is.provisional !== was.provisional ||
      is.state !== was.state;
    if (is.due_on !== was.dueOn && is.due_on !== null && was.dueOn !== null)
      moved.push({ rule: clock.rule, from: was.dueOn, to: is.due_on });
    else if (was.provisional && !is.provisional) confirmed.push(clock.rule);
  }
  if (!differs) return refuse('nothing-moved');
  return { events: [eventOf(command.cause, moved, confirmed)], papers: [] };
};

const eventOf = (
  cause: InnerCommandOf<'reckon-anew'>['cause'],
  moved: readonly Moved[],
  confirmed: readonly string[],
): ComplaintEvent =>
  'year' in cause
    ? { type: 'CalendarReckonedAnew', payload: { year: cause.year, moved, confirmed } }
    : { type: 'SettingReckonedAnew', payload: { rule: cause.rule, name: cause.name, moved, confirmed } };
