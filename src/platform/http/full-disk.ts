import { statfs } from 'node:fs/promises';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { elapsed } from '../clock.ts';
import { codeOf } from '../postgres/start-failure.ts';

export const storageFull = (): Refusal => refuse('storage-full', { status: 507 });

/** PostgreSQL says 53100; the file system says the others. */
const fullCodes: ReadonlySet<string> = new Set(['53100', 'ENOSPC', 'EDQUOT']);

/** So long a full disk counts as full, and is written to the log once: what is freed is found out by the next try. */
const COUNTS_FOR = 60_000;

/** PostgreSQL takes a whole segment of its log at a time: with less it stops at the next act. */
const LEAST_FREE = 32 * 1024 * 1024;

/** A disk is the whole process's: whoever met it full, no other request fares better. */
let metAt: number | undefined;

const isFresh = (): boolean => metAt !== undefined && elapsed() - metAt < COUNTS_FOR;

/** Whether somebody met it a moment ago: a database that is away then is away for that. */
export const isDiskFullNow = isFresh;

export const isFullDisk = (error: unknown): boolean => fullCodes.has(codeOf(error));

/** Remembers that nothing could be saved; true where that is news. */
export const metFullDisk = (): boolean => {
  if (isFresh()) return false;
  metAt = elapsed();
  return true;
};

type Space = { readonly bavail: number; readonly bsize: number };

/** Whether an act could be saved, as far as can be seen without one; undefined where nothing is known against it. */
export const spaceObjection = async (
  directory: string,
  spaceOf: (path: string) => Promise<Space> = statfs,
): Promise<Refusal | undefined> => {
  const full = { ...storageFull(), status: 503 };
  if (isFresh()) return full;
  // Nothing was handed in yet: the directory is made by the first file.
  const space = await spaceOf(directory).catch(() => undefined);
  return space !== undefined && space.bavail * space.bsize < LEAST_FREE ? full : undefined;
};
