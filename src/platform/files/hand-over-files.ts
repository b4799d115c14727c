import type { Tx } from '../db.ts';
import { unwrapFileKey, wrapFileKey } from './file-keys.ts';
import { type Cleaning, caseFileRows } from './file-rows.ts';
import type { FileStore } from './file-store.ts';
import { isThere, linkInto, objectPath, variants } from './places.ts';

type At = { readonly tenant: string; readonly stream: string };

/** A file on its way from a case of one tenant to one of another: its key is wrapped for the receiver already. */
export type HandedFile = {
  readonly file: string;
  readonly person: string | null;
  readonly givenBy: string;
  readonly purpose: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly name: string;
  readonly keyVersion: number;
  readonly key: string;
  readonly cleaning: Cleaning;
  readonly cleanMediaType: string | null;
  readonly cleanBytes: number | null;
  readonly thumbnailBytes: number | null;
  readonly pages: number | null;
  readonly madeAt: string;
};

/** In the sender's transaction, which must see the files. Erased ones have nothing left to hand over. */
export const filesToHandOver = async (
  store: FileStore,
  tx: Tx,
  from: At,
  to: At,
  files: readonly string[],
): Promise<readonly HandedFile[]> => {
  await store.keys.load(from.tenant, tx);
  await store.keys.load(to.tenant, tx);
  const rows = (await caseFileRows(tx, from)).filter(({ file }) => files.includes(file));
  return rows.flatMap((row): HandedFile[] => {
    const { file, key_wrapped: wrapped, name_sealed: name, sha256 } = row;
    if (wrapped === null || name === null || sha256 === null) return [];
    const fileKey = unwrapFileKey(store.keys, { keyVersion: row.key_version, wrapped }, { ...from, file });
    const key = wrapFileKey(store.keys, fileKey, { ...to, file });
    return [
      {
        file,
        person: row.person,
        givenBy: row.given_by,
        purpose: row.purpose,
        mediaType: row.media_type,
        bytes: Number(row.bytes),
        sha256: sha256.toString('hex'),
        name: name.toString('base64'),
        keyVersion: key.keyVersion,
        key: key.wrapped.toString('base64'),
        cleaning: row.cleaning,
        cleanMediaType: row.clean_media_type,
        cleanBytes: row.clean_bytes,
        thumbnailBytes: row.thumbnail_bytes,
        pages: row.pages,
        madeAt: row.made_at.toISOString(),
      },
    ];
  });
};

/** A second name for each object in the receiver's area; returns the files whose bytes are there. May run again. */
export const linkHandedFiles = async (
  store: FileStore,
  fromTenant: string,
  toTenant: string,
  files: readonly HandedFile[],
): Promise<readonly HandedFile[]> => {
  const there: HandedFile[] = [];
  for (const one of files) {
    let isWhole = true;
    for (const variant of variants) {
      if (variant === 'clean' && one.cleanBytes === null) continue;
      if (variant === 'thumbnail' && one.thumbnailBytes === null) continue;
      const from = objectPath(store.directory, fromTenant, { file: one.file, variant });
      const to = objectPath(store.directory, toTenant, { file: one.file, variant });
      if (await isThere(to)) continue;
      if (await isThere(from)) await linkInto(from, to);
      else if (variant === 'original') isWhole = false;
    }
    if (isWhole) there.push(one);
  }
  return there;
};

/** In the receiver's transaction; the stream row, and the keys of the persons named, must be there. */
export const takeHandedFiles = async (tx: Tx, to: At, files: readonly HandedFile[], boundAt: Date): Promise<void> => {
  for (const one of files) {
    await tx.run(
      `insert into evidence_file (tenant, stream, file, person, given_by, purpose, media_type, bytes, sha256, name_sealed,
         key_version, key_wrapped, cleaning, clean_media_type, clean_bytes, thumbnail_bytes, pages, made_at, bound_at, state)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, 'kept')`,
      [
        to.tenant,
        to.stream,
        one.file,
        one.person,
        one.givenBy,
        one.purpose,
        one.mediaType,
        one.bytes,
        Buffer.from(one.sha256, 'hex'),
        Buffer.from(one.name, 'base64'),
        one.keyVersion,
        Buffer.from(one.key, 'base64'),
        one.cleaning,
        one.cleanMediaType,
        one.cleanBytes,
        one.thumbnailBytes,
        one.pages,
        one.madeAt,
        boundAt,
      ],
    );
  }
};
