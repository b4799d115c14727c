import { createHash, type KeyObject } from 'node:crypto';
import { mkdir, statfs } from 'node:fs/promises';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import { codeOf } from '../postgres/start-failure.ts';
import type { FileStore } from './file-store.ts';
import { megabyte } from './limits.ts';
import { mediaTypeOf } from './media-types.ts';
import { writeAside } from './places.ts';
import { SealingWriter } from './sealed-object.ts';
import { headBytes, sniff } from './sniff.ts';

type Facts = { readonly mediaType: string; readonly bytes: number; readonly sha256: Buffer };

export type ReceivedContent = Facts & { readonly temporary: string };

/** Seals a content to a temporary file while it arrives; whatever is refused or cut off leaves nothing behind. */
export const receiveContent = async (
  store: FileStore,
  content: AsyncIterable<Uint8Array>,
  file: string,
  fileKey: KeyObject,
): Promise<ReceivedContent | Refusal> => {
  const source = new Incoming(content);
  if (!(await hasSpace(store))) return await source.drained(storageFull());
  const name = { file, variant: 'original' } as const;
  try {
    const { temporary, result } = await writeAside(store.directory, name, async (handle) => {
      const sealed = await seal(store, source, new SealingWriter(handle, fileKey, name));
      if (isRefusal(sealed)) throw new NotKept(sealed);
      return sealed;
    });
    return { ...result, temporary };
  } catch (error) {
    if (error instanceof NotKept) return error.refusal;
    if (codeOf(error) === 'ENOSPC' || codeOf(error) === 'EDQUOT') return await source.drained(storageFull());
    throw error;
  }
};

/** Leaves the writing of a file that is refused, so that its temporary file goes at once. */
class NotKept extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.refusal);
    this.refusal = refusal;
  }
}

const storageFull = (): Refusal => refuse('file-storage-full', { status: 507, field: 'file' });
const cutOff = (): Refusal => refuse('upload-cut-off', { status: 400, field: 'file' });

const hasSpace = async (store: FileStore): Promise<boolean> => {
  await mkdir(store.directory, { recursive: true, mode: 0o700 });
  const { bavail, bsize } = await statfs(store.directory);
  return bavail * bsize > store.limits.spareBytes;
};

const seal = async (store: FileStore, source: Incoming, writer: SealingWriter): Promise<Facts | Refusal> => {
  const head = await source.head();
  if (head === 'cut-off') return cutOff();
  const sniffed = await sniff(head);
  if (isRefusal(sniffed)) return await source.drained(sniffed);
  const media = mediaTypeOf(sniffed.mediaType);
  if (media === undefined) throw new Error(`no entry for the type ${sniffed.mediaType}`);
  const most = store.limits.bytes[media.kind];
  const hash = createHash('sha256');
  let bytes = 0;
  for (let piece: Piece = head; piece !== 'end'; piece = await source.next()) {
    if (piece === 'cut-off') return cutOff();
    bytes += piece.byteLength;
    if (bytes > most) {
      const params = { megabytes: Math.floor(most / megabyte), kind: media.kind };
      return await source.drained(refuse('file-too-large', { status: 413, field: 'file', params }));
    }
    hash.update(piece);
    await writer.write(piece);
  }
  await writer.end();
  return { mediaType: sniffed.mediaType, bytes, sha256: hash.digest() };
};

type Piece = Uint8Array | 'end' | 'cut-off';

/** The sender's bytes; a sender that goes away is an outcome, not an error. */
class Incoming {
  readonly #iterator: AsyncIterator<Uint8Array>;

  constructor(content: AsyncIterable<Uint8Array>) {
    this.#iterator = content[Symbol.asyncIterator]();
  }

  async next(): Promise<Piece> {
    try {
      const { done, value } = await this.#iterator.next();
      return done === true ? 'end' : value;
    } catch {
      return 'cut-off';
    }
  }

  /** Enough of the beginning to know the type by, or all there is. */
  async head(): Promise<Buffer | 'cut-off'> {
    const pieces: Uint8Array[] = [];
    for (let length = 0; length < headBytes; ) {
      const piece = await this.next();
      if (piece === 'cut-off') return piece;
      if (piece === 'end') break;
      pieces.push(piece);
      length += piece.byteLength;
    }
    return Buffer.concat(pieces);
  }

  /** Reads the rest away: a browser that is still sending does not hear an answer. */
  async drained(refusal: Refusal): Promise<Refusal> {
    for (let piece = await this.next(); piece !== 'end' && piece !== 'cut-off'; ) piece = await this.next();
    return refusal;
  }
}
