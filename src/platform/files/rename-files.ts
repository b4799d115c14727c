import type { Tx } from '../db.ts';
import { openFileName, sealFileName, unwrapFileKey } from './file-keys.ts';
import { caseFileRows } from './file-rows.ts';
import type { FileStore } from './file-store.ts';

/** Gives kept files of a case another name, under the same key; the name before is overwritten. */
export const renameFiles = async (
  store: FileStore,
  tx: Tx,
  at: { readonly tenant: string; readonly stream: string; readonly files: ReadonlySet<string> },
  rename: (name: string) => string,
): Promise<void> => {
  const { tenant, stream } = at;
  await store.keys.load(tenant, tx);
  for (const { file, key_version: keyVersion, key_wrapped: wrapped, name_sealed: sealed } of await caseFileRows(
    tx,
    at,
  )) {
    if (wrapped === null || sealed === null || !at.files.has(file)) continue;
    const key = unwrapFileKey(store.keys, { keyVersion, wrapped }, { tenant, stream, file });
    const name = openFileName(key, file, sealed);
    const other = rename(name);
    if (other === name) continue;
    await tx.run('update evidence_file set name_sealed = $4 where tenant = $1 and stream = $2 and file = $3', [
      ...[tenant, stream, file],
      sealFileName(key, file, other),
    ]);
  }
};
