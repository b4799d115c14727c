import type { CanonicalValue as Json } from '#kernel/canonical.ts';
import { maskOf } from '#kernel/mask.ts';

/** A text without somebody who was erased. Pure. */

export type KnownValue = { readonly kind: string; readonly value: string };

/** Whom a text is to name no more, and who else is in the case: what is theirs too stays theirs. */
export type Absent = {
  readonly gone: readonly KnownValue[];
  readonly others: readonly KnownValue[];
  readonly mark: string;
};

/** Where those who go still complain, which of these complaints a legal hold keeps whole, and what they are known by there. */
export type StillThere = {
  readonly numbers: ReadonlySet<string>;
  readonly held: ReadonlySet<string>;
  readonly known: readonly KnownValue[];
};

/** What they are known by elsewhere too is no longer looked for. */
export const knownElsewhere = (absent: Absent, known: readonly KnownValue[]): Absent => {
  const theirs = new Set(known.map(({ value }) => value.trim()));
  const gone = absent.gone.filter(({ value }) => !theirs.has(value.trim()));
  return { ...absent, gone, others: [...absent.others, ...known] };
};

/** What points to a person, and from how many letters on it is looked for in a text. */
const shortest: Readonly<Record<string, number>> = { name: 2, phone: 6, 'id-number': 6, address: 4, email: 5 };

const maskedToo: ReadonlySet<string> = new Set(['phone', 'id-number']);

const spellings = (known: readonly KnownValue[]): readonly string[] => [
  ...new Set(
    known.flatMap(({ kind, value }) => {
      const plain = value.trim();
      if (plain.length < (shortest[kind] ?? Number.POSITIVE_INFINITY)) return [];
      const masked = maskedToo.has(kind) ? maskOf(kind, plain) : '';
      return /\d{4}/u.test(masked) ? [plain, masked] : [plain];
    }),
  ),
];

const patternOf = (texts: readonly string[]): RegExp | undefined =>
  texts.length === 0
    ? undefined
    : new RegExp(
        [...texts]
          .sort((a, b) => b.length - a.length)
          .map((text) => text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&'))
          .join('|'),
        'gu',
      );

/** The value with the mark in place of all that points to the person; the very same value where nothing does. */
export const withoutPerson = (value: Json, { gone, others, mark }: Absent): Json => {
  const theirs = spellings(others);
  const all = new Set(spellings(gone));
  const only = new Set([...all].filter((text) => !theirs.includes(text)));
  const names = new Set(spellings(gone.filter(({ kind }) => kind === 'name')));
  // The longest first: another's name that holds this one is left whole.
  const pattern = patternOf([...new Set([...all, ...theirs])]);
  if (pattern === undefined || all.size === 0) return value;
  const clean = (text: string, which: ReadonlySet<string>): string =>
    text.replace(pattern, (found) => (which.has(found) ? mark : found));
  const isNamed = (node: Json): boolean =>
    (JSON.stringify(node).match(pattern) ?? []).some((found) => names.has(found));
  const walk = (node: Json, which: ReadonlySet<string>): Json => {
    if (typeof node === 'string') return clean(node, which);
    if (typeof node !== 'object' || node === null) return node;
    // In the line that is the person's own also what they share with another, as an address.
    const here = isLine(node) && isNamed(node) ? all : which;
    if (Array.isArray(node))
      return same(
        node,
        node.map((one: Json) => walk(one, here)),
      ) as Json;
    const entries = Object.entries(node as Readonly<Record<string, Json>>);
    const done = entries.map(([key, one]) => [key, walk(one, here)] as const);
    return done.every(([, one], i) => one === entries[i]?.[1]) ? node : Object.fromEntries(done);
  };
  return walk(value, only);
};

const same = (before: readonly Json[], after: readonly Json[]): readonly Json[] =>
  after.every((one, i) => one === before[i]) ? before : after;

/** A row of a list, or a group of a form: what stands together about one person. */
const isLine = (node: Exclude<Json, string | number | boolean | null>): boolean =>
  Array.isArray(node)
    ? node.length > 1 && node.every((one) => typeof one === 'string')
    : 'rows' in node && !('kind' in node);

/**
 * A paper that lists many by case number: of its rows only those of this case, for a namesake of another is another person. A row of
 * somebody who still complains in another of its cases loses this number only, and nothing while a hold keeps that one.
 */
export const withoutClaimant = <P extends { readonly [part: string]: Json | undefined }>(
  paper: P,
  number: string,
  absent: Absent,
  { numbers, held, known }: StillThere,
): P => {
  const elsewhere = knownElsewhere(absent, known);
  const names = new Set(known.flatMap(({ kind, value }) => (kind === 'name' ? [value.trim()] : [])));
  const isOfCase = (row: Json): boolean => Array.isArray(row) && row.some((cell) => tokensOf(cell).includes(number));
  const rowOf = (row: Json): Json => {
    const less = isOfCase(row) ? withoutPerson(row, absent) : row;
    if (less === row || !Array.isArray(row) || !row.some((cell) => names.has(String(cell)))) return less;
    const beside = row.flatMap(tokensOf).filter((one) => numbers.has(one));
    if (beside.length === 0) return less;
    return beside.some((one) => held.has(one)) ? row : row.map(withoutNumber);
  };
  const withoutNumber = (cell: Json): Json =>
    tokensOf(cell).includes(number)
      ? tokensOf(cell)
          .filter((one) => one !== number)
          .join(String(cell).includes('\n') ? '\n' : ' ')
      : cell;
  const blockOf = (block: Json): Json => {
    const { kind, rows } = block as { readonly kind?: string; readonly rows?: readonly Json[] };
    if (kind !== 'table' || rows === undefined) return withoutPerson(block, elsewhere);
    const less = same(rows, rows.map(rowOf));
    return less === rows ? block : { ...(block as object), rows: less };
  };
  const { blocks = [], ...rest } = paper;
  const less = same(blocks as readonly Json[], (blocks as readonly Json[]).map(blockOf));
  const around = withoutPerson(rest as Json, elsewhere);
  return less === blocks && around === rest ? paper : ({ ...(around as object), blocks: less } as unknown as P);
};

/** Numbers stand in a cell beside each other, or below. */
export const tokensOf = (cell: Json): readonly string[] => (typeof cell === 'string' ? cell.split(/[ \n]/u) : []);
