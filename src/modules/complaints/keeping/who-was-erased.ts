import type { CanonicalValue as Json } from '#kernel/canonical.ts';
import type { KnownValue } from './without-person.ts';

/**
 * Whoever was erased is known to nobody any more. A list of people names them all the same where it was made before: each line in
 * which nobody stands who is known. Pure.
 */

/** In which column of such a list what stands. */
export type Columns = { readonly name: number; readonly phone?: number; readonly address?: number };

export const namedByNobody = (
  rows: readonly (readonly string[])[],
  { name, ...others }: Columns,
  { known, blanks }: { readonly known: readonly KnownValue[]; readonly blanks: readonly string[] },
): KnownValue[] => {
  const values = new Set([...blanks, ...known.map(({ value }) => value.trim())]);
  const gone = (kind: string, value: string | undefined): KnownValue[] =>
    value === undefined || value === '' || value.includes('*') || values.has(value.trim()) ? [] : [{ kind, value }];
  return rows.flatMap((row) => {
    const named = gone('name', row[name]);
    if (named.length === 0) return [];
    return [...named, ...Object.entries(others).flatMap(([kind, at]) => gone(kind, row[at]))];
  });
};

export type Table = { readonly heading: readonly string[]; readonly rows: readonly (readonly string[])[] };

/** Every table of a paper, wherever it stands. */
export const tablesIn = (node: Json | undefined): Table[] => {
  if (typeof node !== 'object' || node === null) return [];
  const { kind } = node as { readonly kind?: string };
  if (kind === 'table') return [node as unknown as Table];
  return Object.values(node).flatMap(tablesIn);
};
