import { createHash, type KeyObject } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import { SealBroken } from '../crypto/sealing.ts';
import type { Tx } from '../db.ts';
import { codeOf } from '../postgres/start-failure.ts';
import { areaOf } from './clean-copy.ts';
import { keyTenantOf, openFileName, unwrapFileKey } from './file-keys.ts';
import { type Cleaning, type FileRef, type FileRow, fileRow } from './file-rows.ts';
import type { FileStore } from './file-store.ts';
import { objectPath } from './places.ts';
import { type ByteRange, rangeOf } from './ranges.ts';
import { contentDisposition, safeFileName } from './safe-name.ts';
import { type ObjectName, SealedReader } from './sealed-object.ts';

/** `clean` is what others than the sender and the officer in charge get; which of the two is for the caller to say. */
export type FileView = {
  readonly variant: 'original' | 'clean' | 'thumbnail';
  readonly disposition?: 'inline' | 'attachment';
  /** The request's `Range` header. */
  readonly range?: string | undefined;
};

/** Everything an HTTP answer needs. The body must be sent or destroyed: it holds an open file. */
export type OpenedFile = {
  readonly status: 200 | 206;
  readonly headers: Readonly<Record<string, string>>;
  readonly mediaType: string;
  readonly name: string;
  /** Of the whole content, not of the part asked for. */
  readonly bytes: number;
  readonly cleaning: Cleaning;
  readonly body: Readable;
};

/** Opens a file the transaction may see. The body outlives the transaction. */
export const openFile = async (
  store: FileStore,
  tx: Tx,
  ref: FileRef,
  view: FileView,
): Promise<OpenedFile | Refusal> => {
  const found = await keyedRow(store, tx, ref);
  if (isRefusal(found)) return found;
  const object = objectFor(found.row, view.variant);
  if (isRefusal(object)) return object;
  const opened = await openObject(store, ref, found.key, object.variant);
  if (isRefusal(opened)) return opened;
  if (opened.bytes !== object.bytes) {
    await opened.close();
    throw new SealBroken(`file ${ref.file} is not as long as was written down`);
  }
  const range = rangeOf(view.range, opened.bytes);
  if (range === 'unsatisfiable') {
    await opened.close();
    return refuse('range-not-satisfiable', { status: 416, params: { bytes: opened.bytes } });
  }
  const name = safeFileName(openFileName(found.key, ref.file, found.nameSealed), object.mediaType);
  return {
    status: range === undefined ? 200 : 206,
    headers: headersFor(object.mediaType, name, opened.bytes, range, view.disposition ?? 'inline'),
    mediaType: object.mediaType,
    name,
    bytes: opened.bytes,
    cleaning: found.row.cleaning,
    body: streamOf(opened, range ?? { start: 0, end: opened.bytes - 1 }),
  };
};

/** Does the content still answer the hash taken when it came in? Reads all of it. */
export const checkFile = async (
  store: FileStore,
  tx: Tx,
  ref: FileRef,
): Promise<'holds' | 'broken' | 'missing' | Refusal> => {
  const found = await keyedRow(store, tx, ref);
  if (isRefusal(found)) return found;
  const opened = await openObject(store, ref, found.key, 'original').catch(brokenSeal);
  if (opened === 'broken') return opened;
  if (isRefusal(opened)) return 'missing';
  try {
    const hash = createHash('sha256');
    for await (const piece of opened.pieces()) hash.update(piece);
    return found.row.sha256 !== null && hash.digest().equals(found.row.sha256) ? 'holds' : 'broken';
  } catch (error) {
    return brokenSeal(error);
  } finally {
    await opened.close();
  }
};

const brokenSeal = (error: unknown): 'broken' => {
  if (error instanceof SealBroken) return 'broken';
  throw error;
};

type Keyed = { readonly row: FileRow; readonly key: KeyObject; readonly nameSealed: Buffer };

const keyedRow = async (store: FileStore, tx: Tx, ref: FileRef): Promise<Keyed | Refusal> => {
  const row = await fileRow(tx, ref);
  if (row === undefined) return refuse('file-not-found', { status: 404 });
  if (row.key_wrapped === null || row.name_sealed === null) return refuse('file-erased', { status: 410 });
  await store.keys.load(keyTenantOf(ref), tx);
  const key = unwrapFileKey(store.keys, { keyVersion: row.key_version, wrapped: row.key_wrapped }, ref);
  return { row, key, nameSealed: row.name_sealed };
};

type ObjectFacts = { readonly variant: ObjectName['variant']; readonly mediaType: string; readonly bytes: number };

const objectFor = (row: FileRow, variant: FileView['variant']): ObjectFacts | Refusal => {
  const original: ObjectFacts = { variant: 'original', mediaType: row.media_type, bytes: row.bytes };
  if (variant === 'original') return original;
  if (row.cleaning === 'pending') return refuse('clean-copy-not-ready', { status: 503 });
  if (row.cleaning === 'unreadable') return refuse('file-not-showable', { status: 409 });
  if (variant === 'thumbnail') {
    if (row.thumbnail_bytes === null) return refuse('file-has-no-thumbnail', { status: 404 });
    return { variant, mediaType: 'image/webp', bytes: row.thumbnail_bytes };
  }
  if (row.cleaning !== 'made' || row.clean_bytes === null || row.clean_media_type === null) return original;
  return { variant, mediaType: row.clean_media_type, bytes: row.clean_bytes };
};

const openObject = async (
  store: FileStore,
  ref: FileRef,
  key: KeyObject,
  variant: ObjectName['variant'],
): Promise<SealedReader | Refusal> => {
  const name: ObjectName = { file: ref.file, variant };
  let handle: FileHandle;
  try {
    handle = await open(objectPath(store.directory, areaOf(ref), name), 'r');
  } catch (error) {
    // The row says it is kept: a backup restored without its files, or a hand in the directory.
    if (codeOf(error) === 'ENOENT') return refuse('file-missing-on-disk', { status: 500 });
    throw error;
  }
  try {
    return await SealedReader.open(handle, key, name);
  } catch (error) {
    await handle.close();
    throw error;
  }
};

const streamOf = (reader: SealedReader, { start, end }: ByteRange): Readable => {
  let at = start;
  return new Readable({
    highWaterMark: 256 * 1024,
    read() {
      if (at > end) {
        this.push(null);
        return;
      }
      reader.from(at).then(
        (bytes) => {
          const piece = bytes.subarray(0, end + 1 - at);
          at += piece.length;
          this.push(piece);
        },
        (error: Error) => this.destroy(error),
      );
    },
    destroy(error, done) {
      reader.close().then(
        () => done(error),
        () => done(error),
      );
    },
  });
};

/** Whatever a file holds, it is shown as its own type and runs nothing. A PDF viewer does not open in a sandbox. */
const headersFor = (
  mediaType: string,
  name: string,
  bytes: number,
  range: ByteRange | undefined,
  disposition: 'inline' | 'attachment',
): Record<string, string> => ({
  'content-type': mediaType,
  'content-length': String(range === undefined ? bytes : range.end - range.start + 1),
  ...(range === undefined ? {} : { 'content-range': `bytes ${range.start}-${range.end}/${bytes}` }),
  'accept-ranges': 'bytes',
  'content-disposition': contentDisposition(disposition, name),
  'x-content-type-options': 'nosniff',
  'content-security-policy':
    mediaType === 'application/pdf'
      ? "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
      : "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox",
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'private, no-store',
});
