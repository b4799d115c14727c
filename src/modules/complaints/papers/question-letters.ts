/** What is written to whoever asked a question. */
import type { Day } from '#kernel/day.ts';
import { type Contact, type Letterhead, letter, letterRecipe, optional } from './parts.ts';

export type ConsultationAnswerPaper = Letterhead & {
  readonly addressee: string;
  readonly receivedOn: Day;
  readonly question: string;
  readonly answer: string;
  readonly basis: readonly string[];
  /** The letter this one takes the place of. */
  readonly replaces?: { readonly number: string; readonly on: Day };
  readonly contact: Contact;
};

export const consultationAnswer = letterRecipe<ConsultationAnswerPaper>({
  version: '2',
  notes: 0,
  compose: (data, w) =>
    letter(w, data, [
      w.sentence('body', { receivedOn: w.day(data.receivedOn), question: data.question }),
      w.sentence('answer', { answer: data.answer }),
      ...optional(data.basis.length > 0 ? w.sentence('basis', { basis: w.list(data.basis) }) : undefined),
      ...optional(
        data.replaces === undefined
          ? undefined
          : w.sentence('replaces', { number: data.replaces.number, on: w.day(data.replaces.on) }),
      ),
      w.sentence('standing'),
      w.sentence(':contact', data.contact),
    ]),
});
