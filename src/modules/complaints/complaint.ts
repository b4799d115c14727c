import type { Day } from '#kernel/day.ts';
import type { OrderText } from '#kernel/governing-order.ts';
import type { LimitsMoved } from '#kernel/limits-moved.ts';
import type { CompetenceEvent } from './competence-events.ts';
import type { WhatFell } from './decision-heard.ts';
import type { Exclusion } from './exclusion.ts';
import type {
  AgentConfirmed,
  AgentEnded,
  AgentNamed,
  Claim,
  Consents,
  EvidenceItem,
  Filing,
  PersonField,
  Respondent,
  Sealed,
  Side,
} from './filing-parts.ts';
import type { DecidedUnder, GroundParticulars, RefusalParticulars } from './ground-particulars.ts';
import type { MediationEvent, Recusal, Unwilling } from './mediation-events.ts';
import type { ProofRequest } from './proof-requests.ts';
import type { Received } from './receipts.ts';
import type { PaperMade } from './served.ts';
import type { NoticeState } from './served-by-notice.ts';
import type { OffNotice } from './sessions.ts';
import type { SettlementEvent, SettlementState } from './settlement-told.ts';
import type { TellingEvent, TellingState } from './telling-events.ts';
import type { TogetherEvent, TogetherState } from './together-events.ts';
import type { Called, Tried } from './tried.ts';
import type { BundlePart, BundlePurpose, MediationMode, OutcomeResult, Phase, PlatformOutcome } from './vocabulary.ts';
import type { TellBy } from './ways.ts';

export type { Exclusion } from './exclusion.ts';
export type {
  Channel,
  Claim,
  Consents,
  EvidenceItem,
  FilePurpose,
  Filing,
  Party,
  PartyKind,
  PersonField,
  Respondent,
  Sealed,
  Standing,
} from './filing-parts.ts';
export type { Recusal, Unwilling } from './mediation-events.ts';
export type { PaperMade, TellingFault } from './served.ts';
export type { BundlePurpose, OutcomeResult, Phase, PlatformOutcome } from './vocabulary.ts';

/**
 * What was learned of respondent, purchase and class after the filing, each replacing whole what stood there: `fields` are
 * all the values then kept of the respondent, `online` to `purchasedOn` go with `purchase`.
 */
export type Particulars = {
  readonly respondent?: Respondent;
  readonly person?: string;
  readonly fields?: Readonly<Partial<Record<PersonField, Sealed>>>;
  readonly purchase?: Sealed;
  readonly online?: boolean;
  readonly amountFen?: number;
  readonly purchasedOn?: Day;
  readonly objectCode?: string;
  readonly problemCode?: string;
  readonly food?: boolean;
  /** The story, written down by whoever listened to it. */
  readonly facts?: Sealed;
  readonly note?: Sealed;
};

export type PlatformAnswer = Pick<Particulars, 'person' | 'fields' | 'note'> & {
  readonly outcome: PlatformOutcome;
  readonly on: Day;
};

type Act<T extends string, P> = { readonly type: T; readonly payload: P };

/** Why somebody who was erased on an earlier day is erased once more: a backup brought them back, or an old paper still named them. */
export type ErasedAgain = { readonly firstOn: Day; readonly repeats: 'restore' | 'named-still' };

