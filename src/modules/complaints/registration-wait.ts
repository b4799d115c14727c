import { addDays, compareDays, type Day } from '#kernel/day.ts';
import { dayInNumber } from '#kernel/public-number.ts';
import { type Awaiting, registrationWait } from '#kernel/registration-wait.ts';
import { switchOn } from '#kernel/rule.ts';
import type { LawFacts } from './clocks.ts';
import type { Complaint } from './complaint.ts';
import type { PaperMade } from './served.ts';

/** Order 121 art. 40: what came to a companion bureau is no filing before it stands on the national platform. */

type Waits = Pick<Complaint, 'phase' | 'arrivedOn' | 'number' | 'reopenedOn'>;

/** Undefined for what does not wait for a registration. */
export const awaitingOf = ({ phase, arrivedOn, number, reopenedOn }: Waits): Awaiting | undefined => {
  const came = arrivedOn ?? dayInNumber(number);
  return phase === 'awaiting-registration' && came !== undefined ? { arrivedOn: came, reopenedOn } : undefined;
};

export const REMINDER = 'registration-reminder';
const REMINDED_AT_MOST = 2;

type Reminded = Waits & Pick<Complaint, 'papers'>;

/** Since the wait began, the last one last. */
const remindersSince = ({ papers }: Pick<Complaint, 'papers'>, since: Day): readonly Day[] =>
  papers.flatMap(({ code, on }) => (code === REMINDER && on !== undefined && compareDays(on, since) >= 0 ? [on] : []));

/** Filings of somebody else's list came with whatever registration they had; nobody is asked to file them again. */
const isReminded = ({ channel }: Pick<Complaint, 'channel'>): boolean =>
  channel !== 'import' && channel !== 'platform-12315';

export const reminderDays = ({ rulebook, settings }: LawFacts, on: Day): number =>
  Number(switchOn(rulebook, settings, 'REG-02', 'registration-reminder-days', on));

export type RegistrationWait = {
  readonly since: Day;
  readonly until: Day;
  readonly reminded: readonly Day[];
  /** The day from which the person is reminded; null: reminded as often as anybody is, or never to be. */
  readonly remindOn: Day | null;
};

/** How long it has waited, and when the person is told once more that this is no filing yet (REG-01, REG-02, REG-03). */
export const registrationWaitOf = (
  state: Reminded & Pick<Complaint, 'channel'>,
  law: LawFacts,
  today: Day,
): RegistrationWait | undefined => {
  const awaiting = awaitingOf(state);
  if (awaiting === undefined) return undefined;
  const { since, until } = registrationWait(awaiting, law);
  const reminded = remindersSince(state, since);
  const isDone = !isReminded(state) || reminded.length >= REMINDED_AT_MOST;
  const remindOn = isDone ? null : addDays(reminded.at(-1) ?? since, reminderDays(law, today));
  return { since, until, reminded, remindOn };
};

/** It reminds of nothing any more: registered, closed, or of an earlier wait. */
export const isMootReminder = (
  { phase, reopenedOn }: Pick<Complaint, 'phase' | 'reopenedOn'>,
  { code, on }: Pick<PaperMade, 'code' | 'on'>,
): boolean =>
  code === REMINDER &&
  (phase !== 'awaiting-registration' || (reopenedOn !== null && on !== undefined && compareDays(on, reopenedOn) < 0));
