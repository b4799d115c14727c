import type { KeyObject } from 'node:crypto';
import { open } from 'node:fs/promises';
import { SealBroken } from '../crypto/sealing.ts';
import type { Scope } from '../db.ts';
import { codeOf } from '../postgres/start-failure.ts';
import { patched } from './blanking/patches.ts';
import { keyTenantOf, unwrapFileKey } from './file-keys.ts';
import { type Cleaned, type Cleaning, type FileRef, type FileRow, fileRow, rememberCleaning } from './file-rows.ts';
import { draftScope, type FileStore } from './file-store.ts';
import { mediaTypeOf } from './media-types.ts';
import { draftArea, objectPath, putInPlace, removeObject, writeAside } from './places.ts';
import { type ObjectName, SealedReader, SealingWriter } from './sealed-object.ts';
import { TookTooLong } from './throw-away-process.ts';

export const areaOf = (ref: FileRef): string => ('tenant' in ref ? ref.tenant : draftArea);

/**
 * Makes the copy that others see, without place, time and device, and a small picture of it. Harmless to run twice
 * or at the same time. A draft's file needs no scope; a case's file needs one that may write in its tenant.
 */
export const cleanCopy = async (store: FileStore, ref: FileRef, scope?: Scope): Promise<Cleaning> => {
  const as = scope ?? ('draft' in ref ? draftScope(ref.draft) : undefined);
  if (as === undefined) throw new Error('the copy of a file of a case needs a scope');
  const row = await store.database.transact(as, async (tx) => {
    await store.keys.load(keyTenantOf(ref), tx);
    return await fileRow(tx, ref);
  });
  if (row === undefined || row.key_wrapped === null) return 'unreadable';
  if (row.cleaning !== 'pending') return row.cleaning;
  const key = unwrapFileKey(store.keys, { keyVersion: row.key_version, wrapped: row.key_wrapped }, ref);
  const cleaned = await clean(store, ref, row, key).catch((error: unknown): Cleaned => {
    // Gone from the disk or changed there: no later try will do better.
    if (codeOf(error) === 'ENOENT' || error instanceof SealBroken) return { cleaning: 'unreadable' };
    // A busy machine may do better another time; what takes too long twice is taken for without end.
    if (error instanceof TookTooLong && wasSlow(ref.file))
      return { cleaning: wayOf(row) === 'redraw' ? 'unreadable' : 'kept' };
    throw error;
  });
  const isFirst = await store.database.transact(as, (tx) => rememberCleaning(tx, ref, cleaned));
  if (isFirst) return cleaned.cleaning;
  const present = await store.database.transact(as, (tx) => fileRow(tx, ref));
  // The file was taken into a case or erased meanwhile: what was just made belongs nowhere.
  if (present?.cleaning !== 'made') await removeCopies(store, ref);
  return present?.cleaning ?? cleaned.cleaning;
};

const slowOnce = new Set<string>();
/** Nobody's memory for the files of years. */
const MOST_REMEMBERED = 10_000;

const wasSlow = (file: string): boolean => {
  if (slowOnce.delete(file)) return true;
  if (slowOnce.size >= MOST_REMEMBERED) slowOnce.clear();
  slowOnce.add(file);
  return false;
};

const wayOf = (row: FileRow) => mediaTypeOf(row.media_type)?.cleaning;

const removeCopies = async (store: FileStore, ref: FileRef): Promise<void> => {
  for (const variant of ['clean', 'thumbnail'] as const) {
    await removeObject(objectPath(store.directory, areaOf(ref), { file: ref.file, variant }));
  }
};

const clean = async (store: FileStore, ref: FileRef, row: FileRow, key: KeyObject): Promise<Cleaned> => {
  const way = wayOf(row);
  // A type that was accepted once and is no longer.
  if (way === undefined) return { cleaning: 'kept' };
  if (way === 'none') return { cleaning: 'unneeded' };
  const original: ObjectName = { file: ref.file, variant: 'original' };
  const handle = await open(objectPath(store.directory, areaOf(ref), original), 'r');
  try {
    const reader = await SealedReader.open(handle, key, original);
    if (way === 'redraw') return await redraw(store, ref, reader, key);
    if (way === 'rewrite') return await rewrite(store, ref, row, reader, key);
    return await blank(store, ref, row, reader, key);
  } finally {
    await handle.close();
  }
};

const redraw = async (store: FileStore, ref: FileRef, reader: SealedReader, key: KeyObject): Promise<Cleaned> => {
  const drawn = await store.images.clean(() => reader.part(0, reader.bytes));
  if (drawn === undefined) return { cleaning: 'unreadable' };
  await write(store, ref, 'thumbnail', key, [drawn.thumbnail]);
  await write(store, ref, 'clean', key, [drawn.clean]);
  return {
    cleaning: 'made',
    cleanMediaType: drawn.mediaType,
    cleanBytes: drawn.clean.length,
    thumbnailBytes: drawn.thumbnail.length,
  };
};

/** A document that is locked or does not follow its format is shown as it is: the other side may need to answer it. */
const rewrite = async (
  store: FileStore,
  ref: FileRef,
  row: FileRow,
  reader: SealedReader,
  key: KeyObject,
): Promise<Cleaned> => {
  const rewritten = await store.pdfs.clean(() => reader.part(0, reader.bytes));
  if (rewritten === undefined) return { cleaning: 'kept' };
  const { clean, pages } = rewritten;
  await write(store, ref, 'clean', key, [clean]);
  return { cleaning: 'made', cleanMediaType: row.media_type, cleanBytes: clean.length, pages };
};

const blank = async (
  store: FileStore,
  ref: FileRef,
  row: FileRow,
  reader: SealedReader,
  key: KeyObject,
): Promise<Cleaned> => {
  const patches = await store.recordings.plan(row.media_type, reader);
  if (patches === undefined) return { cleaning: 'kept' };
  if (patches.length === 0) return { cleaning: 'unneeded' };
  await write(store, ref, 'clean', key, patched(reader.pieces(), patches));
  return { cleaning: 'made', cleanMediaType: row.media_type, cleanBytes: reader.bytes };
};

const write = async (
  store: FileStore,
  ref: FileRef,
  variant: ObjectName['variant'],
  key: KeyObject,
  pieces: AsyncIterable<Buffer> | Iterable<Buffer>,
): Promise<void> => {
  const name: ObjectName = { file: ref.file, variant };
  const { temporary } = await writeAside(store.directory, name, async (handle) => {
    const writer = new SealingWriter(handle, key, name);
    for await (const piece of pieces) await writer.write(piece);
    await writer.end();
  });
  await putInPlace(temporary, objectPath(store.directory, areaOf(ref), name));
};
