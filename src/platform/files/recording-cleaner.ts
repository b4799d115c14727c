import type { Content, Patch } from './blanking/patches.ts';
import { megabyte } from './limits.ts';
import { type ProcessSettings, throwAwayAsking } from './throw-away-process.ts';

export type RecordingCleaner = {
  /** What to overwrite so that descriptions are gone; undefined when the content does not follow its format. */
  plan(mediaType: string, content: Content): Promise<Patch[] | undefined>;
};

export const createRecordingCleaner = (
  settings: ProcessSettings = { atOnce: 2, patienceMilliseconds: 120_000, mostWrittenBytes: 64 * megabyte },
): RecordingCleaner => {
  const go = throwAwayAsking('blank-child', settings);
  return {
    plan: async (mediaType, content) => {
      const head = Buffer.from(JSON.stringify({ mediaType, bytes: content.bytes }));
      const length = Buffer.alloc(4);
      length.writeUInt32BE(head.length);
      const answer = await go(Buffer.concat([length, head]), (offset, bytes) => content.part(offset, bytes));
      return answer === undefined ? undefined : patchesIn(answer);
    },
  };
};

type Written = { readonly at: number; readonly length: number; readonly bytes?: string };

const patchesIn = (answer: Buffer): Patch[] => {
  const written = JSON.parse(answer.toString('utf8')) as Written[];
  return written.map(({ at, length, bytes }) => ({
    at,
    length,
    ...(bytes !== undefined && { bytes: Buffer.from(bytes, 'base64') }),
  }));
};
