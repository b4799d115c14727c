import type { Day } from '#kernel/day.ts';
import type { Language } from '#kernel/translate.ts';

/** A value kept in the vault: where it lies and what binds the act to it. */
export type Sealed = { readonly entry: string; readonly commitment: string };

export type ConsultationChannel =
  | 'web'
  | 'counter'
  | 'phone'
  | 'letter'
  | 'hotline-12345'
  | 'platform-12315'
  | 'import';
export type AskerField = 'name' | 'phone' | 'address' | 'email';

/** In ISO 8601. */
export type Moments = Readonly<Partial<Record<AskerField, string>>>;

export type Asker = {
  readonly person: string;
  readonly account?: string;
  readonly fields: Readonly<Partial<Record<AskerField, Sealed>>>;
  /** How the source of an import calls the asker. */
  readonly reference?: Sealed;
};

export type PaperMade = {
  readonly n: number;
  readonly code: 'consultation-answer' | 'food-transfer-notice' | 'food-transfer' | 'correction-notice';
  readonly number: string;
  readonly templateVersion: string;
  readonly data: Sealed;
  readonly dataHash: string;
};

/** The question of another bureau of the instance that this one goes on with. */
export type LinkedFrom = {
  readonly number: string;
  readonly bureau: string;
  /** Day on which it was handed over and lay here. */
  readonly on: Day;
  readonly firstReceivedOn: Day;
  readonly reasons: Sealed;
};

export type Asking = {
  readonly number: string;
  readonly channel: ConsultationChannel;
  readonly bureau: string;
  /** Null where a source did not say the day. */
  readonly receivedOn: Day | null;
  /** Where a source said the time as well (ISO 8601). */
  readonly receivedAt?: string;
  readonly asker: Asker;
  readonly title?: Sealed;
  readonly question: Sealed;
  readonly problemCode?: string;
  readonly food: boolean;
  readonly externalNumber?: string;
  /** Letters to the asker in large print. */
  readonly largePrint?: true;
  /** Fields a source did not hold (imports): named, never invented. */
  readonly notInSource?: readonly string[];
  readonly language?: Language;
  readonly from?: LinkedFrom;
  readonly contentHash: string;
};

type Act<T extends string, P> = { readonly type: T; readonly payload: P };

/** A wrong day of receipt, put right by the head; the notice of it where a letter had said the other day. */
export type ReceiptCorrection = {
  readonly was: Day | null;
  readonly receivedOn: Day;
  readonly on: Day;
  readonly approvedBy: string;
  readonly reasons: Sealed;
  readonly papers: readonly PaperMade[];
};

/** How the asker learned of the answer. */
export const toldBy = ['internet', 'phone', 'sms', 'e-mail', 'letter', 'hand'] as const;
export type ToldBy = (typeof toldBy)[number];

export const tellingOutcomes = ['delivered', 'sent', 'failed'] as const;

/** A paper on its way: what to whom, how, and whether it came or left. */
export type Telling = {
  readonly n: number;
  readonly channel: ToldBy;
  readonly outcome: (typeof tellingOutcomes)[number];
  readonly on: Day;
};

