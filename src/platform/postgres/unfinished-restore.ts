import { closeSync, existsSync, fsyncSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeDurably } from './backup-files.ts';
import { stopPostgres } from './embedded.ts';
import { emptyHalfRestored } from './half-restored.ts';
import { StartFailure } from './start-failure.ts';

/** Lies in the data directory from before the first byte of a restore until its last one is on the disk. */
const markOf = (varDirectory: string): string => join(varDirectory, 'restore-unfinished');

type Restoring = {
  readonly varDirectory: string;
  readonly databaseUrl: string | undefined;
};

/** What a restore into empty places makes: all of it goes again when the restore is given up. */
const placesOf = (varDirectory: string, isEmbedded: boolean): string[] => [
  join(varDirectory, 'files'),
  join(varDirectory, 'files.restoring'),
  ...(isEmbedded ? [join(varDirectory, 'pg', 'data'), join(varDirectory, 'pg', 'data.restoring')] : []),
];

/** Data of which a restore left only a part look like an instance and are none: whoever opens them asks here first. */
export const refuseUnfinishedRestore = (varDirectory: string): void => {
  if (existsSync(markOf(varDirectory))) throw new StartFailure('restore-unfinished', { path: varDirectory });
};

/** The places must be known to be empty, for giving up empties them. */
export const markRestoreBegun = ({ varDirectory, databaseUrl }: Restoring): void =>
  writeDurably(markOf(varDirectory), databaseUrl === undefined ? 'embedded' : 'own');

/** Safely gone before anybody works with the data: a mark that came back would have the next restore take them away. */
export const markRestoreDone = (varDirectory: string): void => {
  rmSync(markOf(varDirectory), { force: true });
  const folder = openSync(varDirectory, 'r');
  fsyncSync(folder);
  closeSync(folder);
};

/** Takes away what a restore that failed or was cut off has left, so that it can be begun anew; nothing where none was. */
export const giveUpUnfinishedRestore = async ({ varDirectory, databaseUrl }: Restoring): Promise<void> => {
  if (databaseUrl !== undefined) await emptyHalfRestored(databaseUrl);
  const mark = markOf(varDirectory);
  if (!existsSync(mark)) return;
  const isEmbedded = readFileSync(mark, 'utf8') === 'embedded';
  const directory = join(varDirectory, 'pg');
  if (isEmbedded && existsSync(join(directory, 'data', 'postmaster.pid'))) await stopPostgres(directory);
  for (const path of placesOf(varDirectory, isEmbedded)) rmSync(path, { recursive: true, force: true });
  markRestoreDone(varDirectory);
};
