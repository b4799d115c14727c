/** WAV and AVI: chunks of RIFF. What is not needed to play becomes a chunk of nothing, whatever it is called. */
import { type Content, Irregular, type Patch } from './patches.ts';

type Chunk = { readonly type: string; readonly at: number; readonly bodyAt: number; readonly end: number };

const MOST_CHUNKS = 100_000;

async function* chunksIn(content: Content, from: number, to: number): AsyncGenerator<Chunk> {
  let count = 0;
  for (let at = from; at + 8 <= to; ) {
    const head = await content.part(at, 8);
    const length = head.readUInt32LE(4);
    // A recording that broke off ends in the middle of its last chunk.
    const end = Math.min(to, at + 8 + length);
    if (++count > MOST_CHUNKS) throw new Irregular('more chunks than any recording has');
    yield { type: head.toString('latin1', 0, 4), at, bodyAt: at + 8, end };
    at = end + (length % 2);
  }
}

const emptied = ({ at, bodyAt, end }: Chunk): Patch[] => [
  { at, length: 4, bytes: Buffer.from('JUNK', 'latin1') },
  { at: bodyAt, length: end - bodyAt },
];

const wordAt = async (content: Content, at: number): Promise<string> =>
  (await content.part(at, 4)).toString('latin1', 0, 4);

const neededInWave = new Set(['fmt ', 'data', 'fact']);

export const blankWave = async (content: Content): Promise<Patch[]> => {
  const patches: Patch[] = [];
  if ((await wordAt(content, 0)) !== 'RIFF') throw new Irregular('not RIFF');
  for await (const chunk of chunksIn(content, 12, content.bytes))
    if (!neededInWave.has(chunk.type)) patches.push(...emptied(chunk));
  return patches;
};

/** A long AVI goes on in further RIFF chunks of the kind AVIX (OpenDML). */
export const blankAvi = async (content: Content): Promise<Patch[]> => {
  const patches: Patch[] = [];
  if ((await wordAt(content, 0)) !== 'RIFF' || (await wordAt(content, 8)) !== 'AVI ') throw new Irregular('not AVI');
  for await (const part of chunksIn(content, 0, content.bytes)) {
    const isPart = part.type === 'RIFF' && part.end - part.bodyAt >= 4;
    patches.push(...(isPart ? await blankList(content, part, neededAtTop) : emptied(part)));
  }
  return patches;
};

type Needed = { readonly [type: string]: true | Needed };

/** Lists are named by their kind; `strd` and `strn` of a stream may hold the camera's own record, Exif included. */
const neededInStream: Needed = { strh: true, strf: true, indx: true };
const neededInHeader: Needed = { avih: true, strl: neededInStream, odml: true };
const neededAtTop: Needed = { hdrl: neededInHeader, movi: true, idx1: true };

const blankList = async (content: Content, list: Chunk, needed: Needed): Promise<Patch[]> => {
  const patches: Patch[] = [];
  for await (const chunk of chunksIn(content, list.bodyAt + 4, list.end)) {
    const isList = chunk.type === 'LIST' && chunk.end - chunk.bodyAt >= 4;
    const within = needed[isList ? await wordAt(content, chunk.bodyAt) : chunk.type];
    if (within === undefined) patches.push(...emptied(chunk));
    else if (within !== true) patches.push(...(await blankList(content, chunk, within)));
  }
  return patches;
};
