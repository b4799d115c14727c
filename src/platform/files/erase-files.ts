import type { Actor } from '#kernel/actor.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { audit } from '../audit.ts';
import { now } from '../clock.ts';
import type { Tx } from '../db.ts';
import { listErasure } from '../erasures.ts';
import type { FileStore } from './file-store.ts';
import { removeObjects } from './places.ts';

export type Erasure = {
  readonly tenant: string;
  readonly stream: string;
  /** Which: some files, all of a person, or all of the case. */
  readonly of: { readonly files: readonly string[] } | { readonly person: string } | 'case';
  readonly basis: string;
};

/**
 * Destroys the keys, names and hashes of files; the objects go after the commit, or by the sweep. The caller appends
 * the event with the same basis. Refused under a legal hold. Returns the files erased now.
 */
export const eraseFiles = async (
  store: FileStore,
  tx: Tx,
  actor: Actor,
  erasure: Erasure,
): Promise<{ readonly files: readonly string[]; readonly erasedAt: Date } | Refusal> => {
  const { tenant, stream, of, basis } = erasure;
  const held = await tx.maybe<{ held: boolean }>(
    'select true as held from legal_hold where tenant = $1 and stream = $2 and lifted_at is null limit 1',
    [tenant, stream],
  );
  if (held !== undefined) return refuse('under-legal-hold', { status: 409 });
  const erasedAt = now();
  const gone = await tx.rows<{ file: string }>(
    `update evidence_file set state = 'erased', key_wrapped = null, name_sealed = null, sha256 = null, erased_at = $3, erased_basis = $4
      where tenant = $1 and stream = $2 and state = 'kept'
        and ($5::uuid[] is null or file = any ($5::uuid[])) and ($6::uuid is null or person = $6) returning file`,
    [
      tenant,
      stream,
      erasedAt,
      basis,
      of !== 'case' && 'files' in of ? of.files : null,
      of !== 'case' && 'person' in of ? of.person : null,
    ],
  );
  const files = gone.map((row) => row.file);
  if (files.length === 0) return { files, erasedAt };
  await listErasure(tx, { tenant, stream, files, at: erasedAt.toISOString(), basis });
  await audit(tx, {
    tenant,
    account: actor.account,
    act: 'erase-files',
    subject: `stream:${stream}`,
    reason: basis,
    detail: { files },
  });
  // What went on within the authority is one object of two cases: it goes with the last of them.
  const shared = await tx.rows<{ file: string }>('select file from stored_file_areas($1) where area = $2', [
    files,
    tenant,
  ]);
  const last = files.filter((file) => !shared.some((one) => one.file === file));
  tx.afterCommit(() => {
    removeObjects(store.directory, tenant, last).catch(store.onFault);
  });
  return { files, erasedAt };
};

/** In SQL: whether a file of the case in this row of a query is still kept. */
export const keepsFiles = (row: string): string =>
  `exists (select 1 from evidence_file k where k.tenant = ${row}.tenant and k.stream = ${row}.stream and k.state = 'kept')`;

/** Files made of a case for one person go with another's erasure from now on: what they were made from lies under that key. */
export const passOnMadeFiles = async (
  tx: Tx,
  at: { readonly tenant: string; readonly stream: string; readonly from: string; readonly to: string },
): Promise<void> => {
  await tx.run(
    `update evidence_file set person = $4
      where tenant = $1 and stream = $2 and person = $3 and state = 'kept' and purpose in ('paper', 'sealed-copy')`,
    [at.tenant, at.stream, at.from, at.to],
  );
};
