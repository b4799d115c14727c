import type { Day } from '#kernel/day.ts';
import { type Contact, type Letterhead, letter, letterRecipe } from './parts.ts';
import { type Composed, composedIn } from './wording.ts';

/** To whoever filed at a companion bureau: that this is no filing yet, and what can be done (REG-02). */
export type RegistrationReminderPaper = Letterhead & {
  readonly addressee: string;
  readonly arrivedOn: Day;
  readonly matter: Composed;
  /** The last day before it may be closed. */
  readonly until: Day;
  readonly isLast: boolean;
  readonly contact: Contact;
};

export const registrationReminder = letterRecipe<RegistrationReminderPaper>({
  version: '1',
  notes: 0,
  compose: (data, w) =>
    letter(w, data, [
      w.sentence('body', { arrivedOn: w.day(data.arrivedOn), matter: composedIn(data.matter, w) }),
      w.sentence('way', { phone: data.contact.phone }),
      w.sentence(data.isLast ? 'last' : 'first', { until: w.day(data.until) }),
      w.sentence('done'),
      w.sentence(':closing'),
    ]),
});
