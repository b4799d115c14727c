import type { Facts } from './commands.ts';
import type { Complaint, ComplaintEvent } from './complaint.ts';
import { contactsNeeded, unansweredIn } from './decide/ending.ts';
import { failedBy, triesNeededAsShown } from './shown-way.ts';
import { countedOf, hoursApart, type Tried } from './tried.ts';

export type AttemptVerdict = 'counts' | 'same-attempt' | 'wrong-number' | 'superseded' | 'not-as-shown';
type Attempt = Extract<ComplaintEvent, { type: 'ContactAttempted' }>['payload'] & { readonly version: number };

const keyOf = ({ at, channel, nth }: Tried): string => `${at} ${channel} ${nth ?? ''}`;

/** Of the attempts that still stand, in the order they were put on file: whether each is one more. */
const verdictIn = (standing: readonly Tried[], hours: number): ((attempt: Tried) => AttemptVerdict) => {
  const counted = countedOf(standing, hours);
  const left = standing.map((one, i) => ({ key: keyOf(one), counts: counted[i] === true }));
  return (attempt) => {
    const at = left.findIndex(({ key }) => key === keyOf(attempt));
    const [found] = at < 0 ? [] : left.splice(at, 1);
    if (found === undefined) return 'superseded';
    return found.counts ? 'counts' : 'same-attempt';
  };
};

/** Which attempts to reach the respondent count and why the others do not; undefined where none led nowhere. */
export const contactAttempts = (state: Complaint, all: readonly Attempt[], facts: Pick<Facts, 'law' | 'today'>) => {
  const attempts = all.filter(({ party, outcome }) => party === 'respondent' && failedBy.includes(outcome));
  if (attempts.length === 0) return undefined;
  const { law, today } = facts;
  const isOnPlatform = state.respondent.kind === 'platform-shop';
  const hours = { absence: hoursApart(law, 'TER-02', today), shown: hoursApart(law, 'JUR-05', today) };
  const absenceOf = verdictIn(unansweredIn(state), hours.absence);
  const shownOf = verdictIn(state.unreachedAsShown, hours.shown);
  const judged = attempts.map((attempt) => ({
    version: attempt.version,
    at: attempt.at,
    channel: attempt.channel,
    outcome: attempt.outcome,
    number: attempt.number,
    absence: attempt.outcome === 'wrong-number' ? ('wrong-number' as const) : absenceOf(attempt),
    shown: !isOnPlatform ? null : attempt.asShown === true ? shownOf(attempt) : ('not-as-shown' as const),
  }));
  const counted = (of: 'absence' | 'shown'): number => judged.filter((one) => one[of] === 'counts').length;
  return {
    absence: { counted: counted('absence'), needed: contactsNeeded(facts), hoursApart: hours.absence },
    shown: isOnPlatform
      ? { counted: counted('shown'), needed: triesNeededAsShown(law, today), hoursApart: hours.shown }
      : null,
    attempts: judged,
  };
};
