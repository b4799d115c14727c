import { resolve } from 'node:path';
import type { TenantKeys } from '../crypto/tenant-keys.ts';
import type { Database, Scope } from '../db.ts';
import { createImageCleaner, type ImageCleaner } from './image-cleaner.ts';
import { type UploadLimits, usualLimits } from './limits.ts';
import { createPdfCleaner, type PdfCleaner } from './pdf-cleaner.ts';
import { createRecordingCleaner, type RecordingCleaner } from './recording-cleaner.ts';

/** Everything the work with files needs; one for a server. */
export type FileStore = {
  /** Absolute, usually `<var>/files`; part of every backup. Useless without the key file, which never is. */
  readonly directory: string;
  readonly database: Database;
  readonly keys: TenantKeys;
  readonly limits: UploadLimits;
  readonly images: ImageCleaner;
  readonly pdfs: PdfCleaner;
  readonly recordings: RecordingCleaner;
  /** What went wrong after the answer was given: an object that could not be removed, for the log. */
  readonly onFault: (fault: unknown) => void;
};

export type FileStoreOptions = {
  readonly directory: string;
  readonly database: Database;
  readonly keys: TenantKeys;
  readonly limits?: UploadLimits;
  readonly images?: ImageCleaner;
  readonly onFault?: (fault: unknown) => void;
};

export const openFileStore = (options: FileStoreOptions): FileStore => ({
  directory: resolve(options.directory),
  database: options.database,
  keys: options.keys,
  limits: options.limits ?? usualLimits,
  images: options.images ?? createImageCleaner(),
  pdfs: createPdfCleaner(),
  recordings: createRecordingCleaner(),
  onFault: options.onFault ?? (() => undefined),
});

/** What a transaction must be to see the files of a draft: `draft:<id>` stands for whoever holds the draft. */
export const draftScope = (draft: string): Scope => ({
  tenants: [],
  bureaus: [],
  principals: [],
  account: `draft:${draft}`,
});