export type ConsultationEvent =
  | Act<'ConsultationAsked', Asking>
  | Act<
      'ConsultationAnswered',
      { on: Day | null; at?: string; text: Sealed; basis: readonly string[]; papers: readonly PaperMade[] }
    >
  | Act<
      'ConsultationTransferred',
      {
        on: Day;
        to: string;
        reasons: Sealed;
        papers: readonly PaperMade[];
        /** Where the receiver works here: the unit, and the number under which it goes on there. */
        unit?: string;
        linked?: string;
      }
    >
  | Act<'ConsultationReceiptCorrected', ReceiptCorrection>
  | Act<'ConsultationTold', Telling>
  /** One more message, after one that did not arrive. */
  | Act<'ConsultationSentAgain', { n: number; on: Day }>
  /** `account`: who comes in by the number put right; null where nobody does. What stood before stays in the history. */
  /** `along`: number of the same question at another bureau, where it was put right, field by field `since`, and passed on by the system. */
  | Act<
      'AskerCorrected',
      { fields: Asker['fields']; account?: string | null; by: string; on: Day; along?: string; since?: Moments }
    >
  /** Said after the question: whoever cannot read small print seldom says so first. */
  | Act<'AskerPrintChosen', { large: boolean; on: Day }>
  /** The bureau it was handed over to has it. */
  | Act<'ConsultationTakenOver', { on: Day }>
  /** By itself where another bureau goes on with it and the asker was told. */
  | Act<'ConsultationClosed', { on: Day | null; told: ToldBy; bySelf?: true }>
  | Act<'LegalHoldPlaced', { hold: string }>
  | Act<'LegalHoldLifted', { hold: string }>
  /** `firstOn`: erased on that day already, and brought back by a backup. */
  | Act<'PersonErased', { person: string; basis: string; firstOn?: Day; repeats?: 'restore' }>
  | Act<'ConsultationRetired', { rule: 'RET-06'; years: number; on: Day }>;

export type ConsultationPhase = 'asked' | 'answered' | 'transferred' | 'closed' | 'retired';

export type Consultation = Asking & {
  readonly version: number;
  readonly phase: ConsultationPhase;
  readonly answer: {
    readonly on: Day | null;
    readonly at?: string;
    readonly text: Sealed;
    readonly basis: readonly string[];
  } | null;
  readonly transferredTo: string | null;
  /** The question of another bureau that goes on with this one. */
  readonly linkedTo: { readonly number: string; readonly unit: string; readonly on: Day } | null;
  /** Day on which the other bureau's question was made. */
  readonly takenOn: Day | null;
  readonly closedOn: Day | null;
  readonly closedBySelf: boolean;
  readonly papers: readonly PaperMade[];
  readonly receiptCorrections: readonly ReceiptCorrection[];
  readonly told: readonly Telling[];
  readonly askerCorrections: readonly {
    readonly on: Day;
    readonly by: string;
    readonly fields: readonly AskerField[];
    readonly along?: string;
  }[];
  /** What was known of the asker is gone, at the asker's own wish. */
  readonly erased: boolean;
};

export const evolve = (state: Consultation | undefined, event: ConsultationEvent): Consultation => {
  if (event.type === 'ConsultationAsked') {
    if (state !== undefined) throw new Error('a question begins once');
    return {
      ...event.payload,
      version: 1,
      phase: 'asked',
      answer: null,
      transferredTo: null,
      linkedTo: null,
      takenOn: null,
      closedOn: null,
      closedBySelf: false,
      papers: [],
      receiptCorrections: [],
      told: [],
      askerCorrections: [],
      erased: false,
    };
  }
  if (state === undefined) throw new Error('a question begins with ConsultationAsked');
  const next = { ...state, version: state.version + 1 };
  switch (event.type) {
    case 'ConsultationAnswered': {
      const { on, at, text, basis, papers } = event.payload;
      const answer = { on, ...(at === undefined ? {} : { at }), text, basis };
      return { ...next, phase: 'answered', answer, papers: [...state.papers, ...papers] };
    }
    case 'ConsultationTransferred': {
      const { on, to, unit, linked, papers } = event.payload;
      return {
        ...next,
        phase: 'transferred',
        transferredTo: to,
        linkedTo: unit === undefined || linked === undefined ? null : { number: linked, unit, on },
        papers: [...state.papers, ...papers],
      };
    }
    case 'ConsultationReceiptCorrected': {
      const { receivedAt: _instant, ...rest } = next;
      return {
        ...rest,
        receivedOn: event.payload.receivedOn,
        receiptCorrections: [...state.receiptCorrections, event.payload],
        papers: [...state.papers, ...event.payload.papers],
      };
    }
    case 'ConsultationTold': {
      const told = [...state.told, event.payload];
      // It closed by itself because the asker was told; the carrier says later that it was in vain.
      const isOpenAgain = state.phase === 'closed' && state.closedBySelf && event.payload.outcome === 'failed';
      return isOpenAgain
        ? { ...next, told, phase: 'transferred', closedOn: null, closedBySelf: false }
        : { ...next, told };
    }
    case 'ConsultationTakenOver':
      return { ...next, takenOn: event.payload.on };
    case 'ConsultationClosed': {
      const { on, bySelf = false } = event.payload;
      return { ...next, phase: 'closed', closedOn: on, closedBySelf: bySelf };
    }
    case 'AskerCorrected':
      return { ...next, ...correctedAsker(state, event.payload) };
    case 'AskerPrintChosen': {
      const { largePrint: _before, ...rest } = next;
      return event.payload.large ? { ...rest, largePrint: true } : rest;
    }
    case 'ConsultationSentAgain':
    case 'LegalHoldPlaced':
    case 'LegalHoldLifted':
      return next;
    case 'PersonErased':
      return { ...next, erased: true };
    case 'ConsultationRetired':
      return { ...next, phase: 'retired' };
  }
};

