/**
 * How a file lies on the disk. Layout: magic and suite (4) · salt (16) · chunks of 64 KiB, each with its tag (16).
 * Each object has a key of its own, derived from the file's key, the salt and the object's name, so the nonce of a
 * chunk may simply be its number and whether it is the last: chunks cannot change places and a cut is found.
 */
import { createCipheriv, createDecipheriv, hkdfSync, type KeyObject } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { randomBytesOf } from '../crypto/random.ts';
import { place, SealBroken, secretKey } from '../crypto/sealing.ts';

const magic = Buffer.from('FXF\x01', 'latin1');
const saltBytes = 16;
const headBytes = magic.length + saltBytes;
const tagBytes = 16;
const chunkBytes = 64 * 1024;
const storedChunkBytes = chunkBytes + tagBytes;

/** Which object of which file: another object put in its place does not open. */
export type ObjectName = { readonly file: string; readonly variant: 'original' | 'clean' | 'thumbnail' };

const objectKey = (fileKey: KeyObject, salt: Uint8Array, name: ObjectName): KeyObject =>
  secretKey(new Uint8Array(hkdfSync('sha256', fileKey, salt, place('file-object', name.file, name.variant), 32)));

const nonceOf = (chunk: number, isLast: boolean): Buffer => {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(chunk, 7);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
};

/** Bytes of the content, from the bytes on the disk; undefined when no content has that length on the disk. */
export const plainBytesOf = (stored: number): number | undefined => {
  const body = stored - headBytes;
  const chunks = Math.ceil(body / storedChunkBytes);
  const plain = body - chunks * tagBytes;
  if (chunks < 1 || plain < 0 || (chunks > 1 && plain <= (chunks - 1) * chunkBytes)) return undefined;
  return plain;
};

/** Seals a content onto an open, empty file as it comes in, holding one chunk in memory. */
export class SealingWriter {
  readonly #handle: FileHandle;
  readonly #key: KeyObject;
  readonly #salt = randomBytesOf(saltBytes);
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #chunk = 0;

  constructor(handle: FileHandle, fileKey: KeyObject, name: ObjectName) {
    this.#handle = handle;
    this.#key = objectKey(fileKey, this.#salt, name);
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.#waiting.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    this.#waitingBytes += bytes.byteLength;
    // A full chunk waits until more comes: only then is it known not to be the last.
    if (this.#waitingBytes <= chunkBytes) return;
    const all = Buffer.concat(this.#waiting);
    let offset = 0;
    const sealed: Buffer[] = [];
    while (all.length - offset > chunkBytes) {
      sealed.push(...this.#seal(all.subarray(offset, offset + chunkBytes), false));
      offset += chunkBytes;
    }
    this.#waiting = [Buffer.from(all.subarray(offset))];
    this.#waitingBytes = all.length - offset;
    await this.#put(sealed);
  }

  /** Seals the last chunk and makes sure that all of it is on the disk. */
  async end(): Promise<void> {
    await this.#put(this.#seal(Buffer.concat(this.#waiting), true));
    this.#waiting = [];
    await this.#handle.sync();
  }

  #seal(plain: Buffer, isLast: boolean): Buffer[] {
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonceOf(this.#chunk, isLast));
    const body = cipher.update(plain);
    cipher.final();
    const head = this.#chunk === 0 ? [magic, this.#salt] : [];
    this.#chunk += 1;
    return [...head, body, cipher.getAuthTag()];
  }

  async #put(parts: Buffer[]): Promise<void> {
    const bytes = Buffer.concat(parts);
    let written = 0;
    while (written < bytes.length) {
      written += (await this.#handle.write(bytes, written, bytes.length - written)).bytesWritten;
    }
  }
}

/** Reads any part of a sealed object; every byte given out has been authenticated. */
export class SealedReader {
  /** Of the content. */
  readonly bytes: number;
  readonly #handle: FileHandle;
  readonly #key: KeyObject;
  readonly #lastChunk: number;
  /** Who walks through a format asks for small places one after the other. */
  #latest: { readonly chunk: number; readonly plain: Buffer } | undefined;

  private constructor(handle: FileHandle, key: KeyObject, bytes: number) {
    this.#handle = handle;
    this.#key = key;
    this.bytes = bytes;
    this.#lastChunk = Math.max(0, Math.ceil(bytes / chunkBytes) - 1);
  }

  /** Opens the last chunk at once, so that a cut is found before anything is given out. @throws SealBroken */
  static async open(handle: FileHandle, fileKey: KeyObject, name: ObjectName): Promise<SealedReader> {
    const head = Buffer.alloc(headBytes);
    const { bytesRead } = await handle.read(head, 0, headBytes, 0);
    const bytes = plainBytesOf((await handle.stat()).size);
    if (bytesRead < headBytes || !head.subarray(0, magic.length).equals(magic) || bytes === undefined) {
      throw new SealBroken('not a whole sealed object of a known kind');
    }
    const reader = new SealedReader(handle, objectKey(fileKey, head.subarray(magic.length), name), bytes);
    await reader.#open(reader.#lastChunk);
    return reader;
  }

  /** Plain bytes from `offset`, up to the end of the chunk it lies in; empty at the end. @throws SealBroken */
  async from(offset: number): Promise<Buffer> {
    if (offset >= this.bytes && offset > 0) return Buffer.alloc(0);
    const chunk = Math.floor(offset / chunkBytes);
    const latest = this.#latest?.chunk === chunk ? this.#latest : { chunk, plain: await this.#open(chunk) };
    this.#latest = latest;
    return latest.plain.subarray(offset - chunk * chunkBytes);
  }

  /** Plain bytes of a place, fewer where the content ends. @throws SealBroken */
  async part(offset: number, length: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    const end = Math.min(offset + length, this.bytes);
    for (let at = offset; at < end; ) {
      const bytes = (await this.from(at)).subarray(0, end - at);
      parts.push(bytes);
      at += bytes.length;
    }
    return Buffer.concat(parts);
  }

  /** The content in pieces. @throws SealBroken */
  async *pieces(start = 0, endExclusive = this.bytes): AsyncGenerator<Buffer> {
    for (let at = start; at < endExclusive; ) {
      const bytes = (await this.from(at)).subarray(0, endExclusive - at);
      yield bytes;
      at += bytes.length;
    }
  }

  close(): Promise<void> {
    return this.#handle.close();
  }

  async #open(chunk: number): Promise<Buffer> {
    const isLast = chunk === this.#lastChunk;
    const length = (isLast ? this.bytes - chunk * chunkBytes : chunkBytes) + tagBytes;
    const stored = Buffer.allocUnsafe(length);
    const { bytesRead } = await this.#handle.read(stored, 0, length, headBytes + chunk * storedChunkBytes);
    if (bytesRead < length) throw new SealBroken('a sealed object ends too early');
    const decipher = createDecipheriv('aes-256-gcm', this.#key, nonceOf(chunk, isLast), { authTagLength: tagBytes });
    decipher.setAuthTag(stored.subarray(length - tagBytes));
    try {
      const plain = decipher.update(stored.subarray(0, length - tagBytes));
      decipher.final();
      return plain;
    } catch {
      throw new SealBroken('a sealed object was changed, cut or belongs elsewhere');
    }
  }
}
