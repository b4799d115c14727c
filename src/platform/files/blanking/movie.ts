/**
 * MP4, QuickTime, 3GP, M4A: place and device stand in `udta`, `meta`, `uuid` boxes, and in tracks that are neither
 * picture nor sound (phones, action cameras and dash cameras write their course there). What is not needed to play
 * the recording is emptied, whatever it is called.
 */
import { type Box, bodyOf, boxesIn, boxNamed, emptied } from './boxes.ts';
import { type Content, Irregular, type Patch } from './patches.ts';

const neededAtTop = new Set(['ftyp', 'styp', 'moov', 'moof', 'mdat', 'mfra', 'sidx', 'ssix', 'wide', 'pdin']);
const neededInMovie = new Set(['mvhd', 'trak', 'mvex', 'iods']);
const neededInTrack = new Set(['tkhd', 'mdia', 'edts', 'tref', 'tapt', 'load', 'clip', 'matt', 'imap']);
const seenOrHeard = new Set(['vide', 'soun', 'auxv', 'pict', 'tmcd', 'hint']);

export const blankMovie = async (content: Content): Promise<Patch[]> => {
  const patches: Patch[] = [];
  let hasFragments = false;
  let dropsTrack = false;
  for await (const box of boxesIn(content, 0, content.bytes)) {
    if (box.type === 'moof') hasFragments = true;
    if (!neededAtTop.has(box.type)) patches.push(...emptied(box));
    if (box.type !== 'moov') continue;
    for await (const inner of boxesIn(content, box.bodyAt, box.end)) {
      if (inner.type !== 'trak') {
        if (!neededInMovie.has(inner.type)) patches.push(...emptied(inner));
      } else if (seenOrHeard.has(await handlerOf(content, inner))) {
        patches.push(...(await blankTrack(content, inner)));
      } else {
        dropsTrack = true;
        patches.push(...(await samplesOf(content, inner)), ...emptied(inner));
      }
    }
  }
  // Samples of a fragmented recording lie elsewhere than the track says.
  if (hasFragments && dropsTrack) throw new Irregular('a fragmented recording with a track of data');
  return patches;
};

const handlerOf = async (content: Content, track: Box): Promise<string> => {
  const handler = await boxNamed(content, track, 'mdia', 'hdlr');
  return handler === undefined ? '' : (await content.part(handler.bodyAt + 8, 4)).toString('latin1');
};

const blankTrack = async (content: Content, track: Box): Promise<Patch[]> => {
  const patches: Patch[] = [];
  for await (const box of boxesIn(content, track.bodyAt, track.end)) {
    if (!neededInTrack.has(box.type)) patches.push(...emptied(box));
  }
  return patches;
};

/** Where the data of a track lies, chunk by chunk (14496-12, 8.7). */
const samplesOf = async (content: Content, track: Box): Promise<Patch[]> => {
  const table = await boxNamed(content, track, 'mdia', 'minf', 'stbl');
  if (table === undefined) return [];
  const offsets = await chunkOffsets(content, table);
  const sizeOf = await sampleSizes(content, table);
  const runs = await samplesPerChunk(content, table);
  const patches: Patch[] = [];
  let sample = 0;
  let run = 0;
  for (const [chunk, at] of offsets.entries()) {
    while ((runs[run + 1]?.firstChunk ?? Number.POSITIVE_INFINITY) <= chunk + 1) run += 1;
    const samples = runs[run]?.samples ?? 0;
    let length = 0;
    for (const end = sample + samples; sample < end; sample += 1) length += sizeOf(sample);
    if (at + length > content.bytes) throw new Irregular('samples beyond the end');
    patches.push({ at, length });
  }
  return patches;
};

const chunkOffsets = async (content: Content, table: Box): Promise<number[]> => {
  const wide = await boxNamed(content, table, 'co64');
  const narrow = wide === undefined ? await boxNamed(content, table, 'stco') : undefined;
  const box = wide ?? narrow;
  if (box === undefined) return [];
  const body = await bodyOf(content, box);
  const step = wide === undefined ? 4 : 8;
  return entries(body, 8, body.readUInt32BE(4), step).map((at) =>
    step === 8 ? Number(body.readBigUInt64BE(at)) : body.readUInt32BE(at),
  );
};

const sampleSizes = async (content: Content, table: Box): Promise<(sample: number) => number> => {
  const box = await boxNamed(content, table, 'stsz');
  if (box === undefined) throw new Irregular('samples without sizes');
  const body = await bodyOf(content, box);
  const same = body.readUInt32BE(4);
  const count = body.readUInt32BE(8);
  const at = same === 0 ? entries(body, 12, count, 4) : [];
  return (sample) => {
    if (sample >= count) throw new Irregular('more samples than sizes');
    return same === 0 ? body.readUInt32BE(at[sample] ?? 0) : same;
  };
};

const samplesPerChunk = async (content: Content, table: Box): Promise<{ firstChunk: number; samples: number }[]> => {
  const box = await boxNamed(content, table, 'stsc');
  if (box === undefined) return [];
  const body = await bodyOf(content, box);
  return entries(body, 8, body.readUInt32BE(4), 12).map((at) => ({
    firstChunk: body.readUInt32BE(at),
    samples: body.readUInt32BE(at + 4),
  }));
};

const entries = (body: Buffer, from: number, count: number, step: number): number[] => {
  if (from + count * step > body.length) throw new Irregular('a table shorter than it says');
  return Array.from({ length: count }, (_, index) => from + index * step);
};
