import { type Day, dayOf } from '#kernel/day.ts';
import type { Row } from '#platform/verify-rows.ts';
import type { Complaint, ComplaintEvent } from '../complaint.ts';
import { noticeUntil } from '../served-by-notice.ts';
import { newlyMoot, newlyVoid } from './newly-void.ts';

/** A public notice as its act says it stands on the page that everybody reads. */
export type NoticePutUp = {
  readonly n: number;
  readonly party: string;
  readonly number: string | null;
  readonly paper_number: string;
  readonly published_on: Day;
  readonly counts_on: Day;
  readonly due_on: Day | null;
  /** Under which its text lies. */
  readonly entry: string;
  /** Somebody of the case was erased: what names them is taken down with them. */
  readonly mayBeGone: boolean;
};

type Put = Omit<NoticePutUp, 'number' | 'entry' | 'mayBeGone'>;

/** Which public notices of a case are still up; those whose days are over are let go some time after. */
export class NoticeWalk {
  readonly #up = new Map<string, NoticePutUp>();
  #next: Put | undefined;
  #mayBeGone = false;

  step(before: Complaint | undefined, event: ComplaintEvent, after: Complaint): void {
    this.#putUp(event, after);
    if (before === undefined) return;
    const fallen = [...newlyVoid(before, after), ...newlyMoot(before, after)];
    for (const [key, { n, party }] of this.#up) {
      const isOver = noticeUntil(after, n, party) === null && noticeUntil(before, n, party) !== null;
      if (isOver || fallen.includes(n)) this.#up.delete(key);
    }
    if (event.type === 'PersonErased') this.#erased(before, event.payload);
    if (event.type === 'FileRetired') this.#takenDown(({ party }) => party === 'complainant');
  }

  #putUp(event: ComplaintEvent, { papers }: Complaint): void {
    if (event.type === 'PaperDelivered' && event.payload.noticeUntil !== undefined) {
      const { n, to, at, noticeUntil: until, dueOn = null } = event.payload;
      this.#next = {
        ...{ n, party: to, published_on: dayOf(new Date(at)), counts_on: until, due_on: dueOn },
        paper_number: papers.find((paper) => paper.n === n)?.number ?? '',
      };
    }
    if (event.type !== 'PaperMade' || event.payload.code !== 'public-notice' || this.#next === undefined) return;
    const { number, data } = event.payload;
    const put = { ...this.#next, number, entry: data.entry, mayBeGone: this.#mayBeGone };
    this.#up.set(`${put.n}:${put.party}`, put);
    this.#next = undefined;
  }

  #erased({ parties }: Complaint, { person, repeats }: { readonly person: string; readonly repeats?: string }): void {
    const isFirst = parties.some((party) => party.person === person && party.kind === 'complainant');
    this.#takenDown(({ party }) => repeats !== undefined || (isFirst && party === 'complainant'));
    this.#mayBeGone = true;
    for (const [key, put] of this.#up) this.#up.set(key, { ...put, mayBeGone: true });
  }

  #takenDown(isMeant: (put: NoticePutUp) => boolean): void {
    for (const [key, put] of this.#up) if (isMeant(put)) this.#up.delete(key);
  }

  rows(): Row[] {
    return [...this.#up.values()].map((put) => ({ ...put }));
  }
}
