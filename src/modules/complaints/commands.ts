import type { Actor } from '#kernel/actor.ts';
import type { Day } from '#kernel/day.ts';
import type { LawFacts } from './clocks.ts';
import type {
  BundlePurpose,
  Claim,
  ComplaintEvent,
  Consents,
  EvidenceItem,
  FilePurpose,
  OutcomeResult,
  Particulars,
  PersonField,
  PlatformOutcome,
  Sealed,
} from './complaint.ts';
import type { AgentConfirmed, NamedAgent, Side } from './filing-parts.ts';
import type { SaidOfEnding, SaidOfRefusal } from './ground-particulars.ts';
import type { LocalForm } from './local-forms/local-form.ts';
import type { PaperOrder } from './paper-orders.ts';
import type { FoodLack } from './papers/local-letters.ts';
import type { Above } from './superiors.ts';
import type { TogetherCommand } from './together-commands.ts';
import type {
  BundlePart,
  ContactOutcome,
  contactChannels,
  DeliveryOutcome,
  deliveryChannels,
  ElsewherePath,
  FraudAct,
  MaterialToBring,
  MediationMode,
} from './vocabulary.ts';
import type { TellBy } from './ways.ts';

export type { ElsewherePath } from './vocabulary.ts';

/** What every decision is handed as values: time, person, law. */
export type Facts = {
  readonly now: Date;
  readonly today: Day;
  readonly actor: Actor;
  readonly tenant: string;
  readonly law: LawFacts;
  /** Staff named by the command, looked up by the caller: may they hold this case? */
  readonly named?: Official;
  /** Who could be named mediator beside the one the command names, looked up by the caller. */
  readonly officials?: readonly Official[];
  /** Units of this authority by id, for routing within it. */
  readonly units: ReadonlyMap<string, { readonly kind: string; readonly parent: string | null }>;
  /** Superiors of the case's bureau and of a unit the command or the case names. */
  readonly above: Above;
  /** Codes on file that stand in the code tables: only these say what the matter is about. */
  readonly listedCodes: ReadonlySet<string>;
  /** An organisation of the authority the command names, kept on the day. */
  readonly organisation?: {
    readonly id: string;
    readonly kind: string;
    readonly name: string;
    readonly authorisedBy: string;
  };
  /** The authority's own letters in force that day, looked up by the caller where they may be asked for. */
  readonly localForms?: readonly LocalForm[];
  /** Words that say where the story is stand in its place, looked up by the caller (`story-left.ts`). */
  readonly storyLeft?: boolean;
  /** Addresses given that say what was on file: the entry of each with those that say it, looked up by the caller. */
  readonly sameAddress?: ReadonlyMap<string, ReadonlySet<string>>;
  /** The body the mediation is entrusted to, by the name it has that day; `onPaper`: nobody of it works here who could be named. */
  readonly entrusted?: { readonly name: string; readonly onPaper?: true };
  /** A unit the command names, whichever authority it belongs to; undefined when there is none of that id. */
  readonly namedUnit?: {
    readonly id: string;
    readonly kind: string;
    readonly name?: string;
    readonly phone?: string;
    readonly tenant?: string;
    /** False: without the power to decide on complaints that day. */
    readonly mayDecide?: boolean;
  };
  /** The number under which the case would go on where that unit belongs to another authority; absent: it cannot go there whole. */
  readonly linkedNumber?: string;
};

/** An official with the offices held on the day, one a place: roles never mix across places. */
export type Official = {
  readonly account: string;
  readonly name: string;
  readonly offices: readonly {
    readonly bureau: string;
    readonly roles: readonly string[];
    readonly sees: readonly string[];
  }[];
};

