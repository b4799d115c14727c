import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { type ImageFacts, NOT_AN_IMAGE } from './image-facts.ts';

export type CleanedImage = ImageFacts & { readonly clean: Buffer; readonly thumbnail: Buffer };

export type ImageCleaner = {
  /**
   * Draws an image anew without place, time, camera and comments; undefined when it cannot be read as an image.
   * Throws when the process could not be started: another time may do.
   */
  clean(image: Buffer): Promise<CleanedImage | undefined>;
};

export type ImageCleanerSettings = { readonly atOnce: number; readonly patienceMilliseconds: number };

const child = fileURLToPath(new URL('./image-child.ts', import.meta.url));
const program = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * Decoders of images are where hostile files bite, so every image has a process of its own that is thrown away
 * (about a fifth of a second): a crash or an endless picture costs this one copy and nothing else.
 */
export const createImageCleaner = (
  settings: ImageCleanerSettings = { atOnce: 2, patienceMilliseconds: 60_000 },
): ImageCleaner => {
  let running = 0;
  const waiting: (() => void)[] = [];
  return {
    clean: async (image) => {
      if (running < settings.atOnce) running += 1;
      else await new Promise<void>((turn) => waiting.push(turn));
      try {
        return await inChild(image, settings.patienceMilliseconds);
      } finally {
        // The place is handed on, not given up, so that nobody slips in between.
        const next = waiting.shift();
        if (next === undefined) running -= 1;
        else next();
      }
    },
  };
};

/** The program and, where that is a link to elsewhere, its packages. */
const readable = (): string[] => {
  const packages = join(program, 'node_modules');
  return [program, existsSync(packages) ? realpathSync(packages) : program].map(
    (folder) => `--allow-fs-read=${folder}`,
  );
};

const inChild = async (image: Buffer, patienceMilliseconds: number): Promise<CleanedImage | undefined> => {
  const drawing = spawn(process.execPath, ['--no-warnings', '--permission', '--allow-addons', ...readable(), child], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { MALLOC_ARENA_MAX: '2' },
    timeout: patienceMilliseconds,
    killSignal: 'SIGKILL',
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    drawing.on('error', reject);
    drawing.on('close', (code) => resolve(code));
  });
  // A child that dies early closes its input; how it ended tells enough.
  drawing.stdin.on('error', () => undefined);
  drawing.stdin.end(image);
  const [answer, code] = await Promise.all([buffer(drawing.stdout).catch(() => Buffer.alloc(0)), ended]);
  if (code === 0) return partsOf(answer);
  // Killed by a signal is the image's doing as well: endless, or more than the machine has.
  if (code === NOT_AN_IMAGE || code === null) return undefined;
  throw new Error(`the process that draws images ended with ${code}`);
};

const partsOf = (answer: Buffer): CleanedImage | undefined => {
  if (answer.length < 12) return undefined;
  const [facts, clean, thumbnail] = [0, 4, 8].map((at) => answer.readUInt32BE(at));
  if (facts === undefined || clean === undefined || thumbnail === undefined) return undefined;
  const cleanAt = 12 + facts;
  const thumbnailAt = cleanAt + clean;
  if (answer.length !== thumbnailAt + thumbnail) return undefined;
  const { mediaType, width, height } = JSON.parse(answer.subarray(12, cleanAt).toString('utf8')) as ImageFacts;
  return {
    mediaType,
    width,
    height,
    clean: answer.subarray(cleanAt, thumbnailAt),
    thumbnail: answer.subarray(thumbnailAt),
  };
};
