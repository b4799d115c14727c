import type { Day } from '#kernel/day.ts';
import type { AgentPowers } from '#kernel/identity-words.ts';
import type { Language } from '#kernel/translate.ts';
import type { EarlierReceipt } from './receipts.ts';
import type { TogetherBefore } from './together-events.ts';
import type { ClaimKind, PartyKind, RespondentKind } from './vocabulary.ts';
import type { TellBy } from './ways.ts';

export type { PartyKind } from './vocabulary.ts';

/** What a filing is made of: values that the whole life of a complaint speaks in. */

/** A value kept in the vault: where it lies and what binds the act to it. */
export type Sealed = { readonly entry: string; readonly commitment: string };

export type Channel =
  | 'web'
  | 'web-short'
  | 'counter'
  | 'phone'
  | 'letter'
  | 'hotline-12345'
  | 'platform-12315'
  | 'import'
  | 'api';
export type Claim = { readonly kind: ClaimKind; readonly amountFen?: number };

export type Respondent = {
  readonly kind: RespondentKind;
  readonly operator?: string;
  /** Platform operator where the respondent sells on a platform. */
  readonly platform?: string;
  readonly shop?: string;
  /** What is on file was given by the platform; it shows none of this seller. */
  readonly showsNoAddress?: true;
};

/** Which side somebody speaks for. */
export type Side = 'complainant' | 'respondent';

/** What a power of attorney gives, and the last day on which it does (Order 121 art. 11); open where it names none. */
export type Mandate = { readonly powers: AgentPowers; readonly until?: Day };

export type PersonField =
  | 'name'
  | 'named-as'
  | 'phone'
  | 'address'
  /** Of a seller on a platform, once the platform gave another to reach it at: the one that the platform shows. */
  | 'shown-address'
  | 'id-number'
  | 'id-type'
  | 'email'
  | 'special-group'
  | 'contact'
  | 'power'
  | 'licence'
  | 'clue'
  | 'station';
export type Party = {
  readonly person: string;
  readonly kind: PartyKind;
  readonly account?: string;
  readonly fields: Readonly<Partial<Record<PersonField, Sealed>>>;
  /** For a helper: keeper, clerk, child, officer. */
  readonly relation?: string;
  /** For a helper: how it learned what it files. */
  readonly told?: string;
  /** Of an agent; filings made before this was kept have it in the vault only. */
  readonly mandate?: Mandate;
  /** Of an agent: how papers reach it, as it said itself. */
  readonly wish?: { readonly tellBy: TellBy; readonly electronic: boolean };
  /** Of an agent named after the filing. */
  readonly since?: Day;
  /** Of an agent who acts no more. */
  readonly endedOn?: Day;
};

/** An agent as an act names it: a person with a key of its own, what it may do, and the papers that say so. */
export type NamedAgent = {
  readonly person: string;
  /** Of the complainant's agent: the account that follows the case with the agent's own telephone. */
  readonly account?: string;
  readonly fields: Party['fields'];
  readonly mandate: Mandate;
  readonly items: readonly EvidenceItem[];
};
export type AgentNamed = NamedAgent & { readonly side: Side; readonly on: Day };
/** The agent a filing names without its powers, once an official has read them from the paper. */
export type AgentConfirmed = Omit<NamedAgent, 'fields'> & {
  readonly fields: { readonly power?: Sealed };
  readonly on: Day;
};
export type AgentEnded = { readonly side: Side; readonly person: string; readonly on: Day; readonly reasons?: Sealed };

/** What a file is for. Without one it is evidence, which the other party sees; papers about a person are for the bureau. */
export type FilePurpose = 'evidence' | 'identity' | 'power-of-attorney' | 'representation' | 'telling';

export type EvidenceItem = {
  readonly file: string;
  readonly sha256: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly by: 'complainant' | 'respondent' | 'staff' | 'platform';
  readonly purpose?: FilePurpose;
  /** Left out where nobody knows. */
  readonly pages?: number;
  /** Whose paper it is, where it is about a person of the case. */
  readonly person?: string;
};

/** The case of another authority on this platform that this one goes on with. */
export type LinkedFrom = {
  readonly number: string;
  /** The bureau that handed it over, by its id. */
  readonly bureau: string;
  readonly on: Day;
  readonly basis: string;
  /** Receipt by the first body; this one's own limit runs from its own (Order 121 arts 15, 41). */
  readonly firstReceivedOn: Day | null;
  /** How it was settled that this body is the competent one; absent: nobody settled that. */
  readonly how?: 'agreed' | 'designated' | 'taken-over';
  /** Who had it before, there and further back: a bureau it comes back to goes on from its own first receipt. */
  readonly receipts?: readonly EarlierReceipt[];
};

export type Consents = { readonly publicity: boolean; readonly entrust: boolean };

/** Whether filing here is filing in law (`published-channel`) or waits for the national platform's registration. */
export type Standing = 'published-channel' | 'companion';

export type Filing = {
  readonly number: string;
  readonly channel: Channel;
  readonly standing: Standing;
  readonly bureau: string;
  /** The unit that took it in; a bureau without an intake centre of its own is its own intake. */
  readonly intake: string;
  /** The station of the bureau it was entered at. */
  readonly station?: string;
  readonly receivedOn: Day | null;
  /** Day it came in at a companion bureau, where that starts no limit. */
  readonly arrivedOn?: Day;
  readonly externalNumber?: string;
  /** Of a case handed over: its number at 12315, where it came under that of the hotline 12345. */
  readonly nationalNumber?: string;
  /** Day the hotline 12345 took it in; no limit of Order 121 runs from it. */
  readonly hotlineReceivedOn?: Day;
  readonly respondent: Respondent;
  readonly parties: readonly Party[];
  /** Null where nobody said it; a filing of before that was thought of holds `false` then (`boughtOnline`). */
  readonly online: boolean | null;
  readonly objectCode?: string;
  readonly problemCode?: string;
  readonly amountFen?: number;
  readonly purchasedOn?: Day;
  readonly claims: readonly Claim[];
  readonly consents: Consents | null;
  readonly facts: Sealed;
  /** An officer wrote it down, having listened or looked: that officer's words may be put right. Of a filing: one that another authority handed over. */
  readonly storyWritten?: true;
  /** When the complainant knew of it: the three years of art. 16(4) run from then. */
  readonly knewOn?: Day;
  readonly jointAgreed?: boolean;
  /** Of a case that goes on here: what each said, and whom they chose. */
  readonly together?: TogetherBefore;
  readonly largePrint?: boolean;
  readonly tellBy?: TellBy;
  /** Agrees to papers coming electronically; left out where nobody asked. */
  readonly electronic?: boolean;
  readonly claimText?: Sealed;
  readonly purchase?: Sealed;
  readonly evidence: readonly EvidenceItem[];
  readonly food: boolean;
  /** Fields a source did not hold (imports): named, never invented. */
  readonly notInSource?: readonly string[] | undefined;
  /** What a source said beside it in fields only it understands (imports). */
  readonly sourceRemarks?: Sealed;
  /** Language of the interface it was filed in; papers to the complainant carry a reading aid in it. */
  readonly language?: Language;
  /** It goes on with a case of another authority on this platform. */
  readonly linked?: LinkedFrom;
  /** Hash of the canonical filing, as printed on the receipt. */
  readonly contentHash: string;
};
