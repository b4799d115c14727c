/** HEIC and HEIF (ISO/IEC 23008-12): Exif and XMP are items of their own, found by `iinf` and `iloc`. */
import { type Box, bodyOf, boxesIn, boxNamed, emptied } from './boxes.ts';
import { type Content, Irregular, type Patch } from './patches.ts';

const neededAtTop = new Set(['ftyp', 'meta', 'mdat', 'moov']);
const descriptions = new Set(['Exif', 'mime', 'uri ']);

/** Exif without a single entry: readers that insist on reading it find nothing. */
const emptyExif = Buffer.from('0000000049492a00080000000000000000000000', 'hex');

export const blankHeif = async (content: Content): Promise<Patch[]> => {
  const patches: Patch[] = [];
  for await (const box of boxesIn(content, 0, content.bytes)) {
    if (box.type === 'moov') throw new Irregular('a sequence of images');
    if (!neededAtTop.has(box.type)) patches.push(...emptied(box));
    if (box.type === 'meta') patches.push(...(await blankItems(content, { ...box, bodyAt: box.bodyAt + 4 })));
  }
  return patches;
};

const blankItems = async (content: Content, meta: Box): Promise<Patch[]> => {
  const items = await descriptiveItems(content, meta);
  if (items.size === 0) return [];
  const located = await boxNamed(content, meta, 'iloc');
  if (located === undefined) throw new Irregular('items without a place');
  const idat = await boxNamed(content, meta, 'idat');
  return extentsIn(await bodyOf(content, located)).flatMap((extent) => {
    const type = items.get(extent.item);
    if (type === undefined) return [];
    if (extent.method > 1 || (extent.method === 1 && idat === undefined)) throw new Irregular('a place we cannot find');
    const at = extent.at + (extent.method === 1 ? (idat?.bodyAt ?? 0) : 0);
    if (at + extent.length > content.bytes) throw new Irregular('an item beyond the end');
    const bytes = type === 'Exif' && extent.isFirst && extent.length >= emptyExif.length ? { bytes: emptyExif } : {};
    return [{ at, length: extent.length, ...bytes }];
  });
};

const descriptiveItems = async (content: Content, meta: Box): Promise<Map<number, string>> => {
  const found = new Map<number, string>();
  const info = await boxNamed(content, meta, 'iinf');
  if (info === undefined) return found;
  const isShort = (await content.part(info.bodyAt, 1)).readUInt8(0) === 0;
  for await (const entry of boxesIn(content, info.bodyAt + (isShort ? 6 : 8), info.end)) {
    const body = await bodyOf(content, entry);
    const version = body.readUInt8(0);
    if (entry.type !== 'infe' || version < 2) continue;
    const item = version === 2 ? body.readUInt16BE(4) : body.readUInt32BE(4);
    const type = body.toString('latin1', version === 2 ? 8 : 10, version === 2 ? 12 : 14);
    if (descriptions.has(type)) found.set(item, type);
  }
  return found;
};

type Extent = { item: number; method: number; at: number; length: number; isFirst: boolean };

const extentsIn = (body: Buffer): Extent[] => {
  const extents: Extent[] = [];
  let at = 0;
  const take = (bytes: number): number => {
    at += bytes;
    if (at > body.length) throw new Irregular('a list of places that ends early');
    if (bytes === 0) return 0;
    return bytes === 8 ? Number(body.readBigUInt64BE(at - 8)) : body.readUIntBE(at - bytes, bytes);
  };
  const version = take(4) >>> 24;
  const sizes = take(2);
  const [offsetSize, lengthSize, baseSize] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15];
  const indexSize = version === 0 ? 0 : sizes & 15;
  const count = take(version < 2 ? 2 : 4);
  for (let index = 0; index < count; index += 1) {
    const item = take(version < 2 ? 2 : 4);
    const method = version === 0 ? 0 : take(2) & 15;
    take(2);
    const base = take(baseSize);
    const parts = take(2);
    for (let part = 0; part < parts; part += 1) {
      take(indexSize);
      const offset = base + take(offsetSize);
      extents.push({ item, method, at: offset, length: take(lengthSize), isFirst: part === 0 });
    }
  }
  return extents;
};
