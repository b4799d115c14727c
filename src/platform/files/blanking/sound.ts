/** MP3 (ID3v2, ID3v1, APE tags) and WAV (RIFF chunks). */
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

const neededInWave = new Set(['fmt ', 'data', 'fact']);

export const blankWave = async (content: Content): Promise<Patch[]> => {
  const patches: Patch[] = [];
  if ((await content.part(0, 4)).toString('latin1') !== 'RIFF') throw new Irregular('not RIFF');
  for (let at = 12; at + 8 <= content.bytes; ) {
    const head = await content.part(at, 8);
    const length = head.readUInt32LE(4);
    const type = head.toString('latin1', 0, 4);
    const end = Math.min(content.bytes, at + 8 + length);
    if (!neededInWave.has(type)) {
      patches.push({ at, length: 4, bytes: Buffer.from('JUNK', 'latin1') }, { at: at + 8, length: end - at - 8 });
    }
    at = end + (length % 2);
  }
  return patches;
};
