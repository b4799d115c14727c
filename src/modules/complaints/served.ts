import type { Day } from '#kernel/day.ts';
import type { Sealed } from './filing-parts.ts';

export type PaperMade = {
  readonly n: number;
  readonly code: string;
  readonly number: string | null;
  readonly to: readonly ('complainant' | 'respondent' | 'bureau' | 'file')[];
  readonly templateVersion: string;
  readonly data: Sealed;
  readonly dataHash: string;
  /** The day it was made; the first papers do not say it. */
  readonly on?: Day;
  /** Owed to a body that must be served; form 3 and what else goes to bodies on this platform is served by being made. */
  readonly owedToBody?: true;
  /** Of a letter the authority words itself: what it is called. */
  readonly title?: string;
  readonly englishTitle?: string;
  /** Without a number: which one of its form this reader has, from the second on. */
  readonly copy?: number;
};

/** Why a notice did not leave or did not arrive; the carriers' own codes read in these words. */
export type TellingFault =
  | 'not-sent'
  | 'given-up'
  | 'uncertain'
  | 'refused'
  | 'no-such-number'
  | 'switched-off'
  | 'blocked'
  | 'expired'
  | 'rejected'
  | 'undeliverable'
  | 'no-way'
  | 'seal-file-unreadable'
  | 'seal-file-not-read-in-time'
  | 'seal-file-unchanged'
  | 'seal-file-unsigned'
  | 'seal-file-other-pages'
  | 'seal-file-other-paper'
  | 'seal-file-changed-after'
  | 'seal-signature-unreadable'
  | 'seal-signature-broken'
  | 'seal-certificate-not-in-its-days'
  | 'seal-certificate-not-named'
  | 'seal-certificate-of-another'
  | 'unknown';

/** How a paper stood with its reader before a person marked it. */
export type StoodBefore = 'untold' | 'sent' | 'site' | 'unreached' | 'told';

/** Where a number of the respondent comes from. */
export type NumberFrom = 'given' | 'register';

/** One attempt to bring a paper to its reader, and what proves it. */
export type PaperServed = {
  readonly n: number;
  readonly to: 'complainant' | 'respondent' | 'bureau';
  readonly channel: string;
  /** `sent`: handed to the carrier of text messages, which has not said that it arrived. */
  readonly outcome: 'delivered' | 'sent' | 'failed' | 'recorded';
  readonly at: string;
  readonly reason?: TellingFault;
  /** The carrier's own code of the failure. */
  readonly code?: string;
  /** Of an attempt made anew: the version of the act that asked for it. */
  readonly again?: number;
  /** The body on this platform that took it over by being given the case. */
  readonly unit?: string;
  /** Which number or address of the respondent a message went to: one an officer gave, or that of the register. */
  readonly via?: NumberFrom;
  readonly number?: Sealed;
  /** Who took it, and what proves it: a tracking number, a number of entry, a signed sheet. */
  readonly receiver?: Sealed;
  readonly proof?: Sealed;
  /** By public notice: the day it counts as served, where it was put up, and why nothing else was left. */
  readonly noticeUntil?: Day;
  readonly place?: Sealed;
  readonly reasons?: Sealed;
  /** The later day for the answer or the proof its paper asks for. */
  readonly dueOn?: Day;
};
