import { partsIn } from './framed-parts.ts';
import type { ImageFacts } from './image-facts.ts';
import { megabyte } from './limits.ts';
import { type Input, type ProcessSettings, throwAwayProcess } from './throw-away-process.ts';

export type CleanedImage = ImageFacts & { readonly clean: Buffer; readonly thumbnail: Buffer };

export type ImageCleaner = {
  /**
   * Draws an image anew without place, time, camera and comments; undefined when it cannot be read as an image.
   * Throws when the process could not be started or took too long: another time may do.
   */
  clean(image: Input): Promise<CleanedImage | undefined>;
};

export const createImageCleaner = (
  settings: ProcessSettings = { atOnce: 2, patienceMilliseconds: 60_000, mostWrittenBytes: 128 * megabyte },
): ImageCleaner => {
  const draw = throwAwayProcess('image-child', settings);
  return {
    clean: async (image) => {
      const answer = await draw(image);
      return answer === undefined ? undefined : partsOf(answer);
    },
  };
};

const partsOf = (answer: Buffer): CleanedImage | undefined => {
  const [facts, clean, thumbnail] = partsIn(answer) ?? [];
  if (facts === undefined || clean === undefined || thumbnail === undefined) return undefined;
  const { mediaType, width, height } = JSON.parse(facts.toString('utf8')) as ImageFacts;
  return { mediaType, width, height, clean, thumbnail };
};
