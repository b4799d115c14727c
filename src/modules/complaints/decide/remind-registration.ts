import { compareDays } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { Decision, Facts } from '../commands.ts';
import type { Complaint } from '../complaint.ts';
import { REMINDER, registrationWaitOf } from '../registration-wait.ts';

/** REG-02: whoever filed at a companion bureau is told, and told once more, that this is no filing yet and what can be done. */
export const remindOfRegistration = (state: Complaint, facts: Facts): Decision | Refusal => {
  const wait = registrationWaitOf(state, facts.law, facts.today);
  if (wait === undefined || wait.remindOn === null || compareDays(facts.today, wait.remindOn) < 0)
    return refuse('nobody-to-remind', { basis: [{ text: 'order-121', article: '40' }] });
  const details = { until: wait.until, isLast: wait.reminded.length > 0 };
  return { events: [], papers: [{ code: REMINDER, to: ['complainant'], details }] };
};
