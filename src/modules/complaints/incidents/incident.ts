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
    case 'BatchOrdered':
    case 'PersonErased':
      return next;
    case 'IncidentClosed':
      return { ...next, phase: 'closed', closedOn: event.payload.on };
  }
};

export const fold = (events: readonly IncidentEvent[]): Incident => {
  const state = events.reduce<Incident | undefined>(evolve, undefined);
  if (state === undefined) throw new Error('an incident without events');
  return state;
};
