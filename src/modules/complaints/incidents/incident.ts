import type { Day } from '#kernel/day.ts';
import type { Sealed } from '../complaint.ts';
import type { BatchAct, IncidentServiceWay } from '../vocabulary.ts';

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
  /** An official said that it is this paper, where no code of it was seen. */
  readonly comparedByEye?: true;
};

/** How a paper was brought to somebody or hung up somewhere, as an official enters it. */
export type IncidentServed = {
  readonly service: number;
  readonly n: number;
  readonly way: IncidentServiceWay;
  readonly at: string;
  /** To whom, or where. */
  readonly to: Sealed;
  readonly receiver?: Sealed;
  readonly proof?: Sealed;
  readonly note?: Sealed;
};

/** What an announcement said holds no more, and is said no more. */
export type IncidentWithdrawal = { readonly n: number; readonly on: Day; readonly reasons: Sealed };

type ProofScan = { readonly file: string; readonly sha256: string };

export type IncidentService = IncidentServed & {
  /** Photographs of what hangs there, sheets that were signed, in the order they came: the last is shown. */
  readonly scans: readonly ProofScan[];
  readonly takenBack: Sealed | null;
};

type Act<T extends string, P> = { readonly type: T; readonly payload: P };

export type IncidentEvent =
  | Act<
      'IncidentOpened',
      { number: string; title: Sealed; bureau: string; operator?: string; openedOn: Day; facts?: Sealed }
    >
  | Act<'IncidentFactsKept', { on: Day; facts: Sealed }>
  | Act<'IncidentVerified', { on: Day; finding: Sealed; measures?: Sealed; reasons?: Sealed }>
  | Act<'IncidentPaperMade', { on: Day; paper: IncidentPaper }>
  | Act<'IncidentAnnouncementWithdrawn', IncidentWithdrawal>
  | Act<'IncidentSealedCopyKept', IncidentSealedCopy>
  | Act<'IncidentPaperServed', IncidentServed>
  | Act<'IncidentServiceProofKept', ProofScan & { service: number; pages: number }>
  | Act<'IncidentServiceTakenBack', { service: number; on: Day; reasons: Sealed }>
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
  readonly verification: {
    readonly on: Day;
    readonly finding: Sealed;
    readonly measures: Sealed | null;
    /** Why it replaced an earlier one. */
    readonly reasons: Sealed | null;
  } | null;
  /** The finding was replaced after the last announcement, which says the former one. */
  readonly isAnnouncementOutdated: boolean;
  /** Of the announcement in force; null also once it was withdrawn. */
  readonly announcedOn: Day | null;
  readonly withdrawals: readonly IncidentWithdrawal[];
  readonly closedOn: Day | null;
  readonly papers: readonly (IncidentPaper & { readonly on: Day })[];
  /** In the order they were kept: the last of a paper is served. */
  readonly sealedCopies: readonly IncidentSealedCopy[];
  readonly services: readonly IncidentService[];
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
      isAnnouncementOutdated: false,
      announcedOn: null,
      withdrawals: [],
      closedOn: null,
      papers: [],
      sealedCopies: [],
      services: [],
    };
  }
  if (state === undefined) throw new Error('an incident begins with IncidentOpened');
  const next = { ...state, version: state.version + 1 };
  switch (event.type) {
    case 'IncidentFactsKept':
      return { ...next, facts: event.payload.facts };
    case 'IncidentVerified': {
      const { on, finding, measures, reasons } = event.payload;
      const verification = { on, finding, measures: measures ?? null, reasons: reasons ?? null };
      return { ...next, verification, isAnnouncementOutdated: state.announcedOn !== null };
    }
    case 'IncidentPaperMade': {
      const { paper, on } = event.payload;
      const papers = [...state.papers, { ...paper, on }];
      return paper.code === 'incident-announcement'
        ? { ...next, announcedOn: on, isAnnouncementOutdated: false, papers }
        : { ...next, papers };
    }
    case 'IncidentAnnouncementWithdrawn': {
      const withdrawals = [...state.withdrawals, event.payload];
      return { ...next, announcedOn: null, isAnnouncementOutdated: false, withdrawals };
    }
    case 'IncidentSealedCopyKept':
      return { ...next, sealedCopies: [...state.sealedCopies, event.payload] };
    case 'IncidentPaperServed':
      return { ...next, services: [...state.services, { ...event.payload, scans: [], takenBack: null }] };
    case 'IncidentServiceProofKept': {
      const { service, file, sha256 } = event.payload;
      return withService(next, service, (one) => ({ ...one, scans: [...one.scans, { file, sha256 }] }));
    }
    case 'IncidentServiceTakenBack': {
      const { service, reasons } = event.payload;
      return withService(next, service, (one) => ({ ...one, takenBack: reasons }));
    }
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
  const services = state.services.map((one) =>
    copies.has(one.n) || isLessened(one, lessened) ? { ...one, scans: [] } : one,
  );
  return { ...state, papers, services, sealedCopies: state.sealedCopies.filter(({ n }) => !copies.has(n)) };
};

/** Whether its own words named whoever is erased. */
export const isLessened = (
  { to, receiver, proof, note, takenBack }: IncidentService,
  lessened: Readonly<Record<string, string>>,
): boolean => [to, receiver, proof, note, takenBack].some((one) => one != null && one.entry in lessened);

const withService = (
  state: Incident,
  service: number,
  changed: (one: IncidentService) => IncidentService,
): Incident => ({
  ...state,
  services: state.services.map((one) => (one.service === service ? changed(one) : one)),
});

/** The newest one, unless it was withdrawn: none before it comes back into force. */
export const announcementInForce = ({ papers, announcedOn }: Incident): IncidentPaper | undefined =>
  announcedOn === null ? undefined : papers.findLast(({ code }) => code === 'incident-announcement');

export const withdrawalOf = ({ withdrawals }: Incident, n: number): IncidentWithdrawal | undefined =>
  withdrawals.find((one) => one.n === n);

/** The copy that is served in place of the file. */
export const sealedCopyOf = ({ sealedCopies }: Incident, n: number): IncidentSealedCopy | undefined =>
  sealedCopies.findLast((copy) => copy.n === n);

export const fold = (events: readonly IncidentEvent[]): Incident => {
  const state = events.reduce<Incident | undefined>(evolve, undefined);
  if (state === undefined) throw new Error('an incident without events');
  return state;
};