export type ComplaintEvent =
  | TellingEvent
  | SettlementEvent
  | TogetherEvent
  | Act<'ComplaintFiled', Filing>
  | Act<
      'ComplaintRegistered',
      {
        externalNumber: string;
        /** Day of receipt in law: that of the registration where receipt waited for it. */
        receivedOn: Day;
        registeredOn?: Day;
        /** Set where a wrong registration is put right. */
        was?: { externalNumber: string; registeredOn: Day | null };
        reasons?: Sealed;
      }
    >
  /** `decision`: the version of the one whose paper named the other day. */
  | Act<
      'ReceiptDayCorrected',
      { was: Day; receivedOn: Day; reasons: Sealed; on: Day; decision?: number } & Pick<LimitsMoved, 'moved'>
    >
  /** `receiptOf`: the unit whose earlier receipt the limit goes on from. */
  | Act<
      'ComplaintRouted',
      { from: string; to: string; receivedOn: Day; receiptOf?: string; reportBackOn?: Day; reasoning: string }
    >
  | Act<'ComplaintReturned', { from: string; to: string; receivedOn: Day; reasons: Sealed }>
  | Act<'ComplaintAssigned', { to: string; by: string; role: 'handler' | 'mediator' }>
  | Act<'StationAssigned', { station: string | null; by: string }>
  | CompetenceEvent
  | Act<'ProofRequested', { kind: 'identity' | 'voluntary'; dueOn: Day; what: Sealed }>
  | Act<
      'ProofSupplied',
      {
        items: readonly EvidenceItem[];
        text?: Sealed;
        /** What was asked for, or the rest of it, comes later: the words say when and why. */
        moreToCome?: true;
        person?: string;
        fields?: Readonly<Partial<Record<PersonField, Sealed>>>;
        consents?: Consents;
        /** Whose they are, where it is not who stands first. */
        consentsOf?: string;
        claims?: readonly Claim[];
        tellBy?: TellBy;
        jointAgreed?: true;
        representedConsent?: true;
      }
    >
  | Act<'ParticularsCompleted', Particulars>
  | Act<'EvidenceAdded', { items: readonly EvidenceItem[] }>
  | Act<'ComplaintAccepted', { on: Day; contact: string }>
  | Act<'ComplaintRefused', { on: Day; ground: number; reasons: Sealed } & DecidedUnder & RefusalParticulars>
  | Act<'ComplaintDirectedElsewhere', { on: Day; path: string; reasons: Sealed }>
  | Act<
      'ContactAttempted',
      {
        at: string;
        channel: string;
        party: 'complainant' | 'respondent';
        outcome: string;
        /** By the address or the telephone that the platform shows of its seller. */
        asShown?: true;
        /** The telephone, address or mailbox itself; attempts of before it was asked for have none. */
        number?: Sealed;
        /** Which of the party's numbers that is, in the order they were first tried. */
        nth?: number;
        note?: Sealed;
      }
    >
  | Act<
      'OperatorAnswered',
      {
        consentsToMediation: boolean | null;
        consentsToEntrust: boolean | null;
        statement?: Sealed;
        wishedTimes?: Sealed;
        contactPhone?: Sealed;
        items: readonly EvidenceItem[];
        by: 'code' | 'phone' | 'paper' | 'account';
        /** The moment it was put on file; the first answers do not say it. */
        at?: string;
        /** Day on which, as the operator says, both settled by themselves (art. 18). */
        settledOn?: Day;
      }
    >
  | Act<'AgentNamed', AgentNamed>
  | Act<'AgentEnded', AgentEnded>
  | Act<'AgentConfirmed', AgentConfirmed>
  /** `noticeUntil`: served by public notice, which counts as served on that day. */
  | Act<
      'RespondentNotified',
      { on: Day; answerBy: Day; code: Sealed; noticeUntil?: Day; phone?: Sealed; email?: Sealed }
    >
  | Act<'PlatformDataRequested', { platform: string; dueOn: Day }>
  | Act<'PlatformDataReceived', PlatformAnswer>
  | MediationEvent
  | Act<
      'AgreementRecorded',
      {
        on: Day;
        form: 'mediation-paper' | 'record';
        performed: boolean;
        waivedByBoth: boolean;
        recoveredFen: number;
        terms: Sealed;
        outcome: readonly Claim[];
        representedConsent?: true;
        principalsAgreed?: readonly Side[];
        respondentConsented?: true;
        mediator?: string;
      }
    >
  | Act<'MediationTerminated', { on: Day; ground: number; reasons: Sealed } & DecidedUnder & GroundParticulars>
  | Act<'TerminationDrafted', { on: Day; forOfficer: string }>
  | Act<'WithdrawalStated', { on: Day; reasons?: Sealed; representedConsent?: true }>
  | Act<'WithdrawalTakenBack', { on: Day; reasons?: Sealed }>
  | Act<'ComplaintWithdrawn', { on: Day; reasons?: Sealed; representedConsent?: true }>
  | Act<'FraudHandedOver', { on: Day; to: string; reasons: Sealed; person?: string }>
  | Act<'NoteAdded', { text: Sealed }>
  /** `form`, `version`: the local form it was made of. */
  | Act<'LocalLetterMade', { form: string; version: number; title: string; englishTitle?: string; on: Day }>
  /** `reasons`: why it belongs there although it is about another operator than the event. */
  | Act<'JoinedIncident', { incident: string; reasons?: Sealed }>
  | Act<'LeftIncident', { incident: string; reasons: Sealed }>
  | Act<'ComplaintRated', { score: number; text?: Sealed; on: Day }>
  | Act<'ReturnVisited', { on: Day; outcome: string; score?: number; note?: Sealed }>
  | Act<'DecisionAnnulled', { version: number; decision: string; back: Phase; reasons: Sealed; on: Day } & WhatFell>
  | Act<
      'DecisionCorrected',
      {
        version: number;
        decision: string;
        changed: Readonly<Record<string, string | number | boolean>>;
        reasons: Sealed;
        on: Day;
      } & GroundParticulars
    >
  | Act<'SealedCopyKept', { n: number; file: string; sha256: string; pages: number; comparedByEye?: true }>
  | Act<'BundleMade', { purpose: BundlePurpose; reference: string; on: Day } & Partial<BundlePart>>
  | Act<
      'OutcomeRecorded',
      { kind: BundlePurpose; reference: string; decidedOn: Day; result: OutcomeResult; note?: Sealed }
    >
  /**
   * `lessened`: commitments to values that name the person no more, by entry; what the value was before is gone. `frozen`: the hash of
   * the original's file where such a value is a paper, which its proof goes on to give.
   */
  | Act<
      'PersonErased',
      {
        person: string;
        basis: string;
        lessened?: Readonly<Record<string, string>>;
        frozen?: Readonly<Record<string, string>>;
      } & Partial<ErasedAgain>
    >
  | Act<
      'PersonCorrected',
      {
        person: string;
        fields: Readonly<Partial<Record<PersonField, Sealed>>>;
        account?: string | null;
        /** The notice went to the number that was wrong: it goes to the right one from now on. */
        notifiedThere?: true;
      }
    >
  | Act<'LegalHoldPlaced', { hold: string }>
  | Act<'LegalHoldLifted', { hold: string }>
  | Act<'FileRetired', { rule: string; years: number; on: Day }>
  | Act<'CalendarReckonedAnew', { year: number } & LimitsMoved>
  | Act<'SettingReckonedAnew', { rule: string; name: string } & LimitsMoved>
  | Act<'RuleReckonedAnew', { rule: string } & LimitsMoved>
  | Act<'ComplaintArchived', { on: Day }>;

