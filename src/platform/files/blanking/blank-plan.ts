import { blankHeif } from './heif.ts';
import { blankMatroska } from './matroska.ts';
import { blankMovie } from './movie.ts';
import { blankOgg } from './ogg.ts';
import { type Content, Irregular, type Patch } from './patches.ts';
import { blankAvi, blankWave } from './riff.ts';
import { blankFlac, blankMp3 } from './sound.ts';

const ways: Readonly<Record<string, (content: Content) => Promise<Patch[]>>> = {
  'image/heic': blankHeif,
  'image/heif': blankHeif,
  'audio/mpeg': blankMp3,
  'audio/aac': blankMp3,
  'audio/wav': blankWave,
  'audio/flac': blankFlac,
  'audio/ogg': blankOgg,
  'video/webm': blankMatroska,
  'video/matroska': blankMatroska,
  'video/vnd.avi': blankAvi,
};

/** What to overwrite so that descriptions are gone; undefined when the content does not follow its format. */
export const blankPlan = async (mediaType: string, content: Content): Promise<Patch[] | undefined> => {
  try {
    return await (ways[mediaType] ?? blankMovie)(content);
  } catch (error) {
    // Reading a number past the end of a table is a fault of the file as well.
    if (error instanceof Irregular || error instanceof RangeError) return undefined;
    throw error;
  }
};