const correctedAsker = (
  { asker, askerCorrections }: Consultation,
  { fields, account, by, on, along }: Extract<ConsultationEvent, { type: 'AskerCorrected' }>['payload'],
): Pick<Consultation, 'asker' | 'askerCorrections'> => {
  const { account: before, ...rest } = asker;
  const now = account === undefined ? before : (account ?? undefined);
  const named = Object.keys(fields) as AskerField[];
  return {
    asker: { ...rest, ...(now === undefined ? {} : { account: now }), fields: { ...asker.fields, ...fields } },
    askerCorrections: [...askerCorrections, { on, by, fields: named, ...(along === undefined ? {} : { along }) }],
  };
};

export const fold = (events: readonly ConsultationEvent[]): Consultation => {
  const state = events.reduce<Consultation | undefined>(evolve, undefined);
  if (state === undefined) throw new Error('a question without events');
  return state;
};

/**
 * Papers that have not left yet. An answer given anew takes the place of the one before; what is closed owes nothing, and
 * a bureau on whose desk the question itself lies is owed no letter about it.
 */
export const owedPapers = ({ phase, papers, told, linkedTo }: Consultation): readonly PaperMade[] => {
  if (phase === 'closed' || phase === 'retired') return [];
  const outward = linkedTo === null ? papers : papers.filter((paper) => !isForBody(paper));
  const latest = outward.filter((paper, i) => outward.findLastIndex(({ code }) => code === paper.code) === i);
  return latest.filter(({ n }) => (told.findLast((one) => one.n === n)?.outcome ?? 'failed') === 'failed');
};

/** The answer that took the place of this one. */
export const replacementOf = (
  { papers }: Consultation,
  { n, code }: Pick<PaperMade, 'n' | 'code'>,
): PaperMade | undefined => {
  const last = code === 'consultation-answer' ? papers.findLast((one) => one.code === code) : undefined;
  return last === undefined || last.n === n ? undefined : last;
};

/** A letter to the body that takes the matter over; every other paper is for the asker. */
export const isForBody = ({ code }: Pick<PaperMade, 'code'>): boolean => code === 'food-transfer';

/** Another bureau has it and the asker knows in writing (FSL art. 115): nothing is left to do here, and nobody has to say so. */
export const endingOf = (state: Consultation, on: Day): ConsultationEvent | undefined => {
  const { phase, linkedTo, takenOn, told } = state;
  if (phase !== 'transferred' || linkedTo === null || takenOn === null || owedPapers(state).length > 0)
    return undefined;
  const last = told.findLast(({ outcome }) => outcome !== 'failed');
  return last === undefined
    ? undefined
    : { type: 'ConsultationClosed', payload: { on, told: last.channel, bySelf: true } };
};