export type EventType = ComplaintEvent['type'];

export type DecisionMade = {
  readonly version: number;
  readonly type: EventType;
  readonly before: Phase;
  readonly on: Day;
  /** The order its ground is of, where that does not follow the day of receipt. */
  readonly under?: OrderText;
  /** Numbers of the papers made by the same act. */
  readonly papers: readonly number[];
  /** Those by which it was corrected. */
  readonly notices: readonly number[];
  /** Of a withdrawal, which has no paper of its own: the notices that told of it, beside the decision that fell. */
  readonly heardWith?: readonly number[];
  /** By what the complainant did since. */
  readonly complainantKnows?: true;
  /** What it names beside its ground, as corrected since. */
  readonly particulars: GroundParticulars;
  /** What an agreement itself first said, and falls with it. */
  readonly agreedWith?: { readonly consent: boolean; readonly mediator: boolean };
  /** What the file showed when it was made; what came later bears it no more. */
  readonly upon: FileUpon;
};

/** A paper of a decision that was annulled: owed to nobody any more. */
export type VoidPaper = {
  readonly n: number;
  readonly decision: EventType;
  readonly decidedOn: Day;
  readonly reasons: Sealed;
  /** Who has heard of it all the same, and of its annulment. */
  readonly told: readonly Side[];
};

/** Whatever on file bears or bars a ground. */
export type FileUpon = Pick<
  Complaint,
  'proofs' | 'operatorConsent' | 'unwilling' | 'mediation' | 'appraisalDisputedOn' | 'withdrawalStatedOn'
>;

export type Registration = {
  readonly number: string;
  readonly on: Day | null;
  /** Receipt waited for it, so that its day is the day of receipt. */
  readonly isReceipt: boolean;
};

