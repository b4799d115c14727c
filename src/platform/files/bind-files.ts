import { type Refusal, refuse } from '#kernel/refusal.ts';
import { platformTenant } from '../audit.ts';
import { now } from '../clock.ts';
import type { Tx } from '../db.ts';
import { unwrapFileKey, wrapFileKey } from './file-keys.ts';
import { draftFileRows, type FileRow } from './file-rows.ts';
import type { FileStore } from './file-store.ts';
import { draftArea, isThere, linkInto, objectPath, removeObjects, variants } from './places.ts';

export type Binding = {
  readonly draft: string;
  /** Which files of the draft; all of them when silent. */
  readonly files?: readonly string[];
  /** What the act took a file for, where that is other than what it was handed in as. */
  readonly purposes?: ReadonlyMap<string, string>;
  readonly tenant: string;
  readonly stream: string;
  /** The person of the vault whose erasure takes the files along. */
  readonly person?: string;
  readonly givenBy: string;
};

/** What an event may say of a file: nothing personal but the hash that proves it. */
export type BoundFile = {
  readonly file: string;
  readonly purpose: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string;
};

/**
 * Gives a draft's files to a case, in the transaction of the act. The transaction must see the draft (its account is
 * the owner or `draft:<id>`; `tx.rescope` changes it) and may write in the tenant; the stream row, and the person's key
 * where one is named, must be there. Rolled back, the draft has its files as before.
 */
export const bindFiles = async (
  store: FileStore,
  tx: Tx,
  binding: Binding,
): Promise<readonly BoundFile[] | Refusal> => {
  const rows = (await draftFileRows(tx, binding.draft)).filter((row) => binding.files?.includes(row.file) ?? true);
  const missing = binding.files?.find((file) => !rows.some((row) => row.file === file));
  if (missing !== undefined) return refuse('file-not-found', { status: 404, field: 'files' });
  await store.keys.load(platformTenant, tx);
  await store.keys.load(binding.tenant, tx);
  const bound: BoundFile[] = [];
  for (const row of rows) {
    // Somebody else's act may just have taken it: one file of two cases would go with the erasure of either.
    const taken = await tx.run('delete from draft_file where draft = $1 and file = $2', [binding.draft, row.file]);
    if (taken === 0) return refuse('file-not-found', { status: 404, field: 'files' });
    bound.push(await bind(store, tx, binding, row));
  }
  tx.afterCommit(() => {
    removeObjects(
      store.directory,
      draftArea,
      rows.map((row) => row.file),
    ).catch(store.onFault);
  });
  return bound;
};

const bind = async (store: FileStore, tx: Tx, binding: Binding, row: FileRow): Promise<BoundFile> => {
  const { tenant, stream, draft } = binding;
  const { file } = row;
  const purpose = binding.purposes?.get(file) ?? row.purpose;
  if (row.key_wrapped === null || row.sha256 === null) throw new Error(`draft file ${file} has no key`);
  const fileKey = unwrapFileKey(store.keys, { keyVersion: row.key_version, wrapped: row.key_wrapped }, { draft, file });
  const key = wrapFileKey(store.keys, fileKey, { tenant, stream, file });
  const hasCopies = await linkObjects(store, tenant, file, row);
  await tx.run(
    `insert into evidence_file (tenant, stream, file, person, given_by, purpose, media_type, bytes, sha256, name_sealed,
       key_version, key_wrapped, cleaning, clean_media_type, clean_bytes, thumbnail_bytes, pages, made_at, bound_at, state)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, 'kept')`,
    [
      tenant,
      stream,
      file,
      binding.person ?? null,
      binding.givenBy,
      purpose,
      row.media_type,
      row.bytes,
      row.sha256,
      row.name_sealed,
      key.keyVersion,
      key.wrapped,
      hasCopies ? row.cleaning : 'pending',
      hasCopies ? row.clean_media_type : null,
      hasCopies ? row.clean_bytes : null,
      hasCopies ? row.thumbnail_bytes : null,
      row.pages,
      row.made_at,
      now(),
    ],
  );
  return {
    file,
    purpose,
    mediaType: row.media_type,
    bytes: row.bytes,
    sha256: row.sha256.toString('hex'),
  };
};

/** Whether every copy the row speaks of could be linked; the original must be there. */
const linkObjects = async (store: FileStore, tenant: string, file: string, row: FileRow): Promise<boolean> => {
  let isComplete = true;
  for (const variant of variants) {
    const isWanted =
      variant === 'original' || (variant === 'clean' ? row.clean_bytes !== null : row.thumbnail_bytes !== null);
    if (!isWanted) continue;
    const from = objectPath(store.directory, draftArea, { file, variant });
    if (variant !== 'original' && !(await isThere(from))) isComplete = false;
    else await linkInto(from, objectPath(store.directory, tenant, { file, variant }));
  }
  return isComplete;
};
