import type { KeyObject } from 'node:crypto';
import { platformTenant } from '../audit.ts';
import type { Tx } from '../db.ts';
import { openFileName, unwrapFileKey } from './file-keys.ts';
import { caseFileRows, draftFileRows, type FileRef, type FileRow } from './file-rows.ts';
import type { FileStore } from './file-store.ts';
import { draftArea, isFileId, removeObjects } from './places.ts';

export type ListedFile = {
  readonly file: string;
  readonly purpose: string;
  readonly mediaType: string;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
  /** As handed in; may hold anything a person can type. */
  readonly name: string;
  readonly cleaning: FileRow['cleaning'];
  readonly hasThumbnail: boolean;
  /** null where nobody knows. */
  readonly pages: number | null;
  readonly madeAt: Date;
};

export type ListedCaseFile =
  | (ListedFile & { readonly state: 'kept'; readonly person: string | null; readonly givenBy: string })
  | {
      readonly state: 'erased';
      readonly file: string;
      readonly purpose: string;
      readonly erasedAt: Date;
      readonly basis: string;
    };

/** The files of a draft in the order they came, for its own holder. */
export const draftFiles = async (store: FileStore, tx: Tx, draft: string): Promise<ListedFile[]> => {
  await store.keys.load(platformTenant, tx);
  return (await draftFileRows(tx, draft)).flatMap((row) => listed(store, row, { draft, file: row.file }) ?? []);
};

/** The files of a case in the order they came, erased ones with their basis. */
export const caseFiles = async (
  store: FileStore,
  tx: Tx,
  at: { readonly tenant: string; readonly stream: string },
): Promise<ListedCaseFile[]> => {
  await store.keys.load(at.tenant, tx);
  return (await caseFileRows(tx, at)).flatMap((row): ListedCaseFile[] => {
    if (row.erased_at !== null) {
      const basis = row.erased_basis ?? '';
      return [{ state: 'erased', file: row.file, purpose: row.purpose, erasedAt: row.erased_at, basis }];
    }
    const kept = listed(store, row, { ...at, file: row.file });
    return kept === undefined ? [] : [{ ...kept, state: 'kept', person: row.person, givenBy: row.given_by }];
  });
};

const listed = (store: FileStore, row: FileRow, ref: FileRef): ListedFile | undefined => {
  if (row.key_wrapped === null || row.name_sealed === null || row.sha256 === null) return undefined;
  const key: KeyObject = unwrapFileKey(store.keys, { keyVersion: row.key_version, wrapped: row.key_wrapped }, ref);
  return {
    file: row.file,
    purpose: row.purpose,
    mediaType: row.media_type,
    bytes: row.bytes,
    sha256: row.sha256.toString('hex'),
    name: openFileName(key, row.file, row.name_sealed),
    cleaning: row.cleaning,
    hasThumbnail: row.thumbnail_bytes !== null,
    pages: row.pages,
    madeAt: row.made_at,
  };
};

/** Takes files out of a draft again: those named, or all when the draft itself goes. */
export const dropDraftFiles = async (
  store: FileStore,
  tx: Tx,
  at: { readonly draft: string; readonly files?: readonly string[] },
): Promise<number> => {
  const gone = await tx.rows<{ file: string }>(
    'delete from draft_file where draft = $1 and ($2::uuid[] is null or file = any ($2::uuid[])) returning file',
    [at.draft, at.files?.filter(isFileId) ?? null],
  );
  const files = gone.map((row) => row.file);
  tx.afterCommit(() => {
    removeObjects(store.directory, draftArea, files).catch(store.onFault);
  });
  return files.length;
};
