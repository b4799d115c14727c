/** What the composers of several papers share. */
import type { Day } from '#kernel/day.ts';
import type { OrderText } from '#kernel/governing-order.ts';
import type { Block, CanonicalPaper, Cell, Layout } from './canonical-paper.ts';
import { type Along, addressedTogether, namesBefore } from './complainants.ts';
import type { Wording } from './wording.ts';

/** Where a stranger can check that this paper is genuine: nothing personal in either part. */
export type ProofOfPaper = { readonly url: string; readonly code: string };

/** Number, signing authority and day: what every outgoing paper has. */
export type Letterhead = {
  /** Whole, such as `云临市监消〔2026〕第12号`. */
  readonly number: string;
  /** Full name, such as `临溪区市场监督管理局`. */
  readonly authority: string;
  readonly signedOn: Day;
  readonly proof?: ProofOfPaper;
  /** The order that governs the case, where it is not the present one. */
  readonly under?: OrderText;
  /** Who complains along with the addressee, where several complain together: it is for each of them. */
  readonly along?: readonly Along[];
};

export type Contact = { readonly name: string; readonly phone: string };

/** What one composer says in one language; title, notes and form name are added by the catalogue. */
export type PaperBody = Pick<
  CanonicalPaper,
  'number' | 'lying' | 'addressee' | 'heading' | 'seal' | 'blocks' | 'annex'
>;

export type PaperRecipe<Data> = {
  readonly layout: Layout;
  /** Changes with every change of layout or wording, so that an old paper stays explainable. */
  readonly version: string;
  /** Number of the official form; local papers have none. */
  readonly official?: number;
  readonly notes: number;
  /** A table the service keeps: nobody fills it in, and no form stands at its foot. */
  readonly isKept?: true;
  /** Of a paper whose words are data: what the locale files say of the others. */
  readonly own?: {
    readonly title: (data: Data, wording: Wording) => string;
    readonly notes: (data: Data) => readonly string[];
    readonly version: (data: Data) => string;
    readonly hasAid: (data: Data) => boolean;
  };
  readonly compose: (data: Data, wording: Wording) => PaperBody;
  readonly proof: (data: Data) => ProofOfPaper | undefined;
};

export const sealOf = (
  wording: Wording,
  { authority, signedOn }: Pick<Letterhead, 'authority' | 'signedOn'>,
): NonNullable<PaperBody['seal']> => ({
  authority,
  mark: wording.text(':sealMark'),
  day: wording.day(signedOn),
});

/** Several who complain together are addressed by name, or by those who speak for them with a list (Order 121 art. 12). */
const salutation = (
  wording: Wording,
  { number, along = [] }: Pick<Letterhead, 'number' | 'along'>,
  first: string,
): Pick<PaperBody, 'addressee' | 'annex'> => ({
  addressee: wording.text(':addresseeLine', { name: namesBefore(wording, first, along) }),
  ...addressedTogether(wording, { number, first, along }),
});

/** Whom a letter to another body is about: everybody who complains (Order 121 art. 12). */
export type Persons = {
  readonly person: string;
  /** Who complains along with that person. */
  readonly personAlong?: readonly Along[];
};

/** Each by name; of many those who speak for them, with a list behind the letter. */
export const personsNamed = (wording: Wording, { person, personAlong = [] }: Persons): string =>
  namesBefore(wording, person, personAlong);

export const listOfPersons = (
  wording: Wording,
  { number, person, personAlong = [] }: Persons & Pick<Letterhead, 'number'>,
): Pick<PaperBody, 'annex'> => addressedTogether(wording, { number, first: person, along: personAlong });

/** Number, addressee and seal around the blocks of a letter. */
export const letter = (
  wording: Wording,
  data: Letterhead & { readonly addressee?: string },
  blocks: readonly Block[],
): PaperBody => ({
  number: data.number,
  ...(data.addressee === undefined ? {} : salutation(wording, data, data.addressee)),
  blocks,
  seal: sealOf(wording, data),
});

export const letterRecipe = <Data extends Letterhead>(
  recipe: Omit<PaperRecipe<Data>, 'layout' | 'proof' | 'version'> & { readonly version?: string },
): PaperRecipe<Data> => ({ layout: 'letter', version: '1', proof: (data) => data.proof, ...recipe });

export const cell = (wording: Wording, key: string, value: string | undefined): Cell => ({
  label: wording.text(key),
  value: value ?? '',
});

export const yesOrNo = (wording: Wording, key: string, answer: boolean | null): Cell => ({
  label: wording.text(key),
  value: '',
  choices: [
    { label: wording.text(':yes'), chosen: answer === true },
    { label: wording.text(':no'), chosen: answer === false },
  ],
});

/** All grounds of the order that governs, word for word, with those that apply; the form itself prints those of the present one. */
export const groundsOf = (
  wording: Wording,
  counts: Readonly<Record<OrderText, number>>,
  chosen: readonly number[],
  values: Readonly<Record<string, string>> = {},
): Block => ({
  kind: 'grounds',
  items: Array.from({ length: counts[wording.order] }, (_, index) => ({
    text: wording.text(':groundItem', {
      numeral: wording.text(`:numeral.${index + 1}`),
      text: wording.text(`${wording.inOrder('grounds')}.${index + 1}`, values),
    }),
    chosen: chosen.includes(index + 1),
  })),
});

export const groundNumerals = (wording: Wording, chosen: readonly number[]): string =>
  wording.list(chosen.map((ground) => wording.text(`:numeral.${ground}`)));

/** Texts of several lines or items become one paragraph each. */
export const paragraphs = (texts: readonly string[]): Block[] =>
  texts.map((value) => ({ kind: 'paragraph', runs: [{ value: value.toWellFormed() }] }));

export const numberedList = (wording: Wording, items: readonly string[]): Block[] =>
  paragraphs(items.map((text, index) => wording.text(':listItem', { n: index + 1, text })));

/** `pages` is left out where nobody has counted them all. */
export type Enclosures = { readonly papers: number; readonly pages?: number };

export const enclosed = (w: Wording, { papers, pages }: Enclosures): Block =>
  pages === undefined ? w.sentence(':enclosuresUncounted', { papers }) : w.sentence(':enclosures', { papers, pages });

export const optional = (block: Block | undefined): Block[] => (block ? [block] : []);

/** Labelled cells, two in a row, in the order given. */
export const pairs = (w: Wording, fields: Readonly<Record<string, string>>): Cell[][] => {
  const cells = Object.entries(fields).map(([key, value]) => cell(w, key, value.toWellFormed()));
  return cells.flatMap((_, index) => (index % 2 === 0 ? [cells.slice(index, index + 2)] : []));
};

export const single = (w: Wording, fields: Readonly<Record<string, string>>): Cell[][] =>
  Object.entries(fields).map(([key, value]) => [cell(w, key, value.toWellFormed())]);
