import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { isFullDisk, spaceObjection, storageFull } from './full-disk.ts';

/** A disk on the network that is gone does not say so: it never answers. */
const PATIENCE = 5_000;

/** Which directory on which disk was there at the first look: a disk that is unmounted leaves an empty one in its place. */
const seen = new Map<string, string>();

const away = (): Refusal => refuse('files-away', { status: 503 });

/** One look at a time: each that never ends holds one of the few threads by which the whole process reads and writes. */
const underWay = new Map<string, Promise<Refusal | undefined>>();

type Look = (directory: string) => Promise<Refusal | undefined>;

/** Whether what people hand in could be kept and what they handed in be read; undefined where it could. */
export const filesObjection = async (
  directory: string,
  patience = PATIENCE,
  look: Look = looked,
): Promise<Refusal | undefined> => {
  const going = underWay.get(directory) ?? look(directory).finally(() => underWay.delete(directory));
  underWay.set(directory, going);
  const waiting = new AbortController();
  const late = sleep(patience, away(), { signal: waiting.signal, ref: false }).catch(() => undefined);
  try {
    return await Promise.race([going, late]);
  } finally {
    waiting.abort();
  }
};

/** Asking a disk for its space may take as long as anything else it is asked. */
const looked: Look = async (directory) => (await spaceObjection(directory)) ?? (await tried(directory));

const tried = async (directory: string): Promise<Refusal | undefined> => {
  try {
    // Nothing was handed in yet: the directory is made by the first file, or here.
    if (!seen.has(directory)) await mkdir(directory, { recursive: true, mode: 0o700 });
    const { dev, ino } = await stat(directory);
    const place = `${dev}:${ino}`;
    if ((seen.get(directory) ?? place) !== place) return away();
    const probe = join(directory, `.ready-${process.pid}`);
    await writeFile(probe, 'x', { mode: 0o600 });
    await rm(probe, { force: true });
    seen.set(directory, place);
    return undefined;
  } catch (error) {
    return isFullDisk(error) ? { ...storageFull(), status: 503 } : away();
  }
};
