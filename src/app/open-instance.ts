import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '#platform/config.ts';
import { type BringUpProgress, bringUp } from '#platform/instance.ts';
import { type PostgresOptions, startPostgres } from '#platform/postgres/embedded.ts';
import { appRole, urlForRole } from '#platform/postgres/roles.ts';
import { refuseUnfinishedRestore } from '#platform/postgres/unfinished-restore.ts';

/** A database that is up, migrated, and reachable under both logins. */
export type Instance = {
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly embedded: boolean;
  /** Where the data really lie when `var` was closed to the database's user. */
  readonly movedTo?: string | undefined;
  /** Stops the embedded server; a database of one's own is left alone. */
  stop(): Promise<void>;
};

export type Progress = (step: 'database' | 'migrating', details?: BringUpProgress) => void;

/** Brings the database up, embedded or one's own, and applies pending migrations unless it is in production. */
export const openInstance = async (
  config: Config,
  onProgress: Progress = () => undefined,
  { keepUp, signal }: Pick<PostgresOptions, 'keepUp' | 'signal'> = {},
): Promise<Instance> => {
  refuseUnfinishedRestore(config.varDirectory);
  mkdirSync(config.varDirectory, { recursive: true });
  onProgress('database');
  const calledOff = signal === undefined ? {} : { signal };
  if (config.databaseUrl !== undefined) {
    await bringUp({
      ownerUrl: config.databaseUrl,
      onProgress: (details) => onProgress('migrating', details),
      ...calledOff,
    });
    return {
      ownerUrl: config.databaseUrl,
      appUrl: urlForRole(config.databaseUrl, appRole),
      embedded: false,
      stop: () => Promise.resolve(),
    };
  }
  const postgres = await startPostgres({
    directory: join(config.varDirectory, 'pg'),
    walArchive: config.walArchive,
    ...(keepUp === undefined ? {} : { keepUp }),
    ...calledOff,
  });
  try {
    await bringUp({
      ownerUrl: postgres.ownerUrl,
      onProgress: (details) => onProgress('migrating', details),
      ...calledOff,
    });
  } catch (error) {
    await postgres.stop();
    throw error;
  }
  return {
    ownerUrl: postgres.ownerUrl,
    appUrl: postgres.urlFor(appRole),
    embedded: true,
    movedTo: postgres.movedTo,
    stop: () => postgres.stop(),
  };
};
