/** Boxes of the ISO base media file format (ISO/IEC 14496-12), which MP4, QuickTime, 3GP, M4A and HEIC share. */
import { type Content, Irregular, type Patch } from './patches.ts';

export type Box = { readonly type: string; readonly at: number; readonly bodyAt: number; readonly end: number };

const MOST_BOXES = 100_000;

export async function* boxesIn(content: Content, from: number, to: number): AsyncGenerator<Box> {
  let count = 0;
  for (let at = from; at + 8 <= to; ) {
    const head = await content.part(at, 16);
    const size32 = head.readUInt32BE(0);
    if (size32 === 1 && head.length < 16) throw new Irregular('a box without its length');
    const size = size32 === 0 ? to - at : size32 === 1 ? Number(head.readBigUInt64BE(8)) : size32;
    const bodyAt = at + (size32 === 1 ? 16 : 8);
    const end = at + size;
    if (bodyAt > end || end > to || ++count > MOST_BOXES) throw new Irregular('a box that does not fit');
    yield { type: head.toString('latin1', 4, 8), at, bodyAt, end };
    at = end;
  }
}

export const boxNamed = async (content: Content, within: Box, ...path: readonly string[]): Promise<Box | undefined> => {
  let found: Box | undefined = within;
  for (const type of path) {
    const parent: Box = found;
    found = undefined;
    for await (const box of boxesIn(content, parent.bodyAt, parent.end)) {
      if (box.type === type) {
        found = box;
        break;
      }
    }
    if (found === undefined) return undefined;
  }
  return found;
};

const LARGEST_TABLE = 16 * 1024 * 1024;

export const bodyOf = async (content: Content, box: Box): Promise<Buffer> => {
  if (box.end - box.bodyAt > LARGEST_TABLE) throw new Irregular('a table beyond any reason');
  return await content.part(box.bodyAt, box.end - box.bodyAt);
};

/** The box becomes empty space of the same length. */
export const emptied = (box: Box): Patch[] => [
  { at: box.at + 4, length: 4, bytes: Buffer.from('free', 'latin1') },
  { at: box.bodyAt, length: box.end - box.bodyAt },
];