/** Commands as decided on: texts already lie in the vault, only their references arrive here. */
export type Command =
  | {
      readonly act: 'register';
      readonly externalNumber: string;
      readonly registeredOn: Day;
      readonly reasons?: Sealed;
    }
  | { readonly act: 'correct-receipt'; readonly receivedOn: Day; readonly reasons: Sealed }
  | { readonly act: 'route'; readonly to: string; readonly reportBackOn?: Day; readonly reasoning: string }
  | { readonly act: 'return-to-intake'; readonly reasons: Sealed }
  | {
      readonly act: 'assign';
      readonly to?: string;
      readonly role?: 'handler' | 'mediator';
      /** A station of the bureau, or `none`: the bureau itself works on it. */
      readonly station?: string;
    }
  | {
      readonly act: 'dispute-competence';
      readonly rival?: string;
      readonly rivalBody?: string;
      readonly arisenOn?: Day;
      readonly reasons: Sealed;
    }
  | {
      readonly act: 'ask-superior';
      readonly rival?: string;
      readonly rivalBody?: string;
      readonly superior?: string;
      readonly reasons: Sealed;
    }
  | {
      readonly act: 'agree-competence';
      readonly takenBy: 'own' | 'rival';
      readonly agreedOn: Day;
      readonly counterpart: Sealed;
      readonly reasons: Sealed;
    }
  | {
      readonly act: 'record-designation';
      readonly body: string;
      readonly decidedOn: Day;
      readonly document: string;
      /** The superior's document itself. */
      readonly items: readonly EvidenceItem[];
      readonly competent?: string;
      readonly competentBody?: string;
      readonly reasons: Sealed;
    }
  | {
      readonly act: 'decide-competence';
      readonly competent: string;
      readonly document?: string;
      readonly reasons: Sealed;
    }
  | { readonly act: 'take-over'; readonly reasons: Sealed }
  | {
      readonly act: 'request-proof';
      readonly kind: 'identity' | 'voluntary';
      readonly dueOn: Day;
      readonly what: Sealed;
    }
  | {
      readonly act: 'supply';
      readonly items: readonly EvidenceItem[];
      readonly purpose?: FilePurpose;
      readonly consents?: Consents;
      readonly claims?: readonly Claim[];
      readonly jointAgreed?: boolean;
      readonly telling?: { readonly tellBy: TellBy; readonly electronic?: boolean; readonly largePrint?: boolean };
      readonly representedConsent?: boolean;
      readonly text?: Sealed;
      readonly moreToCome?: boolean;
      readonly person?: string;
      readonly fields?: Readonly<Partial<Record<PersonField, Sealed>>>;
    }
  | {
      readonly act: 'choose-telling';
      readonly tellBy: TellBy;
      readonly electronic?: boolean;
      readonly largePrint?: boolean;
      readonly person?: string;
      readonly fields?: Readonly<Partial<Record<PersonField, Sealed>>>;
    }
  | ({ readonly act: 'complete-particulars' } & Particulars)
  | { readonly act: 'accept'; readonly contact?: string }
  | ({ readonly act: 'refuse'; readonly ground: number; readonly reasons: Sealed } & SaidOfRefusal)
  | {
      readonly act: 'transfer';
      readonly to?: string;
      readonly unit?: string;
      readonly lack?: FoodLack;
      readonly reasons: Sealed;
    }
  | { readonly act: 'direct-elsewhere'; readonly path: ElsewherePath; readonly reasons: Sealed }
  | {
      readonly act: 'contact';
      readonly party: 'complainant' | 'respondent';
      readonly channel: (typeof contactChannels)[number];
      readonly outcome: ContactOutcome;
      readonly asShown?: boolean;
      readonly at?: string;
      readonly number?: Sealed;
      readonly nth?: number;
      readonly note?: Sealed;
    }
  | {
      readonly act: 'answer';
      readonly consentsToMediation?: boolean;
      readonly consentsToEntrust?: boolean;
      readonly statement?: Sealed;
      readonly wishedTimes?: Sealed;
      /** Of who answers for the respondent: for the bureau alone. */
      readonly contactPhone?: Sealed;
      readonly items: readonly EvidenceItem[];
      readonly by: 'code' | 'phone' | 'paper' | 'account';
      readonly settledOn?: Day;
      readonly agent?: NamedAgent;
    }
  | ({ readonly act: 'name-agent'; readonly side: Side } & NamedAgent)
  | { readonly act: 'end-agent'; readonly side: Side; readonly reasons?: Sealed }
  | ({ readonly act: 'confirm-agent' } & Omit<AgentConfirmed, 'on'>)
  | TogetherCommand
  | {
      readonly act: 'notify-respondent';
      readonly answerBy: Day;
      readonly publicNotice?: boolean;
      readonly code: Sealed;
      readonly phone?: Sealed;
      readonly email?: Sealed;
    }
  | {
      readonly act: 'request-platform-data';
      readonly platform: string;
      readonly dueOn: Day;
      readonly finding?: Sealed;
    }
  | {
      readonly act: 'record-platform-data';
      readonly outcome: PlatformOutcome;
      readonly person?: string;
      readonly fields?: Readonly<Partial<Record<PersonField, Sealed>>>;
      readonly note?: Sealed;
    }
  | { readonly act: 'add-evidence'; readonly items: readonly EvidenceItem[]; readonly purpose?: FilePurpose }
  | { readonly act: 'note'; readonly text: Sealed }
  | { readonly act: 'join-incident'; readonly incident: string; readonly reasons?: Sealed }
  | { readonly act: 'leave-incident'; readonly reasons: Sealed }
  | {
      readonly act: 'open-mediation';
      readonly mediator: string;
      readonly mode: MediationMode;
      readonly at?: string;
      readonly place?: Sealed;
      readonly materials?: readonly MaterialToBring[];
      readonly bring?: Sealed;
      readonly recusalDays?: number;
      readonly assistants?: readonly Sealed[];
      readonly respondentConsents?: boolean;
    }
  | {
      readonly act: 'interrupt';
      readonly by: 'complainant' | 'respondent';
      /** Place in the list of those who assist, from 1; the mediator when left out. */
      readonly assistant?: number;
      readonly reasons: Sealed;
    }
  | {
      readonly act: 'resume';
      readonly recused?: boolean;
      readonly mediator?: string;
      readonly endedOn?: Day;
      readonly reasons: Sealed;
    }
  | {
      readonly act: 'appraise';
      /** A body kept in the directory, or the name of one the parties chose that is not kept. */
      readonly organisation?: string;
      readonly body?: string;
      readonly designated: boolean;
      readonly costBorneBy: 'complainant' | 'respondent' | 'shared' | 'programme' | 'not-agreed';
      readonly from?: Day;
    }
  | { readonly act: 'entrust'; readonly organisation: string; readonly reportBackOn?: Day }
  | { readonly act: 'end-entrusting'; readonly reasons: Sealed }
  | {
      readonly act: 'record-agreement';
      readonly form: 'mediation-paper' | 'record';
      readonly agreedOn?: Day;
      readonly performed: boolean;
      readonly waivedByBoth: boolean;
      readonly recoveredFen: number;
      readonly terms: Sealed;
      readonly outcome: readonly Claim[];
      readonly respondentConsents?: boolean;
      readonly representedConsent?: boolean;
      readonly complainantAgreed?: boolean;
      readonly respondentAgreed?: boolean;
      readonly legalRepresentative?: Sealed;
      readonly begunAt?: string;
      readonly endedAt?: string;
      readonly present?: readonly Sealed[];
      readonly statements?: Sealed;
    }
  | ({ readonly act: 'terminate'; readonly ground: number; readonly reasons: Sealed } & SaidOfEnding)
  | { readonly act: 'withdraw'; readonly reasons?: Sealed; readonly representedConsent?: boolean }
  | { readonly act: 'take-back-withdrawal'; readonly reasons?: Sealed }
  | {
      readonly act: 'confirm-settlement';
      readonly settled: boolean;
      readonly representedConsent?: boolean;
      readonly text?: Sealed;
    }
  | {
      readonly act: 'hand-over-fraud';
      readonly to: string;
      readonly reasons: Sealed;
      readonly acts?: readonly FraudAct[];
      readonly person?: string;
    }
  | {
      readonly act: 'make-local-letter';
      /** One version of a local form. */
      readonly form: string;
      readonly body?: string;
      readonly answers?: readonly (Sealed | null)[];
    }
  | {
      readonly act: 'deliver';
      readonly paper: number;
      readonly to: 'complainant' | 'respondent' | 'bureau';
      readonly channel: (typeof deliveryChannels)[number];
      /** By public notice none is said. */
      readonly outcome?: DeliveryOutcome;
      readonly note?: Sealed;
      /** When it happened, if earlier than now. */
      readonly at?: string;
      readonly receiver?: Sealed;
      readonly proof?: Sealed;
      readonly place?: Sealed;
      readonly reasons?: Sealed;
    }
  | {
      readonly act: 'send-again';
      /** A paper and its party, or a notice. */
      readonly paper?: number;
      readonly to?: 'complainant' | 'respondent';
      readonly notice?: string;
      readonly channel: 'sms' | 'e-mail' | 'letter' | 'phone' | 'hand';
    }
  | {
      readonly act: 'take-back-delivery';
      readonly paper: number;
      readonly to: 'complainant' | 'respondent' | 'bureau';
      readonly reasons: Sealed;
    }
  | {
      readonly act: 'keep-sealed-copy';
      readonly paper: number;
      readonly file: string;
      readonly sha256: string;
      readonly pages: number;
      readonly comparedByEye?: true;
    }
  | ({ readonly act: 'bundle'; readonly purpose: BundlePurpose; readonly reference: string } & Partial<BundlePart>)
  | {
      readonly act: 'record-outcome';
      readonly kind: BundlePurpose;
      readonly reference: string;
      readonly decidedOn: Day;
      readonly result: OutcomeResult;
      readonly note?: Sealed;
    }
  | { readonly act: 'rate'; readonly score: number; readonly text?: Sealed }
  | {
      readonly act: 'return-visit';
      readonly outcome: 'reached' | 'not-reached' | 'declined';
      readonly score?: number;
      readonly note?: Sealed;
    }
  | ({
      readonly act: 'correct';
      readonly version: number;
      readonly changed: Readonly<Record<string, string | number | boolean>>;
      readonly reasons: Sealed;
    } & SaidOfEnding)
  | { readonly act: 'annul'; readonly reasons: Sealed }
  | { readonly act: 'archive' };

export type CommandOf<A extends Command['act']> = Extract<Command, { act: A }>;

/** What an act amounts to: its events, the papers it must make, and whether the case changes hands. */
export type Decision = { readonly events: readonly ComplaintEvent[]; readonly papers: readonly PaperOrder[] };