export type Complaint = Omit<Filing, 'station' | 'consents' | 'together'> &
  TellingState &
  NoticeState &
  SettlementState &
  TogetherState &
  Received & {
    readonly version: number;
    readonly phase: Phase;
    readonly handler: string | null;
    readonly mediator: string | null;
    /** The station of the present bureau that works on it, where one does. */
    readonly station: string | null;
    /** Registration with the national platform; a number given by the hotline 12345 is none. */
    readonly registration: Registration | null;
    readonly firstReceivedOn: Day | null;
    readonly acceptedOn: Day | null;
    readonly closedOn: Day | null;
    readonly proofs: readonly ProofRequest[];
    /** A quarrel over who handles it, kept after its end: with whom, since when, and which superior was asked. */
    readonly dispute: {
      readonly rival: string | null;
      readonly since: Day;
      /** The version of the event that began it: what one dispute asked is no answer to the next. */
      readonly begun: number;
      readonly asked: string | null;
      /** What the rival says itself, where it has answered. */
      readonly answer: { readonly takes: boolean; readonly on: Day } | null;
    } | null;
    /** Where another authority on this platform goes on with it. */
    readonly linkedTo: { readonly number: string; readonly unit: string; readonly on: Day } | null;
    /** How the competence of the present bureau was settled. */
    readonly settled: { readonly how: 'agreed' | 'designated' | 'taken-over'; readonly on: Day } | null;
    readonly operatorConsent: boolean | null;
    readonly operatorEntrustConsent: boolean | null;
    readonly operatorAnswered: boolean;
    /** Contacts with the respondent that led nowhere: they bear on where it belongs, not on what the respondent wants. */
    readonly failedContacts: number;
    /** Attempts in vain by what the platform shows of the seller, since anybody was reached. */
    readonly unreachedAsShown: readonly Tried[];
    /** By which numbers somebody was tried, where it is on file. */
    readonly called: readonly Called[];
    readonly platformRequest: { readonly dueOn: Day; readonly outcome: PlatformOutcome | null } | null;
    /** What contacts on file say against a party's will to mediate, until that party is heard otherwise. */
    readonly unwilling: readonly Unwilling[];
    /** The moment a party was last reached or answered: what is entered later of an earlier moment no longer stands. */
    readonly heardAt: Readonly<Partial<Record<Side, string>>>;
    readonly appraisalDisputedOn: Day | null;
    readonly respondentNotifiedOn: Day | null;
    /** Number and address the notice goes to, where the officer gave them. */
    readonly respondentPhone: Sealed | null;
    readonly respondentEmail: Sealed | null;
    readonly answerCode: Sealed | null;
    readonly mediation: {
      readonly mode: MediationMode;
      readonly at: string | null;
      readonly place: Sealed | null;
      /** A session before this one was held. */
      readonly heldBefore: boolean;
    } | null;
    /** Names of those who assist the mediator. */
    readonly assistants: readonly Sealed[];
    /** The request that waits for its decision, with the state the mediation goes back to. */
    readonly recusal: (Recusal & { readonly before: Phase }) | null;
    /** Requests decided so far, in their order. */
    readonly recusals: readonly (Recusal & { readonly granted: boolean })[];
    readonly entrustedTo: string | null;
    readonly exclusions: readonly Exclusion[];
    readonly phaseBeforePause: Phase | null;
    readonly ground: number | null;
    readonly recoveredFen: number | null;
    readonly withdrawalStatedOn: Day | null;
    readonly terminationDrafted: boolean;
    readonly draftedFor: string | null;
    readonly rating: number | null;
    readonly returnVisitedOn: Day | null;
    readonly archivedOn: Day | null;
    /** The term of keeping is over and what the file held of persons is destroyed. */
    readonly retiredOn: Day | null;
    readonly incident: string | null;
    /** `lessened`: printed anew without somebody who was erased, and no original any more. */
    readonly papers: readonly (PaperMade & { readonly lessened?: true })[];
    readonly voided: readonly VoidPaper[];
    readonly calledOff: readonly OffNotice[];
    readonly sealedCopies: readonly { readonly n: number; readonly file: string; readonly sha256: string }[];
    readonly decisions: readonly DecisionMade[];
    /** Of the first decision ever, also where it was annulled since. */
    readonly firstDecidedOn: Day | null;
    /** Of the annulment with which it waits for its registration again. */
    readonly reopenedOn: Day | null;
    /** The version of the decision that was corrected last: the notices that follow are of it. */
    readonly corrected: number | null;
  };
