import type { Day } from '#kernel/day.ts';
import type { PersonField, Sealed } from './filing-parts.ts';
import type { PaperMade, PaperServed, StoodBefore, TellingFault } from './served.ts';
import type { TellBy } from './ways.ts';

/**
 * What is told beside the papers: `registration`, `announcement-2` (its number on the event), `correction-2` and `withdrawal-2` (of the
 * finding it announced, of itself), `settlement-7` (the version of the
 * answer that told of it), `successor-9` (the version since which another stands first of those who complain together).
 */
export type NoticeKind = 'registration' | 'announcement' | 'correction' | 'withdrawal' | 'settlement' | 'successor';
export const noticeShape =
  /^(?<kind>registration|announcement|correction|withdrawal|settlement|successor)(?:-(?<n>\d+))?$/u;

/** A notice that failed once, until the complainant is known to be told. */
export type NoticeStanding = {
  readonly notice: string;
  readonly state: 'failed' | 'waiting' | 'told';
  readonly reason: TellingFault | null;
  readonly on: string;
};

type Act<T extends string, P> = { readonly type: T; readonly payload: P };

/** What a case knows of its papers and of how its people are told. */
export type TellingEvent =
  | Act<'PaperMade', PaperMade>
  | Act<'PaperDelivered', PaperServed>
  /** Marked as brought to this party by mistake: it stands as it stood before. */
  | Act<'DeliveryTakenBack', { n: number; to: 'complainant' | 'respondent' | 'bureau'; reasons: Sealed; on: Day }>
  /** A party opened its paper on the site: what was only sent before is known to have reached it. */
  | Act<'PaperOpened', { n: number; to: 'complainant' | 'respondent'; at: string }>
  /** Each replaces what was wished before; `electronic`: agrees that papers come electronically, which a letter takes back. */
  | Act<
      'TellingChosen',
      {
        on: Day;
        tellBy: TellBy;
        electronic: boolean;
        largePrint: boolean;
        /** `person` is the complainant's agent, who says where papers reach it; what the party chose stays. */
        byAgent?: true;
        person?: string;
        fields?: Readonly<Partial<Record<PersonField, Sealed>>>;
      }
    >
  /** A message in vain, or one that came after such a one; a notice that leaves at once is no event. */
  | Act<
      'NoticeTold',
      {
        notice: string;
        channel: string;
        outcome: 'delivered' | 'sent' | 'failed';
        at: string;
        reason?: TellingFault;
        code?: string;
      }
    >
  /** One more attempt, by the way an official chose: of paper `n` to a party, or of a notice to the complainant. */
  | Act<'SentAgain', { on: Day; channel: TellBy; n?: number; to?: 'complainant' | 'respondent'; notice?: string }>;

/** What is known of who was told of what. */
export type TellingState = {
  /** Papers told to a party, as `n:party`. */
  readonly delivered: readonly string[];
  /** Of those told, the ones of which only the sending is known. */
  readonly sentOnly: readonly string[];
  /** Of those told, the ones that lie open on the site, with nothing but a message that says so. */
  readonly siteOnly: readonly string[];
  /** Of those that lie open on the site, the ones whose message came back. */
  readonly unreached: readonly string[];
  /** What a person marked last, each with how it stood before. */
  readonly marked: Readonly<Record<string, StoodBefore>>;
  /** Papers a party has opened itself, as `n:party`. */
  readonly opened: readonly string[];
  /** Attempts made anew, as `n:party:version of the act`. */
  readonly sentAgain: readonly string[];
  /** Those of them that left. */
  readonly leftAgain: readonly string[];
  readonly notices: readonly NoticeStanding[];
};
