import type { Day } from '#kernel/day.ts';
import type { EventType, Sealed } from './complaint.ts';
import type { GroundParticulars, RefusalParticulars } from './ground-particulars.ts';
import type { LocalForm } from './local-forms/local-form.ts';
import type { MandateOver } from './papers/between-bodies.ts';
import type { FoodLack, OtherPath, SessionOffWhy } from './papers/local-letters.ts';
import type { PaperCode } from './papers.ts';
import type { FraudAct, MaterialToBring, MediationMode } from './vocabulary.ts';

export type PaperRecipient = 'complainant' | 'respondent' | 'bureau' | 'file';
export type PaperParty = 'complainant' | 'respondent';

/** A field a slip of the pen can touch, before and after. */
export type Correction =
  | { readonly field: 'ground' | 'recoveredFen' | 'amountFen'; readonly was: number | null; readonly is: number }
  | { readonly field: 'receivedOn'; readonly was: Day; readonly is: Day };
export type NumberCorrected = Exclude<Correction, { readonly field: 'receivedOn' }>;

type EarlierDecision = {
  readonly decision: EventType;
  readonly decidedOn: Day;
  /** The paper by which this party was told; null when there was none. */
  readonly paper: number | null;
  readonly reasons: Sealed;
};

/** Of a case that does not go on although a decision fell: since when it is over, and whether by withdrawal. */
export type CaseClosed = { readonly on: Day; readonly how: 'withdrawn' | 'otherwise' };

/** Which bureau handles the case now and how that was settled; `competent` by its id, or by its name outside. */
type Settlement = {
  readonly how: 'agreed' | 'designated' | 'taken-over';
  readonly competent: string;
  readonly superior?: string;
  readonly document?: string;
  readonly reasons: Sealed;
};

/** What a decision tells of each paper it orders; everything else the case itself knows. */
export type PaperDetails = {
  /** Everything stands in the filing. */
  'form-1': Readonly<Record<never, never>>;
  'form-3': { readonly to: string; readonly reportBackOn: Day };
  'form-4': { readonly dueOn: Day; readonly what: Sealed };
  'form-5': { readonly contact: string };
  'form-6': { readonly ground: number; readonly reasons: Sealed } & RefusalParticulars;
  'form-7': {
    readonly mediator: string;
    readonly mode: MediationMode;
    readonly at: string;
    readonly place?: Sealed;
    readonly materials?: readonly MaterialToBring[];
    readonly bring?: Sealed;
    readonly recusalDays: number;
    readonly assistants?: readonly Sealed[];
  };
  'mediator-change': {
    readonly mediator: string;
    readonly former?: string;
    readonly at: string;
    /** The notice of the session, which holds but for who mediates. */
    readonly paper: number;
    readonly recusalDays: number;
  };
  'session-off-notice': {
    readonly at: string;
    readonly why: SessionOffWhy;
    /** The notice that holds no more; null where this party has none. */
    readonly paper: number | null;
    /** The body that mediates from now on, by the name it has that day. */
    readonly body?: string;
  };
  'form-8': {
    readonly ground: number;
    readonly reasons: Sealed;
    /** Ground 6 of a food matter: the body that has it now (FSL art. 115). */
    readonly transferredTo?: string;
  } & GroundParticulars;
  'form-9': { readonly terms: Sealed; readonly agreedOn?: Day; readonly legalRepresentative?: Sealed };
  'identity-request': { readonly dueOn: Day; readonly what: Sealed };
  'supplement-request': { readonly dueOn: Day; readonly what: Sealed };
  'respondent-notice': { readonly answerBy: Day; readonly code: Sealed };
  'platform-data-request': { readonly platform: string; readonly dueOn: Day; readonly finding?: Sealed };
  'competence-request': { readonly reasons: Sealed; readonly superior: string; readonly rival?: string };
  'competence-question': { readonly rival: string; readonly arisenOn: Day; readonly reasons: Sealed };
  'competence-notice': Settlement & { readonly since: Day };
  'competence-transfer': Settlement;
  'food-transfer-notice': { readonly to: string; readonly lack: FoodLack; readonly reasons: Sealed };
  'food-transfer': { readonly to: string; readonly lack: FoodLack };
  'other-path-notice': { readonly path: OtherPath; readonly reasons: Sealed };
  'unregistered-notice': { readonly reasons: Sealed };
  'registration-reminder': { readonly until: Day; readonly isLast: boolean };
  entrustment: { readonly organisation: string; readonly name: string; readonly reportBackOn: Day };
  'entrustment-end': {
    readonly organisation: string;
    readonly name: string;
    /** What ended it: the bureau took it back, or the case itself is over. */
    readonly how: MandateOver;
    readonly reasons?: Sealed;
  };
  'appraisal-notice': {
    readonly body: string;
    readonly designated: boolean;
    readonly from: Day;
    readonly costBorneBy: 'complainant' | 'respondent' | 'shared' | 'programme';
  };
  'recusal-decision': {
    readonly applicant: PaperParty;
    readonly granted: boolean;
    /** The mediator's account, or the name of one who assists. */
    readonly mediator?: string;
    readonly assistant?: Sealed;
    readonly replacement?: string;
    /** The mediator steps aside, and who mediates instead is named later. */
    readonly later?: true;
    readonly reasons: Sealed;
  };
  'mediation-record': {
    readonly terms: Sealed;
    readonly performed: boolean;
    readonly agreedOn: Day;
    /** The entrusted body, where none of its mediators can be named. */
    readonly mediatedBy?: string;
    readonly begunAt?: string;
    readonly endedAt?: string;
    readonly present?: readonly Sealed[];
    readonly statements?: Sealed;
  };
  'call-record': {
    readonly paper: number;
    readonly to: PaperParty;
    readonly at: string;
    readonly reached: boolean;
    readonly note?: Sealed;
  };
  'public-notice': {
    readonly paper: number;
    readonly to: PaperParty;
    readonly on: Day;
    readonly until: Day;
    readonly dueOn?: Day;
  };
  /** `person`: of several who complain the one who is meant. */
  'fraud-hand-over': {
    readonly to: string;
    readonly reasons: Sealed;
    readonly acts: readonly FraudAct[];
    readonly person?: string;
  };
  /** What the officer filled in, in the order of the form's fields; null where nothing was. */
  'local-letter': { readonly form: LocalForm; readonly answers: readonly (Sealed | null)[]; readonly body?: string };
  'annulment-notice': EarlierDecision & { readonly closed?: CaseClosed };
  'correction-notice': EarlierDecision & {
    readonly corrections: readonly Correction[];
    readonly particulars?: { readonly was: GroundParticulars; readonly is: GroundParticulars };
  };
};

/** Papers that acts make; the others of the catalogue are printed on demand. */
export type OrderedPaper = keyof PaperDetails & PaperCode;

export type PaperOrder = {
  readonly [Code in OrderedPaper]: {
    readonly code: Code;
    readonly to: readonly PaperRecipient[];
    readonly details: PaperDetails[Code];
    /** The body that has it the moment it is made, because it works on this platform; silent: it must be brought there. */
    readonly takenOverBy?: string;
  };
}[OrderedPaper];
