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
export type AskerField = 'name' | 'phone' | 'address';

export type Asker = {
  readonly person: string;
  readonly account?: string;
  readonly fields: Readonly<Partial<Record<AskerField, Sealed>>>;
};

export type PaperMade = {
  readonly n: number;
  readonly code: 'consultation-answer' | 'food-transfer-notice' | 'food-transfer';
  readonly number: string;
  readonly templateVersion: string;
  readonly data: Sealed;
  readonly dataHash: string;
};

export type Asking = {
  readonly number: string;
  readonly channel: ConsultationChannel;
  readonly bureau: string;
  /** Null where a source did not say the day. */
  readonly receivedOn: Day | null;
  readonly asker: Asker;
  readonly title?: Sealed;
  readonly question: Sealed;
  readonly problemCode?: string;
  readonly food: boolean;
  readonly externalNumber?: string;
  /** Fields a source did not hold (imports): named, never invented. */
  readonly notInSource?: readonly string[];
  readonly language?: Language;
  readonly contentHash: string;
};

type Act<T extends string, P> = { readonly type: T; readonly payload: P };

/** How the asker learned of the answer. */
export const toldBy = ['internet', 'phone', 'sms', 'e-mail', 'letter', 'hand'] as const;
export type ToldBy = (typeof toldBy)[number];

export type ConsultationEvent =
  | Act<'ConsultationAsked', Asking>
  | Act<
      'ConsultationAnswered',
      { on: Day | null; text: Sealed; basis: readonly string[]; papers: readonly PaperMade[] }
    >
  | Act<'ConsultationTransferred', { on: Day; to: string; reasons: Sealed; papers: readonly PaperMade[] }>
  | Act<'ConsultationClosed', { on: Day | null; told: ToldBy }>
  | Act<'LegalHoldPlaced', { hold: string }>
  | Act<'LegalHoldLifted', { hold: string }>
  | Act<'ConsultationRetired', { rule: 'RET-06'; years: number; on: Day }>;

export type ConsultationPhase = 'asked' | 'answered' | 'transferred' | 'closed' | 'retired';

export type Consultation = Asking & {
  readonly version: number;
  readonly phase: ConsultationPhase;
  readonly answer: { readonly on: Day | null; readonly text: Sealed; readonly basis: readonly string[] } | null;
  readonly transferredTo: string | null;
  readonly closedOn: Day | null;
  readonly papers: readonly PaperMade[];
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
      closedOn: null,
      papers: [],
    };
  }
  if (state === undefined) throw new Error('a question begins with ConsultationAsked');
  const next = { ...state, version: state.version + 1 };
  switch (event.type) {
    case 'ConsultationAnswered': {
      const { on, text, basis, papers } = event.payload;
      return { ...next, phase: 'answered', answer: { on, text, basis }, papers: [...state.papers, ...papers] };
    }
    case 'ConsultationTransferred':
      return {
        ...next,
        phase: 'transferred',
        transferredTo: event.payload.to,
        papers: [...state.papers, ...event.payload.papers],
      };
    case 'ConsultationClosed':
      return { ...next, phase: 'closed', closedOn: event.payload.on };
    case 'LegalHoldPlaced':
    case 'LegalHoldLifted':
      return next;
    case 'ConsultationRetired':
      return { ...next, phase: 'retired' };
  }
};

export const fold = (events: readonly ConsultationEvent[]): Consultation => {
  const state = events.reduce<Consultation | undefined>(evolve, undefined);
  if (state === undefined) throw new Error('a question without events');
  return state;
};
