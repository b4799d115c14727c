import { createHash, type Hash } from 'node:crypto';
import { closeSync, createReadStream, existsSync, openSync, readSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { canonicalJson } from '#kernel/canonical.ts';
import type { Keyring } from './crypto/keyring.ts';

/**
 * What was erased, kept outside the database beside the signed heads: an older backup brings back the keys that an erasure
 * destroyed. One line of JSON an erasure, with ids, basis and moment; nothing personal.
 */
export type ErasureLine = {
  readonly tenant: string;
  readonly stream: string;
  readonly at: string;
  readonly basis: string;
  /** Whose key was destroyed; absent where it was files. */
  readonly person?: string;
  readonly files?: readonly string[];
};

/** What of the list stood when something was said of it: its first bytes and their hash. */
export type Extent = { readonly bytes: number; readonly sha256: string };

type Signing = { readonly version: number; readonly signature: string };

type SignedLine = ErasureLine & { readonly before: Extent; readonly signing: Signing };

export const erasuresPath = (headsDirectory: string): string => join(headsDirectory, 'erasures.jsonl');

export const isErasureLine = (value: unknown): value is ErasureLine => {
  const { tenant, stream, at, basis, person, files } = (value ?? {}) as Record<string, unknown>;
  const named = [tenant, stream, at, basis].every((one) => typeof one === 'string' && one !== '');
  const whose = typeof person === 'string' || (Array.isArray(files) && files.every((one) => typeof one === 'string'));
  return named && whose && !Number.isNaN(Date.parse(String(at)));
};

/** What is wrong with a line; the words stand in the locale. */
export type ListFault = {
  readonly line: number;
  readonly why: 'unreadable' | 'unsigned' | 'forged' | 'other-before';
};

/** What was read of a list. */
export type ErasuresRead = {
  /** Lines that can be relied on: signed, or written before any was. */
  readonly count: number;
  /** The first ones. */
  readonly faults: readonly ListFault[];
  readonly furtherFaults: number;
  /** Lines of before the list was signed. */
  readonly unsigned: number;
  /** Up to the last line that has its end. */
  readonly extent: Extent;
  /** All that was read. */
  readonly all: Extent;
  /** Whether what was said of the list earlier still holds. */
  readonly holds: (earlier: Extent) => boolean;
};

type Walk = {
  readonly extents: readonly Extent[];
  /** Only so much of it: what is added meanwhile is not read. */
  readonly bytes?: number;
  readonly onLines: (lines: readonly ErasureLine[]) => Promise<void>;
};

const PAGE = 1000;

/**
 * Reads the list in pages, so that it does not matter how long it is. Each line is signed together with a hash of everything that stood
 * before it, so that none can be changed, invented or taken out from among others; that the last ones were cut off only something said
 * later shows, as the signed heads do: `holds` answers for what was said of it up to one of `extents`. Only lines that can be relied on
 * are given. Without keys only the hashes are compared.
 */
export const walkErasures = async (
  path: string,
  keyring: Keyring | undefined,
  { extents, bytes: most = Number.POSITIVE_INFINITY, onLines }: Walk,
): Promise<ErasuresRead> => {
  let page: ErasureLine[] = [];
  let count = 0;
  const marks = new LastMarks(path, new Set(extents.map(({ bytes }) => bytes)));
  const reader = new ListReader(keyring, { take: (line) => page.push(line), marks });
  const turnPage = async (most: number): Promise<void> => {
    if (page.length <= most) return;
    const lines = page;
    page = [];
    count += lines.length;
    await onLines(lines);
  };
  if (most > 0 && existsSync(path)) {
    let rest = Buffer.alloc(0);
    for await (const piece of createReadStream(path, { end: most - 1 })) {
      const bytes = Buffer.concat([rest, piece as Buffer]);
      let from = 0;
      for (let feed = bytes.indexOf(10); feed !== -1; feed = bytes.indexOf(10, from)) {
        reader.line(bytes.subarray(from, feed + 1));
        from = feed + 1;
        await turnPage(PAGE - 1);
      }
      rest = bytes.subarray(from);
    }
    if (rest.length > 0) reader.line(rest);
  }
  const read = reader.end();
  await turnPage(0);
  return { ...read, count };
};

/** How far the list has come. */
export const extentOf = async (path: string): Promise<Extent> =>
  (await walkErasures(path, undefined, { extents: [], onLines: async () => undefined })).extent;

/** Hash of all that stands before a place in the list, by its bytes. */
type Marks = { set(bytes: number, sha256: string): unknown; get(bytes: number): string | undefined };

/** More lines than this were never added while another one was being signed; what a line knew farther back is hashed anew. */
const REMEMBERED = 4_096;

class LastMarks implements Marks {
  readonly #path: string;
  readonly #kept: ReadonlySet<number>;
  readonly #asked = new Map<number, string>();
  readonly #last = new Map<number, string>();

  constructor(path: string, kept: ReadonlySet<number>) {
    this.#path = path;
    this.#kept = kept;
  }

  set(bytes: number, sha256: string): void {
    if (this.#kept.has(bytes)) this.#asked.set(bytes, sha256);
    this.#last.set(bytes, sha256);
    const [first] = this.#last.size > REMEMBERED ? this.#last.keys() : [];
    if (first !== undefined) this.#last.delete(first);
  }

  get(bytes: number): string | undefined {
    return (
      this.#last.get(bytes) ?? this.#asked.get(bytes) ?? (this.#isForgotten(bytes) ? this.#again(bytes) : undefined)
    );
  }

  #isForgotten(bytes: number): boolean {
    const [first = 0] = this.#last.keys();
    return Number.isInteger(bytes) && bytes >= 0 && bytes < first && !this.#kept.has(bytes);
  }

  #again(bytes: number): string {
    const hash = createHash('sha256');
    const file = openSync(this.#path, 'r');
    try {
      const piece = Buffer.alloc(65_536);
      for (let at = 0; at < bytes; ) {
        const read = readSync(file, piece, 0, Math.min(piece.length, bytes - at), at);
        if (read === 0) break;
        hash.update(piece.subarray(0, read));
        at += read;
      }
    } finally {
      closeSync(file);
    }
    return hash.digest('hex');
  }
}

type Reading = { readonly take: (line: ErasureLine) => void; readonly marks: Marks };

/** So many are named one by one. */
const FAULTS_NAMED = 1_000;

class ListReader {
  readonly #keyring: Keyring | undefined;
  readonly #hash: Hash = createHash('sha256');
  readonly #take: Reading['take'];
  readonly #marks: Marks;
  readonly #faults: ListFault[] = [];
  /** A later line may show that they were there when it was signed. */
  #unreadable: (ListFault & { readonly until: number })[] = [];
  #further = 0;
  #bytes = 0;
  /** Up to the last line that has its end. */
  #whole = 0;
  #count = 0;
  #unsigned = 0;
  #isSigned = false;
  #isBroken = false;

  constructor(keyring: Keyring | undefined, { take, marks }: Reading) {
    this.#keyring = keyring;
    this.#take = take;
    this.#marks = marks;
  }

  line(bytes: Buffer): void {
    this.#count += 1;
    this.#mark();
    const text = bytes.toString('utf8').trim();
    this.#hash.update(bytes);
    this.#bytes += bytes.length;
    if (bytes.at(-1) === 10) this.#whole = this.#bytes;
    const why = text === '' ? undefined : this.#judge(parsed(text));
    if (why !== undefined) this.#fault(why);
  }

  #fault(why: ListFault['why']): void {
    const line = this.#count;
    if (this.#faults.length + this.#unreadable.length >= FAULTS_NAMED) this.#further += 1;
    else if (why === 'unreadable') this.#unreadable.push({ line, why, until: this.#bytes });
    else this.#faults.push({ line, why });
  }

  #judge(line: SignedLine | ErasureLine | undefined): ListFault['why'] | undefined {
    if (line === undefined) return 'unreadable';
    if (!('signing' in line)) {
      if (this.#isSigned) return 'unsigned';
      this.#unsigned += 1;
      this.#take(line);
      return undefined;
    }
    this.#isSigned = true;
    const { signing, before, ...said } = line;
    if (this.#keyring?.verifies(textOf(this.#keyring, said, before), signing.version, signing.signature) === false) {
      return 'forged';
    }
    this.#take(said);
    if (this.#marks.get(before.bytes) === before.sha256) {
      this.#passOver(before);
      return undefined;
    }
    // Everything after a break is broken too: it is told once.
    if (this.#isBroken) return undefined;
    this.#isBroken = true;
    return 'other-before';
  }

  /** A line the machine cut off was there when a later one was signed, and has been written again since. */
  #passOver(before: Extent): void {
    if (this.#unreadable.length > 0) this.#unreadable = this.#unreadable.filter(({ until }) => until > before.bytes);
  }

  #mark(): void {
    this.#marks.set(this.#bytes, this.#hash.copy().digest('hex'));
  }

  end(): Omit<ErasuresRead, 'count'> {
    this.#mark();
    const marks = this.#marks;
    const extentTo = (bytes: number): Extent => ({ bytes, sha256: marks.get(bytes) ?? '' });
    const unreadable = this.#unreadable.map(({ line, why }) => ({ line, why }));
    return {
      faults: [...this.#faults, ...unreadable].sort((one, other) => one.line - other.line),
      furtherFaults: this.#further,
      unsigned: this.#unsigned,
      extent: extentTo(this.#whole),
      all: extentTo(this.#bytes),
      holds: ({ bytes, sha256 }) => marks.get(bytes) === sha256,
    };
  }
}

const parsed = (text: string): SignedLine | ErasureLine | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    if (!isErasureLine(value)) return undefined;
    const { before, signing } = value as Partial<SignedLine>;
    if (before === undefined && signing === undefined) return value;
    const isWhole =
      typeof before?.bytes === 'number' &&
      typeof before.sha256 === 'string' &&
      typeof signing?.version === 'number' &&
      typeof signing.signature === 'string';
    return isWhole ? (value as SignedLine) : undefined;
  } catch {
    return undefined;
  }
};

const textOf = ({ id }: Keyring, line: ErasureLine, before: Extent): string =>
  canonicalJson({ ...line, format: 'fangxin-erasure-1', instance: id, before: { ...before } });

/** How far each list was hashed, so that a line costs nothing but itself. */
const hashed = new Map<string, { bytes: number; readonly hash: Hash; readonly ino: number }>();
let turn: Promise<unknown> = Promise.resolve();

/** Adds signed lines. Other processes may add theirs meanwhile: a line tells how much it knew of. */
export const appendErasures = (path: string, lines: readonly ErasureLine[], keyring: Keyring): Promise<void> => {
  const mine = turn.then(() => append(path, lines, keyring));
  turn = mine.catch(() => undefined);
  return mine;
};

const append = async (path: string, lines: readonly ErasureLine[], keyring: Keyring): Promise<void> => {
  if (lines.length === 0) return;
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, 'a+', 0o600);
  try {
    const { size, ino } = await file.stat();
    const known = hashed.get(path);
    const so = known?.ino === ino && known.bytes <= size ? known : { bytes: 0, hash: createHash('sha256'), ino };
    hashed.set(path, so);
    let last = 10;
    if (so.bytes < size) {
      for await (const piece of file.createReadStream({ start: so.bytes, end: size - 1, autoClose: false })) {
        const bytes = piece as Buffer;
        so.hash.update(bytes);
        so.bytes += bytes.length;
        last = bytes.at(-1) ?? last;
      }
    }
    const texts = last === 10 ? [] : ['\n'];
    for (const text of texts) add(so, text);
    for (const line of lines) {
      const before: Extent = { bytes: so.bytes, sha256: so.hash.copy().digest('hex') };
      const text = `${JSON.stringify({ ...line, before, signing: keyring.sign(textOf(keyring, line, before)) })}\n`;
      texts.push(text);
      add(so, text);
    }
    await file.appendFile(texts.join(''));
    await file.sync();
    // What another process wrote in between was not hashed: begin anew the next time.
    if ((await file.stat()).size !== so.bytes) hashed.delete(path);
  } catch (error) {
    hashed.delete(path);
    throw error;
  } finally {
    await file.close();
  }
};

const add = (so: { bytes: number; readonly hash: Hash }, text: string): void => {
  so.hash.update(text);
  so.bytes += Buffer.byteLength(text);
};
