import { addDays, compareDays, type Day } from '#kernel/day.ts';
import { lastDayOf, type Rulebook, type RuleSetting, switchOn } from '#kernel/rule.ts';

/** A filing at a companion bureau that nobody has registered: the day it came, and the day its closing was annulled. */
export type Awaiting = { readonly arrivedOn: Day; readonly reopenedOn: Day | null };
type Law = { readonly rulebook: Rulebook; readonly settings: readonly RuleSetting[] };

/** Since when it waits, and the last day before it may be closed (REG-01); opened again it waits anew from that day (REG-03). */
export const registrationWait = (
  { arrivedOn, reopenedOn }: Awaiting,
  { rulebook, settings }: Law,
): { readonly since: Day; readonly until: Day } => {
  const first = lastDayOf(rulebook, 'REG-01', arrivedOn);
  if (reopenedOn === null) return { since: arrivedOn, until: first };
  const days = Number(switchOn(rulebook, settings, 'REG-03', 'registration-days-anew', reopenedOn));
  const anew = addDays(reopenedOn, days);
  return { since: reopenedOn, until: compareDays(first, anew) > 0 ? first : anew };
};
