import type { WorkCalendar } from '#kernel/calendar.ts';
import type { Day } from '#kernel/day.ts';
import { type Reckoning, reckonRule } from '#kernel/reckoning.ts';
import type { Rulebook, RuleSetting } from '#kernel/rule.ts';
import type { Report } from './report.ts';

export type LawFacts = {
  readonly calendar: WorkCalendar;
  readonly rulebook: Rulebook;
  readonly settings: readonly RuleSetting[];
};

export type VerificationClock = {
  readonly rule: 'CMP-05' | 'CMP-06';
  readonly state: 'running' | 'met';
  readonly reckoning: Reckoning;
};

const reckoned = (rule: string, startOn: Day, receivedOn: Day, law: LawFacts): Reckoning | undefined =>
  reckonRule(law.rulebook, rule, { startOn, receivedOn, excluded: [], settings: law.settings }, law.calendar);

/** Day on which a limit ends, for what is built on it; the earliest while its year is not decreed. */
export const endOf = ({ dueOn, unrolledDueOn, startOn }: Reckoning): Day => dueOn ?? unrolledDueOn ?? startOn;

/** CMP-05, and once the head has approved, CMP-06 from the last day of CMP-05 on. */
export const clocksOf = (
  state: Pick<Report, 'receivedOn' | 'prolongedOn' | 'phase'>,
  law: LawFacts,
): VerificationClock[] => {
  const last = state.phase === 'verifying' ? 'running' : 'met';
  const first = reckoned('CMP-05', state.receivedOn, state.receivedOn, law);
  if (first === undefined) return [];
  if (state.prolongedOn === null) return [{ rule: 'CMP-05', state: last, reckoning: first }];
  const second = reckoned('CMP-06', endOf(first), state.receivedOn, law);
  return [
    { rule: 'CMP-05', state: 'met', reckoning: first },
    ...(second === undefined ? [] : [{ rule: 'CMP-06' as const, state: last, reckoning: second } as const]),
  ];
};
