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
  /** Differences that are no fault, as of a limit that waits for a calendar entered since. */
  readonly waits?: (stored: Row, columns: readonly string[], expected: Row) => boolean;
};

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
): RowComparison => {
  const faults: RowFault[] = [];
  let waiting = 0;
  const left = new Map(stored.map((row) => [keyOf(table, row), row]));
  for (const row of expected) {
    const key = keyOf(table, row);
    const found = left.get(key);
    left.delete(key);
    if (found === undefined) {
      faults.push({ kind: 'row-missing', table: table.table, key });
      continue;
    }
    const columns = table.columns.filter((column) => !agrees(found, column, row[column], open));
    if (columns.length > 0 && table.waits?.(found, columns, row) === true) waiting += 1;
    else faults.push(...columns.map((column) => difference(table.table, column, found[column], row[column])));
  }
  for (const [key, row] of left) {
    if (!mayRemain(row)) faults.push({ kind: 'row-unexpected', table: table.table, key });
  }
  return { faults, waiting };
};

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
