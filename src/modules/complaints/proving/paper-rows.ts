import { dayOf } from '#kernel/day.ts';
import type { PastEvent } from '#platform/verify.ts';
import type { Provable } from '#platform/verify-papers.ts';
import type { Row } from '#platform/verify-rows.ts';
import type { Complaint, ComplaintEvent, PaperMade } from '../complaint.ts';
import { evolve } from '../evolve.ts';
import { decisionCorrectedBy } from '../evolve-decisions.ts';
import { formerForms, papersOfDecision } from '../void-papers.ts';
import { DeliveryWalk } from './delivery-rows.ts';
import { newlyVoid } from './newly-void.ts';
import { NoticeWalk } from './notice-rows.ts';

/** A complaint folded with what its acts said of its papers on the way. */
export type Lived = {
  readonly state: Complaint;
  /** The case after each of its acts. */
  readonly states: readonly Complaint[];
  readonly papers: readonly Row[];
  readonly deliveries: readonly Row[];
  readonly notices: readonly Row[];
  readonly provable: readonly Provable[];
};

export const livedThrough = (events: readonly PastEvent[]): Lived => {
  const walk = new PaperWalk();
  const service = new DeliveryWalk();
  const notices = new NoticeWalk();
  const states: Complaint[] = [];
  let state: Complaint | undefined;
  for (const { type, payload, at } of events) {
    const event = { type, payload } as ComplaintEvent;
    const after = evolve(state, event);
    walk.step(state, event, at);
    if (event.type !== 'DecisionAnnulled') walk.fell(newlyVoid(state, after));
    service.step(state, event, after, at);
    notices.step(state, event, after);
    states.push(after);
    state = after;
  }
  if (state === undefined) throw new Error('an empty stream holds no complaint');
  return {
    ...{ state, states, papers: walk.papers(), provable: walk.provable() },
    ...{ deliveries: service.rows(), notices: notices.rows() },
  };
};

type Erased = Extract<ComplaintEvent, { type: 'PersonErased' }>['payload'];

type Scan = { readonly file: string; readonly sha256: string };

const valid: ReadonlySet<string> = new Set(['valid']);

class PaperWalk {
  readonly #made = new Map<number, { readonly paper: PaperMade; readonly at: Date }>();
  readonly #scans = new Map<number, Scan>();
  /** Printed anew without somebody who was erased: the sealed scan is gone, what proves the original stays. */
  readonly #lessened = new Set<number>();
  /** Of the originals of those, as the erasing act says; the first erasures did not. */
  readonly #frozen = new Map<number, string>();
  readonly #standings = new Map<number, ReadonlySet<string>>();

  step(before: Complaint | undefined, event: ComplaintEvent, at: Date): void {
    switch (event.type) {
      case 'PaperMade':
        this.#made.set(event.payload.n, { paper: event.payload, at });
        for (const { n } of formerForms(before?.papers ?? [], event.payload)) this.#standings.set(n, replaced);
        return;
      case 'SealedCopyKept':
        this.#scans.set(event.payload.n, event.payload);
        return;
      case 'PersonErased':
        this.#erased(event.payload);
        return;
      case 'DecisionCorrected':
      case 'ReceiptDayCorrected':
        for (const n of decisionIn(before, decisionCorrectedBy(event))?.papers ?? []) this.#standings.set(n, replaced);
        return;
      case 'DecisionAnnulled':
        this.#annulled(before, event.payload);
        return;
      default:
        return;
    }
  }

  #erased({ lessened = {}, frozen = {} }: Erased): void {
    for (const { paper } of this.#made.values()) {
      if (!(paper.data.entry in lessened)) continue;
      const original = frozen[paper.data.entry];
      if (!this.#lessened.has(paper.n) && original !== undefined) this.#frozen.set(paper.n, original);
      this.#lessened.add(paper.n);
    }
  }

  /** Whatever act they fell with. */
  fell(numbers: readonly number[]): void {
    for (const n of numbers) this.#standings.set(n, annulled);
  }

  /** The first annulments name no papers: those of the decision itself fell, of what followed it the rows may say either. */
  #annulled(before: Complaint | undefined, { version, voids }: { version: number; voids?: readonly number[] }): void {
    const made = decisionIn(before, version);
    for (const n of voids ?? made?.papers ?? []) this.#standings.set(n, annulled);
    if (voids !== undefined || made === undefined || before === undefined) return;
    for (const n of papersOfDecision(made, before)) {
      if (!made.papers.includes(n)) this.#standings.set(n, new Set([...(this.#standings.get(n) ?? valid), 'annulled']));
    }
  }

  papers(): Row[] {
    return [...this.#made.values()].map(({ paper, at }) => ({
      n: paper.n,
      code: paper.code,
      number: paper.number,
      recipients: paper.to,
      template_version: paper.templateVersion,
      entry: paper.data.entry,
      data_hash: paper.dataHash,
      made_at: at,
      ...named(paper),
      ...this.#scanOf(paper.n),
    }));
  }

  #scanOf(n: number): Row {
    const { file = null, sha256 = null } = this.#lessened.has(n) ? {} : (this.#scans.get(n) ?? {});
    return { signed_scan: file, scan_hash: sha256 };
  }

  provable(): Provable[] {
    return [...this.#made.values()].map(({ paper, at }) => ({
      n: paper.n,
      code: paper.code,
      number: paper.number,
      dataHash: paper.dataHash,
      entry: paper.data.entry,
      issuedOn: dayOf(at),
      named: named(paper),
      standings: this.#standings.get(paper.n) ?? valid,
      scanHash: this.#scans.get(paper.n)?.sha256 ?? null,
      isReprinted: this.#lessened.has(paper.n),
      pdfHash: this.#frozen.get(paper.n),
    }));
  }
}

const named = ({ title, englishTitle, copy }: PaperMade) => ({
  title: title ?? null,
  english_title: englishTitle ?? null,
  copy: copy ?? null,
});

const replaced: ReadonlySet<string> = new Set(['replaced']);
const annulled: ReadonlySet<string> = new Set(['annulled']);

const decisionIn = (state: Complaint | undefined, version: number | undefined) =>
  state?.decisions.find((made) => made.version === version);
