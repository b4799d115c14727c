import type { WorkCalendar } from '#kernel/calendar.ts';
import type { Day } from '#kernel/day.ts';
import { type Reckoning, reckonRule } from '#kernel/reckoning.ts';
import type { Rulebook, RuleSetting } from '#kernel/rule.ts';
import type { LinkedFrom, Report } from './report.ts';

export type LawFacts = {
  readonly calendar: WorkCalendar;
  readonly rulebook: Rulebook;
  readonly settings: readonly RuleSetting[];
};

/** A food report that another authority handed over keeps the day on which it first came in anywhere. */
export type Received = Pick<Report, 'receivedOn'> & { readonly from?: Pick<LinkedFrom, 'firstReceivedOn'> };

export const firstReceiptOf = ({ receivedOn, from }: Received): Day => from?.firstReceivedOn ?? receivedOn;

export type VerificationClock = {
  readonly rule: 'CMP-05' | 'CMP-06';
  readonly state: 'running' | 'met';
  readonly reckoning: Reckoning;
};

const reckoned = (rule: string, startOn: Day, report: Received, law: LawFacts): Reckoning | undefined => {
  const facts = { startOn, receivedOn: firstReceiptOf(report), excluded: [], settings: law.settings };
  return reckonRule(law.rulebook, rule, facts, law.calendar);
};

/** Day on which a limit ends, for what is built on it; the earliest while its year is not decreed. */
export const endOf = ({ dueOn, unrolledDueOn, startOn }: Reckoning): Day => dueOn ?? unrolledDueOn ?? startOn;

/** CMP-05, and once the head has approved, CMP-06 from the last day of CMP-05 on. */
export const clocksOf = (
  state: Received & Pick<Report, 'prolongedOn' | 'phase'>,
  law: LawFacts,
): VerificationClock[] => {
  const last = state.phase === 'verifying' ? 'running' : 'met';
  const first = reckoned('CMP-05', state.receivedOn, state, law);
  if (first === undefined) return [];
  if (state.prolongedOn === null) return [{ rule: 'CMP-05', state: last, reckoning: first }];
  const second = reckoned('CMP-06', endOf(first), state, law);
  return [
    { rule: 'CMP-05', state: 'met', reckoning: first },
    ...(second === undefined ? [] : [{ rule: 'CMP-06' as const, state: last, reckoning: second } as const]),
  ];
};
