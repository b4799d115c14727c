import { type Day, dayOf } from '#kernel/day.ts';
import type { OrderText } from '#kernel/governing-order.ts';
import { dayInNumber } from '#kernel/public-number.ts';
import type { Translate } from '#kernel/translate.ts';
import type { MediationLimit } from '../clocks.ts';
import type { Complaint, Sealed } from '../complaint.ts';
import type { OrderedPaper, PaperDetails, PaperParty, PaperRecipient } from '../paper-orders.ts';
import { namesOf } from '../papers/complainants.ts';
import { type Composed, wordingOf } from '../papers/wording.ts';
import type { PaperData } from '../papers.ts';

export type PersonOnPaper = {
  readonly name: string;
  readonly phone: string;
  readonly address: string;
  readonly contact: string;
  readonly email?: string;
};

/** Somebody who complains along with the first complainant. */
export type AlongOnPaper = Pick<PersonOnPaper, 'name' | 'phone' | 'address'> & {
  /** Chosen to speak for the others, as the first complainant is (Order 121 art. 12). */
  readonly speaks: boolean;
};

/** Everything papers may need to say, as values. */
export type PaperDesk = {
  readonly unit: {
    readonly id: string;
    /** `intake-centre` and the other kinds of the directory. */
    readonly kind: string;
    readonly name: string;
    readonly parent: string | null;
    readonly address: string;
    readonly phone: string;
    readonly documentPrefix: string;
  };
  readonly units: ReadonlyMap<string, { readonly name: string; readonly phone?: string; readonly address?: string }>;
  /** The city's authority, above every unit. */
  readonly authority: string;
  readonly state: Complaint;
  /** The order that governs the case on that day. */
  readonly order: OrderText;
  /** What limits its mediation; undefined before acceptance. */
  readonly mediationLimit: MediationLimit | undefined;
  readonly today: Day;
  readonly complainantPerson: string;
  readonly complainant: PersonOnPaper;
  readonly respondent: PersonOnPaper;
  /** The agent of a side where its power is on file and holds on that day. */
  readonly agentOn: (side: PaperParty, on: Day) => PersonOnPaper | undefined;
  /** In the order of the filing; empty where the paper names the first complainant only. */
  readonly along: readonly AlongOnPaper[];
  readonly facts: string;
  /** What the complainant adds to the claims ticked, or all that was written of them. */
  readonly claim: string;
  /** Goods, brand, numbers and place as they were given, by the names of the filing. */
  readonly purchase: Readonly<Record<string, string>>;
  /** The platform by its registered name. */
  readonly platform: string | undefined;
  /** Names of files as handed in, where the paper lists them. */
  readonly evidenceNames: ReadonlyMap<string, string>;
  readonly problem: string | undefined;
  /** For the reading aid; the code table has both. */
  readonly englishProblem?: string | undefined;
  readonly shop: string | undefined;
  readonly staff: ReadonlyMap<string, { readonly name: string; readonly phone: string }>;
  readonly operators: ReadonlyMap<string, { readonly name: string }>;
  /** Of form 1 alone: what an officer has put into the filing since. */
  readonly completed?: CompletedLater;
  readonly actor: string;
  readonly answerUrl: string;
  /** Words of the paper itself: always Chinese. */
  readonly t: Translate;
  readonly plain: (sealed: Sealed | undefined) => string;
};

type Completion = { readonly on: Day; readonly unit: string };

/** `facts`: the story, written down by the office; `others`: everything else that was completed or put right. */
export type CompletedLater = {
  readonly clerk?: { readonly name: string; readonly on: Day };
  readonly facts?: Completion;
  readonly others?: Completion;
};

/** What makes one paper different from another of its kind. */
export type PaperAt = {
  readonly number: string;
  readonly to: readonly PaperRecipient[];
  readonly proof: { readonly url: string; readonly code: string };
};

export type Composer<Code extends OrderedPaper> = (
  details: PaperDetails[Code],
  desk: PaperDesk,
  at: PaperAt,
) => PaperData[Code];
export type Composers<Codes extends OrderedPaper = OrderedPaper> = { readonly [Code in Codes]: Composer<Code> };

/** Number, signing authority, day and proof: what every outgoing paper has. */
export const headOf = (desk: PaperDesk, at: PaperAt) => ({
  number: at.number,
  authority: desk.unit.name,
  signedOn: desk.today,
  proof: at.proof,
  ...(desk.order === 'order-20' ? { under: desk.order } : {}),
});

export const personOf = (desk: PaperDesk, party: PaperParty): PersonOnPaper =>
  party === 'respondent' ? desk.respondent : desk.complainant;

/** Whom a letter is for: the respondent, or everybody who complains. */
export const addressedTo = (
  desk: PaperDesk,
  at: PaperAt,
): { readonly addressee: string; readonly along?: readonly AlongOnPaper[] } => {
  if (at.to[0] === 'respondent') return { addressee: desk.respondent.name };
  return { addressee: desk.complainant.name, ...(desk.along.length === 0 ? {} : { along: desk.along }) };
};

/** Everybody who complains, by name. */
export const complainantsOf = (desk: PaperDesk): string =>
  namesOf(wordingOf(desk.t, ''), desk.complainant.name, desk.along);

/** Reads inside 关于……的投诉: who is complained about and of what, in the language of the paper or of its reading aid. */
export const matterOf =
  ({ respondent, problem, englishProblem }: PaperDesk): Composed =>
  (t) => {
    const about = t.language === 'en' ? (englishProblem ?? problem) : problem;
    const w = wordingOf(t, '');
    return about === undefined ? respondent.name : w.text(':matter', { respondent: respondent.name, problem: about });
  };

export const receivedOnOf = (desk: PaperDesk): Day =>
  desk.state.receivedOn ?? desk.state.arrivedOn ?? dayInNumber(desk.state.number) ?? desk.today;

export const contactOf = (desk: PaperDesk, account = desk.actor): { name: string; phone: string } =>
  desk.staff.get(account) ?? desk.staff.get(desk.actor) ?? { name: desk.unit.name, phone: desk.unit.phone };

/** A paper goes out under seal: rather none than one with an id where a name belongs. */
export const unitName = (desk: PaperDesk, id: string): string => {
  const unit = desk.units.get(id);
  if (unit === undefined) throw new Error(`no unit ${id} to name on a paper`);
  return unit.name;
};

/** A unit by its id, or a body that does not work here, which goes by its name. */
export const bodyName = (desk: PaperDesk, idOrName: string): string => desk.units.get(idOrName)?.name ?? idOrName;

export const linesOf = (text: string): string[] =>
  text
    .split(/\r?\n/u)
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Day and `HH:MM` in Asia/Shanghai. */
export const dayAndTimeOf = (instant: string): { day: Day; time: string } => {
  const at = new Date(instant);
  return { day: dayOf(at), time: new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(11, 16) };
};
