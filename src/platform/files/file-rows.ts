import type { Tx } from '../db.ts';
import { isFileId } from './places.ts';

/** How the copy for other eyes stands: see `media-types.ts` for the ways, `pending` = not made yet. */
export type Cleaning = 'pending' | 'made' | 'unneeded' | 'kept' | 'unreadable';

export type DraftFileRef = { readonly draft: string; readonly file: string };
export type CaseFileRef = { readonly tenant: string; readonly stream: string; readonly file: string };
export type FileRef = DraftFileRef | CaseFileRef;

export type FileRow = {
  readonly file: string;
  readonly purpose: string;
  readonly media_type: string;
  readonly bytes: number;
  readonly sha256: Buffer | null;
  readonly name_sealed: Buffer | null;
  readonly key_version: number;
  readonly key_wrapped: Buffer | null;
  readonly cleaning: Cleaning;
  readonly clean_media_type: string | null;
  readonly clean_bytes: number | null;
  readonly thumbnail_bytes: number | null;
  readonly pages: number | null;
  readonly made_at: Date;
};

export type CaseFileRow = FileRow & {
  readonly person: string | null;
  readonly given_by: string;
  readonly erased_at: Date | null;
  readonly erased_basis: string | null;
};

const columns = `file, purpose, media_type, bytes, sha256, name_sealed, key_version, key_wrapped, cleaning, clean_media_type,
  clean_bytes, thumbnail_bytes, pages, made_at`;

export const draftFileRows = (tx: Tx, draft: string): Promise<FileRow[]> =>
  tx.rows<FileRow>(`select ${columns} from draft_file where draft = $1 order by file`, [draft]);

export const caseFileRows = (tx: Tx, at: { tenant: string; stream: string }): Promise<CaseFileRow[]> =>
  tx.rows<CaseFileRow>(
    `select ${columns}, person, given_by, erased_at, erased_basis from evidence_file
      where tenant = $1 and stream = $2 order by file`,
    [at.tenant, at.stream],
  );

export const fileRow = async (tx: Tx, ref: FileRef): Promise<FileRow | CaseFileRow | undefined> => {
  if (!isFileId(ref.file) || !isFileId('tenant' in ref ? ref.stream : ref.draft)) return undefined;
  return 'tenant' in ref
    ? await tx.maybe<CaseFileRow>(
        `select ${columns}, person, given_by, erased_at, erased_basis from evidence_file
          where tenant = $1 and stream = $2 and file = $3`,
        [ref.tenant, ref.stream, ref.file],
      )
    : await tx.maybe<FileRow>(`select ${columns} from draft_file where draft = $1 and file = $2`, [
        ref.draft,
        ref.file,
      ]);
};

export type Cleaned = {
  readonly cleaning: Exclude<Cleaning, 'pending'>;
  readonly cleanMediaType?: string;
  readonly cleanBytes?: number;
  readonly thumbnailBytes?: number;
  readonly pages?: number;
};

/** Writes down what became of the copy, once: a second making of the same copy changes nothing. */
export const rememberCleaning = async (tx: Tx, ref: FileRef, cleaned: Cleaned): Promise<boolean> => {
  const values = [
    cleaned.cleaning,
    cleaned.cleanMediaType ?? null,
    cleaned.cleanBytes ?? null,
    cleaned.thumbnailBytes ?? null,
    cleaned.pages ?? null,
  ];
  const changed =
    'tenant' in ref
      ? await tx.run(
          `update evidence_file set cleaning = $4, clean_media_type = $5, clean_bytes = $6, thumbnail_bytes = $7,
             pages = coalesce($8, pages)
            where tenant = $1 and stream = $2 and file = $3 and cleaning = 'pending' and state = 'kept'`,
          [ref.tenant, ref.stream, ref.file, ...values],
        )
      : await tx.run(
          `update draft_file set cleaning = $3, clean_media_type = $4, clean_bytes = $5, thumbnail_bytes = $6,
             pages = coalesce($7, pages)
            where draft = $1 and file = $2 and cleaning = 'pending'`,
          [ref.draft, ref.file, ...values],
        );
  return changed === 1;
};
