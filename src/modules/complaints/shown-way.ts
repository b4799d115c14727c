import type { Day } from '#kernel/day.ts';
import { switchOn } from '#kernel/rule.ts';
import type { LawFacts } from './clocks.ts';
import type { Complaint, ComplaintEvent } from './complaint.ts';
import { hoursApart, type Tried, timesTried } from './tried.ts';

/**
 * Of a seller on a platform: whether it can be reached by the address or the telephone that the platform shows decides which
 * bureau is competent (Order 121 art. 13(3)). A number from elsewhere that nobody answers says nothing of that.
 */

type Attempt = Extract<ComplaintEvent, { type: 'ContactAttempted' }>['payload'];

/** Who refuses has been reached; who misses a session was told of it some other way, and this says nothing. */
const reachedBy: readonly string[] = ['reached', 'refused'];
export const failedBy: readonly string[] = ['no-answer', 'wrong-number', 'returned'];
export const waysShown: readonly string[] = ['phone', 'letter', 'visit'];

/** What one attempt, an answer, or a consent told as mediation is opened says of it. */
export const toldOfShownWay = (event: ComplaintEvent): 'reached' | 'failed' | undefined => {
  if (event.type === 'OperatorAnswered') return 'reached';
  if (event.type === 'MediationOpened') return event.payload.respondentConsented === true ? 'reached' : undefined;
  if (event.type !== 'ContactAttempted' || event.payload.party !== 'respondent') return undefined;
  if (reachedBy.includes(event.payload.outcome)) return 'reached';
  return event.payload.asShown === true && failedBy.includes(event.payload.outcome) ? 'failed' : undefined;
};

/** Attempts by what is shown since anybody was reached last. */
export const unreachedAfter = (state: Complaint, payload: Attempt): readonly Tried[] => {
  const told = toldOfShownWay({ type: 'ContactAttempted', payload });
  if (told === 'reached') return [];
  const { at, channel, nth } = payload;
  const tried = { at, channel, ...(nth === undefined ? {} : { nth }) };
  return told === 'failed' ? [...state.unreachedAsShown, tried] : state.unreachedAsShown;
};

/** No text says how often; each authority decides. */
export const triesNeededAsShown = ({ rulebook, settings }: LawFacts, on: Day): number =>
  Number(switchOn(rulebook, settings, 'JUR-05', 'failed-contacts-as-shown', on) ?? 2);

export const isUnreachable = ({ unreachedAsShown }: Complaint, law: LawFacts, on: Day): boolean =>
  timesTried(unreachedAsShown, hoursApart(law, 'JUR-05', on)) >= triesNeededAsShown(law, on);
