/** Ogg (RFC 3533): each stream's second packet is its comments. They are emptied and the pages that carry them summed anew. */
import { type Content, Irregular, type Patch } from './patches.ts';

type Page = {
  readonly at: number;
  readonly serial: number;
  readonly bodyAt: number;
  readonly end: number;
  readonly lacing: Buffer;
};

const MOST_PAGES = 1_000_000;

/** How a stream's comments begin, by how its first packet begins, and what must stand after an empty list. */
const codecs: readonly { readonly first: string; readonly comments: string; readonly after: readonly number[] }[] = [
  { first: '\x01vorbis', comments: '\x03vorbis', after: [1] },
  { first: 'OpusHead', comments: 'OpusTags', after: [] },
  { first: '\x80theora', comments: '\x81theora', after: [] },
  { first: 'Speex   ', comments: '', after: [] },
];

type Stream = {
  readonly codec: (typeof codecs)[number];
  readonly pieces: { page: Page; from: number; to: number }[];
  packets: number;
};

export const blankOgg = async (content: Content): Promise<Patch[]> => {
  const streams = new Map<number, Stream>();
  let pages = 0;
  // To the end: one recording may follow another in the same file.
  for (let at = 0; at < content.bytes; ) {
    if (++pages > MOST_PAGES) throw new Irregular('more pages than any recording has');
    const page = await pageAt(content, at);
    let stream = streams.get(page.serial);
    if (stream === undefined) {
      stream = { codec: await codecOf(content, page), pieces: [], packets: 0 };
      streams.set(page.serial, stream);
    }
    if (stream.packets < 2) gather(stream, page);
    at = page.end;
  }
  const patches: Patch[] = [];
  for (const stream of streams.values()) patches.push(...(await emptied(content, stream)));
  return patches;
};

const pageAt = async (content: Content, at: number): Promise<Page> => {
  const head = await content.part(at, Math.min(27 + 255, content.bytes - at));
  if (head.toString('latin1', 0, 4) !== 'OggS') throw new Irregular('not a page');
  const segments = head.readUInt8(26);
  const lacing = head.subarray(27, 27 + segments);
  const bodyAt = at + 27 + segments;
  const end = bodyAt + lacing.reduce((sum, length) => sum + length, 0);
  if (lacing.length < segments || end > content.bytes) throw new Irregular('a page that does not fit');
  return { at, serial: head.readUInt32LE(14), bodyAt, end, lacing };
};

const codecOf = async (content: Content, page: Page): Promise<(typeof codecs)[number]> => {
  const begin = (await content.part(page.bodyAt, Math.min(8, page.end - page.bodyAt))).toString('latin1');
  const codec = codecs.find(({ first }) => begin.startsWith(first));
  if (codec === undefined) throw new Irregular('a stream of another kind');
  return codec;
};

/** Which bytes of the page belong to the second packet; a segment shorter than 255 ends one. */
const gather = (stream: Stream, page: Page): void => {
  let at = page.bodyAt;
  let from = at;
  for (const [i, length] of page.lacing.entries()) {
    at += length;
    const endsPacket = length < 255;
    if (!endsPacket && i < page.lacing.length - 1) continue;
    if (stream.packets === 1 && at > from) stream.pieces.push({ page, from, to: at });
    if (endsPacket) stream.packets += 1;
    from = at;
  }
};

const emptied = async (content: Content, { codec, pieces }: Stream): Promise<Patch[]> => {
  const length = pieces.reduce((sum, { from, to }) => sum + to - from, 0);
  if (pieces.length === 0) return [];
  const begin = Buffer.from(codec.comments, 'latin1');
  const present = Buffer.concat(await Promise.all(pieces.map(({ from, to }) => content.part(from, to - from))));
  if (!present.subarray(0, begin.length).equals(begin) || length < begin.length + 8 + codec.after.length)
    throw new Irregular('comments that are none');
  // No name of the program, no comment.
  const anew = Buffer.concat([begin, Buffer.alloc(8), Buffer.from(codec.after)], length);
  if (anew.equals(present)) return [];
  const patches: Patch[] = [];
  let taken = 0;
  for (const { page, from, to } of pieces) {
    const bytes = await content.part(page.at, page.end - page.at);
    const whole = Buffer.from(bytes);
    anew.copy(whole, from - page.at, taken, taken + to - from);
    taken += to - from;
    whole.writeUInt32LE(0, 22);
    whole.writeUInt32LE(checksum(whole), 22);
    patches.push({ at: page.at, length: whole.length, bytes: whole });
  }
  return patches;
};

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 24;
  for (let bit = 0; bit < 8; bit += 1) value = (value << 1) ^ (value < 0 ? 0x04c11db7 : 0);
  return value >>> 0;
});

/** CRC-32 of a page, not reflected, from zero (RFC 3533, section 6). */
export const checksum = (page: Buffer): number => {
  let crc = 0;
  for (const byte of page) crc = ((crc << 8) ^ (table[((crc >>> 24) ^ byte) & 255] ?? 0)) >>> 0;
  return crc;
};
