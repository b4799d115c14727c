/** Several who complain together: each of them is a party to the paper (Order 121 art. 12). */
import { maskOf } from '#kernel/mask.ts';
import type { CanonicalPaper } from './canonical-paper.ts';
import type { Wording } from './wording.ts';

/** Somebody who complains along with the first complainant. */
export type Along = {
  readonly name: string;
  readonly phone: string;
  readonly address: string;
  /** Chosen to speak for the others. */
  readonly speaks: boolean;
};

/** More than these are named in a list of their own. */
const NAMED_AT_MOST = 3;

const called = (w: Wording, name: string): string => (name === '' ? w.text(':notGiven') : name);

const withRole = (w: Wording, { name, speaks }: Pick<Along, 'name' | 'speaks'>): string =>
  speaks ? w.text(':together.speaks', { name: called(w, name) }) : called(w, name);

/** Everybody by name, those who speak for the others first and marked; alone, the complainant is called as ever. */
export const namesOf = (w: Wording, first: string, along: readonly Along[] = []): string =>
  along.length === 0 ? first : w.list(inOrder(byName(first), along).map((one) => withRole(w, one)));

const byName = (name: string): Omit<Along, 'speaks'> => ({ name, phone: '', address: '' });

/** The same where a list follows the paper: those who speak by name, the others by their number. */
export const namesBefore = (w: Wording, first: string, along: readonly Along[] = []): string => {
  if (along.length < NAMED_AT_MOST) return namesOf(w, first, along);
  const speaking = inOrder(byName(first), along).filter(({ speaks }) => speaks);
  const names = w.list(speaking.map((one) => withRole(w, one)));
  return w.text(':together.listed', { names, count: along.length + 1 });
};

/** Who files is the first representative. */
const inOrder = (first: Omit<Along, 'speaks'>, along: readonly Along[]): readonly Along[] => [
  { ...first, speaks: true },
  ...along.filter(({ speaks }) => speaks),
  ...along.filter(({ speaks }) => !speaks),
];

type Annex = NonNullable<CanonicalPaper['annex']>;

type Parties = {
  readonly number: string;
  readonly first: Omit<Along, 'speaks'>;
  readonly along: readonly Along[];
};

const listOf = (w: Wording, { number, first, along }: Parties, columns: readonly Column[]): Annex => {
  const everybody = inOrder(first, along);
  return {
    title: w.text(':together.title'),
    of: w.text(':together.of', { paper: w.text('title'), number }),
    blocks: [
      {
        kind: 'table',
        heading: [w.text(':together.place'), ...columns.map((column) => w.text(`:together.${column}`))],
        widths: [1, ...columns.map((column) => widths[column])],
        rows: everybody.map((one, place) => [`${place + 1}`, ...columns.map((column) => valueIn(w, one, column))]),
      },
      { kind: 'paragraph', runs: [w.text(':together.count', { count: everybody.length })] },
    ],
  };
};

type Column = 'name' | 'phone' | 'address' | 'part';
const widths: Readonly<Record<Column, number>> = { name: 2, phone: 2.4, address: 3.6, part: 2.3 };

const valueIn = (w: Wording, one: Along, column: Column): string => {
  if (column === 'part') return w.text(one.speaks ? ':together.speaking' : ':together.spokenFor');
  return column === 'name' ? called(w, one.name) : one[column].toWellFormed();
};

/** For the registration: how each of them is reached. */
export const registeredTogether = (w: Wording, parties: Parties): { annex?: Annex } =>
  parties.along.length === 0 ? {} : { annex: listOf(w, parties, ['name', 'phone', 'address', 'part']) };

/** For a letter to all of them: who each of them is, and nothing of how they are reached. */
export const addressedTogether = (
  w: Wording,
  { first, along, number }: Pick<Parties, 'number' | 'along'> & { readonly first: string },
): { annex?: Annex } =>
  along.length < NAMED_AT_MOST ? {} : { annex: listOf(w, { number, first: byName(first), along }, ['name', 'part']) };

/** For a paper the other side gets too: who each of them is, reached through those who speak for them (PIPL art. 6). */
export const boundTogether = (w: Wording, { first, along, ...paper }: Parties): { annex?: Annex } => {
  if (along.length < NAMED_AT_MOST) return {};
  const masked = <One extends { readonly phone: string }>(one: One): One => ({
    ...one,
    phone: maskOf('phone', one.phone),
  });
  const parties = { ...paper, first: masked(first), along: along.map(masked) };
  return { annex: listOf(w, parties, ['name', 'phone', 'part']) };
};
