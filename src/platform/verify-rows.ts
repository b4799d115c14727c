import { type CanonicalValue, canonicalJson } from '#kernel/canonical.ts';
import type { Json } from './crypto/entries.ts';

/** A column whose value is shown from a vault entry, as a masked name is. Not compared once the person is erased. */
export class FromVault {
  readonly entry: string;
  readonly show: Show;

  constructor(entry: string, show: Show) {
    this.entry = entry;
    this.show = show;
  }
}

export type Row = Readonly<Record<string, unknown>>;

/** What a column shows of a value; undefined where that cannot be told any more, as of a mark under a key that is gone. */
type Show = (value: Json, stored: Row) => string | null | undefined;

/** Everything that stands for one stream in a table that some kind of stream is compared with. */
export type Stored = (table: string) => readonly Row[];

/** A table whose rows follow from the events of their stream. */
export type ProjectedTable = {
  readonly table: string;
  /** What tells the rows of one stream apart; empty where each stream has one row. */
  readonly key: readonly string[];
  readonly columns: readonly string[];
  /** What follows from the law in force as well, and may still say what an earlier one said (`Formerly`). */
  readonly byLaw?: readonly string[];
  /** Whether a row of an earlier law states the same as the one of today, so that nobody needs to write it anew. */
  readonly isSame?: (stored: Row, expected: Row) => boolean;
};

/** Per table, the rows as earlier laws gave them, from the latest back. */
export type Formerly = (table: string) => Iterable<readonly Row[]>;

export type RowFault =
  | { readonly kind: 'row-missing'; readonly table: string; readonly key: string }
  | { readonly kind: 'row-unexpected'; readonly table: string; readonly key: string }
  | { readonly kind: 'row-differs'; readonly table: string; readonly column: string; readonly detail: string };

export type RowComparison = { readonly faults: readonly RowFault[]; readonly waiting: number };

/** Whether a row that the acts do not ask for may stand all the same, as that of a limit which no longer applies. */
export type MayRemain = (stored: Row) => boolean;

/** The value of a vault entry; undefined when it is erased, missing or broken. */
export type Opener = (entry: string) => Json | undefined;

/** Compares what stands in a table for one stream with what its events give. */
export const compareRows = (
  table: ProjectedTable,
  stored: readonly Row[],
  expected: readonly Row[],
  open: Opener,
  mayRemain: MayRemain = () => false,
  formerly: Formerly = () => [],
): RowComparison => {
  const faults: RowFault[] = [];
  let waiting = 0;
  const left = new Map(stored.map((row) => [keyOf(table, row), row]));
  for (const row of expected) {
    const key = keyOf(table, row);
    const found = left.get(key);
    left.delete(key);
    if (found === undefined) {
      if (wasSo(table, formerly, key, undefined)) waiting += 1;
      else faults.push({ kind: 'row-missing', table: table.table, key });
      continue;
    }
    const columns = table.columns.filter((column) => !agrees(found, column, row[column], open));
    if (columns.length > 0 && columns.every((one) => table.byLaw?.includes(one)) && wasSo(table, formerly, key, found))
      waiting += table.isSame?.(lawOf(table, found), lawOf(table, row)) === true ? 0 : 1;
    else faults.push(...columns.map((column) => difference(table.table, column, found[column], row[column])));
  }
  for (const [key, row] of left) {
    if (mayRemain(row)) continue;
    if (wasSo(table, formerly, key, row)) waiting += 1;
    else faults.push({ kind: 'row-unexpected', table: table.table, key });
  }
  return { faults, waiting };
};

const lawOf = ({ byLaw = [] }: ProjectedTable, row: Row): Row =>
  Object.fromEntries(byLaw.map((column) => [column, row[column]]));

/** Whether an earlier law gave this very row, or none where there is none. */
const wasSo = (table: ProjectedTable, formerly: Formerly, key: string, stored: Row | undefined): boolean => {
  const { byLaw } = table;
  if (byLaw === undefined) return false;
  for (const rows of formerly(table.table)) {
    const then = rows.find((row) => keyOf(table, row) === key);
    if (stored === undefined ? then === undefined : then !== undefined && agreesBy(byLaw, stored, then)) return true;
  }
  return false;
};

const agreesBy = (columns: readonly string[], stored: Row, then: Row): boolean =>
  columns.every((column) => textOf(stored[column]) === textOf(then[column]));

const keyOf = (table: ProjectedTable, row: Row): string => table.key.map((column) => textOf(row[column])).join(' ');

const agrees = (stored: Row, column: string, expected: unknown, open: Opener): boolean => {
  if (!(expected instanceof FromVault)) return textOf(stored[column]) === textOf(expected);
  const value = open(expected.entry);
  const shown = value === undefined ? undefined : expected.show(value, stored);
  return shown === undefined || textOf(stored[column]) === textOf(shown);
};

/** Values from the vault are named, never shown. */
const difference = (table: string, column: string, stored: unknown, expected: unknown): RowFault => ({
  kind: 'row-differs',
  table,
  column,
  detail: expected instanceof FromVault ? '' : `${short(stored)} ≠ ${short(expected)}`,
});

const short = (value: unknown): string => {
  const text = textOf(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
};

/** One text for one value, whether it came from a driver or from a fold. */
const textOf = (value: unknown): string => {
  if (value === null || value === undefined) return '-';
  if (value instanceof Date) return value.toISOString();
  if (Buffer.isBuffer(value)) return value.toString('hex');
  return typeof value === 'object' ? canonicalJson(value as CanonicalValue) : String(value);
};
