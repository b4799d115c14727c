import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { openedValuesOf } from '#platform/opened-values.ts';
import type { Facts } from './commands.ts';
import { sameWay } from './known-ways.ts';
import type { Sealing } from './sealing.ts';
import type { LoadedComplaint } from './store.ts';

/** Forms send along what they were filled with: an address given again is no other one. */
export const sameAddressFor = async (
  context: Context,
  tx: Tx,
  { tenant, stream, state }: Pick<LoadedComplaint, 'tenant' | 'stream' | 'state'>,
  sealing: Sealing,
): Promise<Pick<Facts, 'sameAddress'>> => {
  const { inVain, foundBy, noticed, overtaken, parties } = state;
  const given = sealing.prepared.flatMap(({ put }) => put.filter(({ kind }) => kind === 'address'));
  if (given.length === 0 || [inVain, foundBy, noticed, overtaken].every((tried) => tried.length === 0)) return {};
  const before = parties.flatMap(({ fields }) => (fields.address === undefined ? [] : [fields.address.entry]));
  const opened = openedValuesOf(await context.vault.openEntries(tx, { tenant, stream }, before));
  const text = (value: unknown) => (typeof value === 'string' ? sameWay('address', value) : undefined);
  // Several of a case live or trade at one address.
  const same = given.map(({ entry }) => {
    const now = text(sealing.plain(entry));
    return [entry, new Set(before.filter((was) => now !== undefined && text(opened.get(was)) === now))] as const;
  });
  return { sameAddress: new Map(same) };
};
