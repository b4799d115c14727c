import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { TextDecoder } from 'node:util';
import chardet from 'chardet';
import iconv from 'iconv-lite';

/** Which bytes mean which characters: guessed from a sample, believed only when the heading reads as it must. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'big5';

const SAMPLE = 256 * 1024;

const sampleOf = async (path: string): Promise<Buffer> => {
  const file = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(SAMPLE);
    const { bytesRead } = await file.read(buffer, 0, SAMPLE, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
};

const byMark = (sample: Buffer): Encoding | undefined => {
  if (sample.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]))) return 'utf-8';
  if (sample.subarray(0, 2).equals(Buffer.from([0xff, 0xfe]))) return 'utf-16le';
  if (sample.subarray(0, 2).equals(Buffer.from([0xfe, 0xff]))) return 'utf-16be';
  return undefined;
};

/** chardet's names for what this reads; its guesses for short Chinese texts are often of another family. */
const guessed: Readonly<Record<string, Encoding>> = {
  'UTF-8': 'utf-8',
  'UTF-16LE': 'utf-16le',
  'UTF-16BE': 'utf-16be',
  GB18030: 'gb18030',
  GBK: 'gb18030',
  GB2312: 'gb18030',
  Big5: 'big5',
};

const candidates = (sample: Buffer): Encoding[] => {
  // Plain ASCII says nothing, and is guessed at all the same.
  const isPlain = sample.every((byte) => byte < 0x80);
  const named = isPlain ? [] : chardet.analyse(sample).flatMap(({ name }) => guessed[name] ?? []);
  return [...new Set<Encoding>(['utf-8', ...named, 'gb18030', 'utf-16le', 'utf-16be', 'big5'])];
};

/** So many faults with hardly a sound character between them: nobody need read on. */
const ENOUGH_FAULTS = 1_000;

/**
 * All bytes are read, for what a file is may show only at its end. In UTF-8 most of what is not plain ASCII must be sound: bytes
 * of another encoding hardly ever are, and where a few are damaged, UTF-8 says so while GB18030 reads almost anything.
 */
const isUtf8 = async (path: string): Promise<boolean> => {
  const decoder = new TextDecoder('utf-8');
  let [faults, beyondAscii] = [0, 0];
  const count = (text: string): void => {
    for (let i = 0; i < text.length; i += 1) {
      const code = text.charCodeAt(i);
      if (code > 0x7f) beyondAscii += 1;
      if (code === 0xfffd) faults += 1;
    }
  };
  const isSound = (): boolean => faults * 2 <= beyondAscii;
  for await (const chunk of createReadStream(path)) {
    count(decoder.decode(chunk as Buffer, { stream: true }));
    if (faults > ENOUGH_FAULTS && !isSound()) return false;
  }
  count(decoder.decode());
  return isSound();
};

/** The commonest characters of Chinese, both scripts: GB18030 and Big5 read each other's bytes as rare ones. */
const everyday =
  /[的一是不了在有人我他这這个個们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于於]/gu;

const shareOf = (pattern: RegExp, text: string): number =>
  (text.match(pattern)?.length ?? 0) / Math.max(1, text.length);

/**
 * The encoding of a file whose beginning must satisfy `looksRight` when decoded. Undefined when none does. A few
 * unreadable characters in an otherwise sound file do not change the encoding: their lines are rejected one by one.
 */
export const detectEncoding = async (
  path: string,
  looksRight: (text: string) => boolean,
): Promise<Encoding | undefined> => {
  const sample = await sampleOf(path);
  const marked = byMark(sample);
  if (marked !== undefined) return marked;
  const fits: { encoding: Encoding; unreadable: number; everyday: number }[] = [];
  for (const encoding of candidates(sample)) {
    const text = iconv.decode(sample, encoding);
    if (!looksRight(text)) continue;
    if (encoding === 'utf-8') {
      if (await isUtf8(path)) return encoding;
      continue;
    }
    fits.push({ encoding, unreadable: shareOf(/\u{FFFD}/gu, text), everyday: shareOf(everyday, text) });
  }
  const [best] = fits.sort((a, b) => a.unreadable - b.unreadable || b.everyday - a.everyday);
  return best?.encoding;
};

/** The file as text, decoded while it is read; `onBytes` hears how far it is. */
export const decoded = (path: string, encoding: Encoding, onBytes: (bytes: number) => void): NodeJS.ReadableStream => {
  let read = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      read += chunk.length;
      onBytes(read);
      done(null, chunk);
    },
  });
  const source = createReadStream(path);
  const text = iconv.decodeStream(encoding);
  source.on('error', (error) => text.emit('error', error));
  return source.pipe(counted).pipe(text);
};
