import type { Day } from '#kernel/day.ts';
import type { Sealed } from '../complaint.ts';
import type { BatchAct } from '../vocabulary.ts';

export type IncidentPaperCode = 'incident-fact-sheet' | 'incident-announcement' | 'incident-claimants';

export type IncidentPaper = {
  readonly n: number;
  readonly code: IncidentPaperCode;
  readonly number: string | null;
  readonly templateVersion: string;
  readonly data: Sealed;
  readonly dataHash: string;
  /** It named somebody who was erased since: no original any more. */
  readonly lessened?: true;
};

/** The scan of a print with its seal, or the file a seal product gave back. */
export type IncidentSealedCopy = {
  readonly n: number;
  readonly file: string;
  readonly sha256: string;
  readonly pages: number;
};

type Act<T extends string, P> = { readonly type: T; readonly payload: P };

export type IncidentEvent =
  | Act<
      'IncidentOpened',
      { number: string; title: Sealed; bureau: string; operator?: string; openedOn: Day; facts?: Sealed }
    >
  | Act<'IncidentFactsKept', { on: Day; facts: Sealed }>
  | Act<'IncidentVerified', { on: Day; finding: Sealed; measures?: Sealed }>
  | Act<'IncidentPaperMade', { on: Day; paper: IncidentPaper }>
  | Act<'IncidentSealedCopyKept', IncidentSealedCopy>
  | Act<'BatchOrdered', { batch: string; act: BatchAct; cases: number; body: Sealed }>
  | Act<'IncidentClosed', { on: Day }>
  /** `lessened`: commitments to lists and texts that name nobody erased from that complaint any more, by entry. */
  | Act<'PersonErased', { complaint: string; basis: string; lessened: Readonly<Record<string, string>> }>;

export type Incident = {
  readonly number: string;
  readonly title: Sealed;
  readonly bureau: string;
  readonly operator: string | null;
  readonly openedOn: Day;
  readonly version: number;
  readonly phase: 'open' | 'closed';
  /** Common facts, one a line. */
  readonly facts: Sealed | null;
  readonly verification: { readonly on: Day; readonly finding: Sealed; readonly measures: Sealed | null } | null;
  readonly announcedOn: Day | null;
  readonly closedOn: Day | null;
  readonly papers: readonly IncidentPaper[];
  /** In the order they were kept: the last of a paper is served. */
  readonly sealedCopies: readonly IncidentSealedCopy[];
};

export const evolve = (state: Incident | undefined, event: IncidentEvent): Incident => {
  if (event.type === 'IncidentOpened') {
    if (state !== undefined) throw new Error('an incident begins once');
    const { number, title, bureau, operator, openedOn, facts } = event.payload;
    return {
      number,
      title,
      bureau,
      operator: operator ?? null,
      openedOn,
      version: 1,
      phase: 'open',
      facts: facts ?? null,
      verification: null,
      announcedOn: null,
      closedOn: null,
      papers: [],
      sealedCopies: [],
    };
  }
  if (state === undefined) throw new Error('an incident begins with IncidentOpened');
  const next = { ...state, version: state.version + 1 };
  switch (event.type) {
    case 'IncidentFactsKept':
      return { ...next, facts: event.payload.facts };
    case 'IncidentVerified': {
      const { on, finding, measures } = event.payload;
      return { ...next, verification: { on, finding, measures: measures ?? null } };
    }
    case 'IncidentPaperMade': {
      const { paper, on } = event.payload;
      const announcedOn = paper.code === 'incident-announcement' ? on : state.announcedOn;
      return { ...next, announcedOn, papers: [...state.papers, paper] };
    }
    case 'IncidentSealedCopyKept':
      return { ...next, sealedCopies: [...state.sealedCopies, event.payload] };
    case 'BatchOrdered':
      return next;
    case 'PersonErased':
      return withoutErased(next, event.payload.lessened);
    case 'IncidentClosed':
      return { ...next, phase: 'closed', closedOn: event.payload.on };
  }
};

/** A paper that says less is a copy from now on; what bore its seal is gone. */
const withoutErased = (state: Incident, lessened: Readonly<Record<string, string>>): Incident => {
  const papers = state.papers.map((paper) =>
    paper.data.entry in lessened ? { ...paper, lessened: true as const } : paper,
  );
  const copies = new Set(papers.filter((paper) => paper.lessened === true).map(({ n }) => n));
  return { ...state, papers, sealedCopies: state.sealedCopies.filter(({ n }) => !copies.has(n)) };
};

/** The copy that is served in place of the file. */
export const sealedCopyOf = ({ sealedCopies }: Incident, n: number): IncidentSealedCopy | undefined =>
  sealedCopies.findLast((copy) => copy.n === n);

export const fold = (events: readonly IncidentEvent[]): Incident => {
  const state = events.reduce<Incident | undefined>(evolve, undefined);
  if (state === undefined) throw new Error('an incident without events');
  return state;
};
