import type { Day } from '#kernel/day.ts';
import type { Complaint, ComplaintEvent } from './complaint.ts';
import { isAboutPerson } from './evidence-audience.ts';
import type { EvidenceItem, Sealed } from './filing-parts.ts';
import type { PaperMade } from './served.ts';

/** What the bureau has asked the complainant for, each request with what became of it (Order 121 arts 10, 11). */
export type ProofRequest = {
  /** The version of the event that asked. */
  readonly version: number;
  readonly kind: 'identity' | 'voluntary';
  /** Who stood first of those who complain when it was asked: whose identity it is about. */
  readonly of: string | null;
  /** The paper that asks it. */
  readonly paper?: number;
  readonly dueOn: Day;
  readonly what: Sealed;
  /** Asked when the complaint had been taken on: form 4 speaks of refusal and is none of this. */
  readonly inMediation: boolean;
  readonly answered: boolean;
};

type EventOf<T extends ComplaintEvent['type']> = Extract<ComplaintEvent, { type: T }>['payload'];

export const proofAsked = (
  { proofs, acceptedOn, version, parties }: Complaint,
  { kind, dueOn, what }: EventOf<'ProofRequested'>,
): readonly ProofRequest[] => [
  ...proofs,
  {
    ...{ version, kind, dueOn, what, inMediation: acceptedOn !== null, answered: false },
    of: parties.find((party) => party.kind === 'complainant')?.person ?? null,
  },
];

/** Who leaves owes no proof of who they are any more, and nobody else owes it for them; material goes on being wished for. */
export const proofsWithout = (
  { proofs, lapsed }: Pick<Complaint, 'proofs' | 'lapsed'>,
  person: string,
): Pick<Complaint, 'proofs' | 'lapsed'> => {
  const isTheirs = ({ kind, of }: ProofRequest) => kind === 'identity' && of === person;
  const papers = proofs.filter(isTheirs).flatMap(({ paper }) => (paper === undefined ? [] : [paper]));
  return { proofs: proofs.filter((request) => !isTheirs(request)), lapsed: [...lapsed, ...papers] };
};

const asking: ReadonlySet<string> = new Set(['form-4', 'identity-request', 'supplement-request']);

/** The act that asks makes its paper with it. */
export const proofAskedBy = (
  proofs: readonly ProofRequest[],
  { n, code }: Pick<PaperMade, 'n' | 'code'>,
): readonly ProofRequest[] => {
  const last = proofs.at(-1);
  return last === undefined || last.paper !== undefined || !asking.has(code)
    ? proofs
    : [...proofs.slice(0, -1), { ...last, paper: n }];
};

/**
 * Claims and consents asked by telephone answer no request; words alone prove nobody's identity; and whoever says that something
 * comes tomorrow has not sent it.
 */
export const proofSupplied = (
  { proofs }: Pick<Complaint, 'proofs'>,
  { items, text, fields, moreToCome }: EventOf<'ProofSupplied'>,
): readonly ProofRequest[] => {
  const isProof = items.some(isAboutPerson) || fields?.['id-number'] !== undefined;
  const isMaterial = text !== undefined || fields !== undefined || items.some((item) => isWished(item, proofs));
  return answeredBy(proofs, { identity: isProof, voluntary: isMaterial && moreToCome !== true });
};

/** Whoever hands in a paper about themselves as one more file has handed it in as well. */
export const proofAdded = (
  { proofs }: Pick<Complaint, 'proofs'>,
  items: readonly EvidenceItem[],
): readonly ProofRequest[] => {
  const theirs = items.filter(({ by }) => by === 'complainant');
  const voluntary = theirs.some((item) => isWished(item, proofs));
  return answeredBy(proofs, { identity: theirs.some(isAboutPerson), voluntary });
};

/** A card handed in where a card is owed is not what was wished for beside it. */
const isWished = (item: EvidenceItem, proofs: readonly ProofRequest[]): boolean =>
  !isAboutPerson(item) || proofs.every(({ kind, answered }) => kind === 'voluntary' || answered);

const answeredBy = (
  proofs: readonly ProofRequest[],
  answers: Readonly<Record<ProofRequest['kind'], boolean>>,
): readonly ProofRequest[] =>
  proofs.map((request) => (answers[request.kind] ? { ...request, answered: true } : request));

/** Requests somebody still waits on: taking the complaint on settles what form 4 asked, its end settles all. */
export const openRequests = ({ proofs, acceptedOn, closedOn }: Complaint): readonly ProofRequest[] =>
  closedOn !== null
    ? []
    : proofs.filter(
        ({ answered, kind, inMediation }) => !answered && (acceptedOn === null || inMediation || kind === 'voluntary'),
      );

/** What is handed in without a word of what it is: proof of identity where that was asked for last or is still owed. */
export const asksIdentity = (state: Complaint): boolean =>
  openRequests(state).some(({ kind }) => kind === 'identity') || state.proofs.at(-1)?.kind === 'identity';
