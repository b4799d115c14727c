/** Letters about a session that was fixed, beside the official form 7. */
import type { Day } from '#kernel/day.ts';
import { type Letterhead, letter, letterRecipe } from './parts.ts';
import { type Composed, composedIn } from './wording.ts';

export type MediatorChangePaper = Letterhead & {
  readonly addressee: string;
  readonly matter: Composed;
  readonly heldOn: Day;
  /** `HH:MM` */
  readonly time: string;
  /** Who was to mediate; missing where nobody was any more. */
  readonly former?: string;
  readonly mediator: string;
  /** Number of the form 7 that holds in everything else. */
  readonly noticeNumber: string;
  readonly recusalDays: number;
  readonly mediators: readonly Composed[];
  readonly phone: string;
};

export const mediatorChange = letterRecipe<MediatorChangePaper>({
  notes: 0,
  compose: (data, w) => {
    const moment = w.moment(data.heldOn, data.time);
    const said = { matter: composedIn(data.matter, w), moment, mediator: data.mediator };
    return letter(w, data, [
      data.former === undefined ? w.sentence('named', said) : w.sentence('body', { ...said, former: data.former }),
      w.sentence('rest', { number: data.noticeNumber }),
      w.sentence('recusal', { days: data.recusalDays }),
      w.sentence('mediators', {
        mediators: w.list(data.mediators.map((name) => composedIn(name, w))),
        phone: data.phone,
      }),
      w.sentence(':closing'),
    ]);
  },
});
