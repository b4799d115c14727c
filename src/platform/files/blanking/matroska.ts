/**
 * WebM and Matroska (RFC 9559): elements of EBML (RFC 8794). Place, device and title stand in tags, attachments, chapters
 * and among the facts of the segment; a recording made live in a browser leaves the lengths of segment and clusters open.
 */
import { type Content, Irregular, type Patch } from './patches.ts';

type Element = { readonly id: number; readonly at: number; readonly bodyAt: number; readonly end: number | undefined };

const MOST_ELEMENTS = 1_000_000;
const ids = {
  ebml: 0x1a45dfa3,
  segment: 0x18538067,
  seekHead: 0x114d9b74,
  info: 0x1549a966,
  tracks: 0x1654ae6b,
  cluster: 0x1f43b675,
  cues: 0x1c53bb6b,
  void: 0xec,
  crc: 0xbf,
  muxer: 0x4d80,
  writer: 0x5741,
  date: 0x4461,
  trackEntry: 0xae,
  trackName: 0x536e,
} as const;

const neededInSegment: ReadonlySet<number> = new Set([
  ids.seekHead,
  ids.info,
  ids.tracks,
  ids.cluster,
  ids.cues,
  ids.void,
]);
/** Time scale, duration, identity of the segment: the rest of its facts describes. */
const neededInInfo: ReadonlySet<number> = new Set([0x2ad7b1, 0x4489, 0x73a4, ids.void]);
/** Mandatory: emptied and left standing. */
const namesInInfo: ReadonlySet<number> = new Set([ids.muxer, ids.writer]);
/** What lies in a cluster of open length, at the level where the walk goes on. */
const inCluster: ReadonlySet<number> = new Set([0xe7, 0xa7, 0xab, 0xa3, 0xa0, 0x5854, 0xaf]);

export const blankMatroska = async (content: Content): Promise<Patch[]> => {
  const patches: Patch[] = [];
  let count = 0;
  const walk = async (from: number, to: number, visit: (one: Element) => Promise<number | undefined>) => {
    for (let at = from; at < to; ) {
      if (++count > MOST_ELEMENTS) throw new Irregular('more elements than any recording has');
      const element = await elementAt(content, at, to);
      const next = (await visit(element)) ?? element.end;
      if (next === undefined || next <= at) throw new Irregular('an element without an end');
      at = next;
    }
  };
  const dropped = async (one: Element): Promise<undefined> => {
    patches.push(...emptied(one));
    return undefined;
  };
  await walk(0, content.bytes, async (top) => {
    if (top.id === ids.ebml) return undefined;
    if (top.id !== ids.segment) return await dropped(top);
    await walk(top.bodyAt, top.end ?? content.bytes, async (one) => {
      if (one.id === ids.crc) return await dropped(one);
      if (one.id === ids.cluster && one.end === undefined) return one.bodyAt;
      if (inCluster.has(one.id)) return undefined;
      if (!neededInSegment.has(one.id)) return await dropped(one);
      if (one.id === ids.info) {
        await walk(one.bodyAt, endOf(one), async (fact) => {
          if (namesInInfo.has(fact.id)) patches.push({ at: fact.bodyAt, length: endOf(fact) - fact.bodyAt });
          else if (!neededInInfo.has(fact.id)) return await dropped(fact);
          return undefined;
        });
      } else if (one.id === ids.tracks) {
        await walk(one.bodyAt, endOf(one), async (track) => {
          if (track.id === ids.crc) return await dropped(track);
          if (track.id !== ids.trackEntry) return undefined;
          await walk(track.bodyAt, endOf(track), async (fact) =>
            fact.id === ids.trackName || fact.id === ids.crc ? await dropped(fact) : undefined,
          );
          return undefined;
        });
      }
      return undefined;
    });
    return top.end ?? content.bytes;
  });
  return patches;
};

const endOf = ({ end }: Element): number => {
  if (end === undefined) throw new Irregular('an element without an end');
  return end;
};

const elementAt = async (content: Content, at: number, to: number): Promise<Element> => {
  const head = await content.part(at, Math.min(12, to - at));
  const idLength = Math.clz32(head.readUInt8(0)) - 23;
  if (idLength > 4) throw new Irregular('no element');
  const sizeLength = Math.clz32(head.readUInt8(idLength)) - 23;
  if (sizeLength > 8) throw new Irregular('an element without a length');
  const bodyAt = at + idLength + sizeLength;
  let size = BigInt(head.readUInt8(idLength)) & ((1n << BigInt(8 - sizeLength)) - 1n);
  for (let i = 1; i < sizeLength; i += 1) size = (size << 8n) | BigInt(head.readUInt8(idLength + i));
  const isOpen = size === (1n << BigInt(7 * sizeLength)) - 1n;
  const end = isOpen ? undefined : bodyAt + Number(size);
  // A recording that broke off ends in the middle of its last cluster.
  return { id: head.readUIntBE(0, idLength), at, bodyAt, end: end === undefined ? undefined : Math.min(end, to) };
};

/** The element becomes one of nothing, as long as it was: an id of one byte, and as many bytes of length as it takes. */
const emptied = (one: Element): Patch[] => {
  const length = endOf(one) - one.at;
  if (length < 2) throw new Irregular('an element too short to be one');
  const head = length < 128 ? Buffer.from([ids.void, 0x80 | (length - 2)]) : Buffer.alloc(9);
  if (length >= 128) {
    head.writeUInt8(ids.void, 0);
    head.writeBigUInt64BE((1n << 56n) | BigInt(length - 9), 1);
  }
  return [{ at: one.at, length, bytes: head }];
};
