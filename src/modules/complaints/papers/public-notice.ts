import type { Day } from '#kernel/day.ts';
import { type Contact, type Letterhead, letter, letterRecipe, optional } from './parts.ts';

/** What is put up for everybody where nothing else reaches the addressee: no more than it takes to know oneself. */
export type PublicNoticePaper = Letterhead & {
  readonly addressee: string;
  readonly paperTitle: string;
  /** Empty where the letter belongs to no series. */
  readonly paperNumber: string;
  readonly on: Day;
  /** From that day on it counts as served, so many days after it was put up. */
  readonly until: Day;
  readonly days: number;
  /** The day by which the paper asks for an answer or a proof. */
  readonly dueOn?: Day;
  readonly contact: Contact;
};

export const publicNotice = letterRecipe<PublicNoticePaper>({
  version: '2',
  notes: 0,
  compose: (data, w) =>
    letter(w, data, [
      w.sentence(data.paperNumber === '' ? 'bodyUnnumbered' : 'body', {
        title: data.paperTitle,
        number: data.paperNumber,
        law: { plain: w.text('law') },
      }),
      w.sentence('counts', { on: w.day(data.on), days: data.days, until: w.day(data.until) }),
      ...optional(data.dueOn === undefined ? undefined : w.sentence('due', { dueOn: w.day(data.dueOn) })),
      w.sentence(':contact', data.contact),
    ]),
});
