import type { KeyObject } from 'node:crypto';
import { type Json, type OpenedEntry, openEntryBytes, sealAgain, sealEntry } from './crypto/entries.ts';
import type { PersonKeys } from './crypto/person-keys.ts';
import type { Tx } from './db.ts';
import type { CaseKey } from './vault.ts';

/** A value of a case as it lies, with what its commitment was made from. */
export type LyingValue = {
  readonly entry: string;
  readonly person: string;
  readonly kind: string;
  readonly opened: OpenedEntry;
};

type LyingRow = { entry: string; person: string; kind: string; sealed: Buffer };

/** Every value of a case whose person's key is known, in the order they were given. */
export const lyingValues = async (tx: Tx, at: CaseKey, keys: PersonKeys): Promise<readonly LyingValue[]> => {
  const rows = await tx.rows<LyingRow>(
    'select entry, person, kind, sealed from vault_entry where tenant = $1 and stream = $2 order by entry',
    [at.tenant, at.stream],
  );
  return rows.flatMap(({ sealed, ...row }) => {
    const key = keys.get(row.person);
    const place = { tenant: at.tenant, stream: at.stream, ...row };
    return key === undefined ? [] : [{ ...row, opened: openEntryBytes(key, place, sealed) }];
  });
};

/** The same entry under a person's key; `commitment` where it says something else from now on. */
export type Restated = {
  readonly entry: string;
  readonly person: string;
  readonly sealed: Buffer;
  readonly commitment?: string;
};

export const restated = (
  { tenant, stream }: CaseKey,
  { entry, kind, opened }: LyingValue,
  to: { readonly person: string; readonly key: KeyObject },
  value?: Json,
): Restated => {
  const { person, key } = to;
  const place = { tenant, stream, person, entry, kind };
  return value === undefined
    ? { entry, person, sealed: sealAgain(key, place, opened) }
    : { entry, person, ...sealEntry(key, place, value) };
};

/** In the transaction of the erasure, once its event is written: nothing else opens the door. */
export const storeRestated = async (tx: Tx, at: CaseKey, rows: readonly Restated[]): Promise<void> => {
  if (rows.length === 0) return;
  const { done } = await tx.one<{ done: number }>(
    'select restate_entries($1, $2, $3::uuid[], $4::uuid[], $5::bytea[]) as done',
    [
      at.tenant,
      at.stream,
      rows.map(({ entry }) => entry),
      rows.map(({ person }) => person),
      rows.map(({ sealed }) => sealed),
    ],
  );
  if (done !== rows.length) throw new Error(`${rows.length - done} values of ${at.stream} could not be restated`);
};
