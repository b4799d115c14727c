import type { Day } from '#kernel/day.ts';
import type { Row } from '#platform/verify-rows.ts';
import type { Complaint, ComplaintEvent, PaperMade } from '../complaint.ts';
import { owedTo } from '../decide/closing.ts';
import { deliveryState, noticeOn, postedOn, stateAgain } from '../delivery-state.ts';
import { endingIn } from '../notices-ended.ts';
import { papersOfDecision } from '../void-papers.ts';
import { newlyMoot, newlyVoid } from './newly-void.ts';

type Owed = {
  readonly n: number;
  readonly party: string;
  readonly made_at: Date;
  readonly states: ReadonlySet<string>;
  readonly posted_on: Day | null;
  /** Until when its public notice runs, or nothing; of what ended another way rows of before may say either. */
  readonly notices: readonly (Day | null)[];
  /** Once sent anew, a message that finds no way any more leaves a letter behind without an act. */
  readonly again: boolean;
};

const only = (...states: readonly string[]): ReadonlySet<string> => new Set(states);

/** On its way by message: the job that finds none makes a letter of it, or gives it up to people, neither by an act. */
const underWay = only('waiting', 'to-print', 'failed');
/** What an annulment makes void; what had reached its reader stays as it was. */
const mayFall: ReadonlySet<string> = only('waiting', 'to-print', 'failed', 'unreached');

/** To whom papers are owed, and what may be said of each by the acts of service. */
export class DeliveryWalk {
  readonly #owed = new Map<string, Owed>();

  step(before: Complaint | undefined, event: ComplaintEvent, after: Complaint, at: Date): void {
    const ending = endingIn(event);
    for (const n of ending?.owed ?? [])
      this.#set({ n, to: ending?.side ?? '' }, () => ({ states: only('to-print'), posted_on: null, notices: [null] }));
    switch (event.type) {
      case 'PaperMade':
        this.#made(event.payload, at);
        break;
      case 'PaperDelivered': {
        const state = deliveryState(before ?? after, after, event.payload);
        this.#set(event.payload, (owed) => ({
          states: state === 'failed' ? only('failed', 'to-print') : this.#told(owed, state),
          posted_on: postedOn(event.payload),
          notices: [noticeOn(after, event.payload.n, event.payload.to)],
        }));
        break;
      }
      case 'PaperOpened':
        this.#set(event.payload, () => ({ states: only('delivered'), notices: [null] }));
        break;
      case 'DeliveryTakenBack':
        this.#set(event.payload, (owed) => ({
          states: this.#told(owed, stateAgain(after, event.payload)),
          posted_on: null,
          notices: [noticeOn(after, event.payload.n, event.payload.to)],
        }));
        break;
      case 'SentAgain': {
        const { n, to, channel } = event.payload;
        if (n === undefined || to === undefined) break;
        this.#set({ n, to }, () => ({
          states: channel === 'letter' ? only('to-print') : underWay,
          again: true,
        }));
        break;
      }
      case 'ComplainantLeft':
      case 'RepresentativeEnded':
        this.#succeeded(newlyMoot(before, after), event.payload.successor !== undefined);
        break;
      case 'DecisionAnnulled':
        if (before !== undefined) this.#annulled(before, event.payload);
        break;
      default:
        this.#fell([...newlyVoid(before, after), ...newlyMoot(before, after)]);
        break;
    }
    this.#noticesEnded(after);
  }

  /** With whom they were for, or with what they asked; the first that ended so stayed in the rows. */
  #noticesEnded(after: Complaint): void {
    for (const [key, owed] of this.#owed) {
      const isOver = owed.notices.some((until) => until !== null) && noticeOn(after, owed.n, owed.party) === null;
      if (isOver && !owed.notices.includes(null)) this.#owed.set(key, { ...owed, notices: [...owed.notices, null] });
    }
  }

  #fell(numbers: readonly number[]): void {
    for (const [key, owed] of this.#owed) {
      if (!numbers.includes(owed.n)) continue;
      this.#owed.set(key, {
        ...owed,
        notices: [null],
        states: new Set([...owed.states].map((one) => (mayFall.has(one) ? 'void' : one))),
      });
    }
  }

  /** What asked one who left may lie since then; what had reached nobody is on its way to whoever stands first now. */
  #succeeded(lapsed: readonly number[], isBroughtAnew: boolean): void {
    for (const [key, owed] of this.#owed) {
      const states = [...owed.states];
      if (!states.some((one) => mayFall.has(one))) continue;
      // Where one left before papers lapsed with it the row stands as it stood.
      if (lapsed.includes(owed.n)) this.#owed.set(key, { ...owed, states: only(...states, 'void') });
      else if (isBroughtAnew && owed.party === 'complainant')
        this.#owed.set(key, { ...owed, states: only(...states, ...underWay), again: true });
    }
  }

  #made(paper: PaperMade, at: Date): void {
    for (const party of owedTo(paper)) {
      const states = party === 'bureau' ? only('to-print') : underWay;
      this.#owed.set(`${paper.n}:${party}`, {
        n: paper.n,
        party,
        made_at: at,
        states,
        posted_on: null,
        notices: [null],
        again: false,
      });
    }
  }

  #told(owed: Owed, state: string): ReadonlySet<string> {
    return owed.again && (state === 'sent' || state === 'unreached') ? only(state, 'to-print') : only(state);
  }

  #annulled(before: Complaint, { version, voids }: { version: number; voids?: readonly number[] }): void {
    const made = before.decisions.find((one) => one.version === version);
    // The first annulments name no papers: the rows of theirs may say either.
    const touched = voids ?? (made === undefined ? [] : papersOfDecision(made, before));
    for (const [key, owed] of this.#owed) {
      if (!touched.includes(owed.n)) continue;
      const fallen = [...owed.states].flatMap((state) =>
        mayFall.has(state) ? (voids === undefined ? ['void', state] : ['void']) : [state],
      );
      this.#owed.set(key, { ...owed, states: new Set(fallen), notices: [null] });
    }
  }

  #set(at: { readonly n: number; readonly to: string }, change: (owed: Owed) => Partial<Owed>): void {
    const key = `${at.n}:${at.to}`;
    const owed = this.#owed.get(key);
    if (owed !== undefined) this.#owed.set(key, { ...owed, ...change(owed) });
  }

  rows(): Row[] {
    return [...this.#owed.values()].map((owed) => ({ ...owed }));
  }
}
