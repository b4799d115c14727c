/** MP3 and AAC (ID3v2, ID3v1, APE tags), and FLAC (blocks before the sound). */
import { type Content, Irregular, type Patch } from './patches.ts';

export const blankMp3 = async (content: Content): Promise<Patch[]> => {
  const patches: Patch[] = [];
  const head = await content.part(0, 10);
  if (head.toString('latin1', 0, 3) === 'ID3') {
    const [a = 0, b = 0, c = 0, d = 0] = head.subarray(6, 10);
    const hasFooter = ((head[5] ?? 0) & 0x10) !== 0;
    const length = ((a & 127) << 21) | ((b & 127) << 14) | ((c & 127) << 7) | (d & 127);
    if (10 + length > content.bytes) throw new Irregular('a tag longer than the file');
    // Left as a tag of padding only: the place where the sound begins stays the same.
    patches.push({ at: 5, length: 1 }, { at: 10, length: length + (hasFooter ? 10 : 0) });
  }
  let end = content.bytes;
  if (end >= 128 && (await content.part(end - 128, 3)).toString('latin1') === 'TAG') {
    patches.push({ at: end - 128, length: 128 });
    end -= 128;
  }
  const footer = end >= 32 ? await content.part(end - 32, 32) : Buffer.alloc(0);
  if (footer.toString('latin1', 0, 8) === 'APETAGEX') {
    // The size counts items and footer; a header before them stands in the flags.
    const hasHeader = (footer.readUInt32LE(20) & 0x80_00_00_00) !== 0;
    const length = Math.min(end, footer.readUInt32LE(12) + (hasHeader ? 32 : 0));
    patches.push({ at: end - length, length });
  }
  return patches;
};

const PADDING = 1;
/** Stream facts, seek table and cue sheet are needed to play; comments, pictures and what applications add are not. */
const neededInFlac = new Set([0, PADDING, 3, 5]);

export const blankFlac = async (content: Content): Promise<Patch[]> => {
  const patches = (await blankMp3(content)).filter((patch) => patch.at <= 10);
  const tag = patches.find((patch) => patch.at === 10);
  const begin = tag === undefined ? 0 : 10 + tag.length;
  if ((await content.part(begin, 4)).toString('latin1') !== 'fLaC') throw new Irregular('not FLAC');
  let isLast = false;
  for (let at = begin + 4; !isLast; ) {
    const head = await content.part(at, 4);
    const [kind = 0] = head;
    const length = head.readUIntBE(1, 3);
    if (at + 4 + length > content.bytes) throw new Irregular('a block longer than the file');
    isLast = (kind & 0x80) !== 0;
    if (!neededInFlac.has(kind & 0x7f)) {
      patches.push({ at, length: 1, bytes: Buffer.from([(kind & 0x80) | PADDING]) }, { at: at + 4, length });
    }
    at += 4 + length;
  }
  return patches;
};
