import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { projectRoot } from '../config.ts';
import { filesWithout, pathOfKept } from '../files/files-here.ts';
import { draftArea, incomingArea } from '../files/places.ts';
import { livingHolder } from '../lock.ts';
import type { Recovery } from './archive.ts';
import {
  clearBackupPlace,
  copyHashed,
  copyIfThere,
  filesBelow,
  flushToDisk,
  isEmptyPlace,
  prepareBackupPlace,
} from './backup-files.ts';
import { backUpCluster } from './cluster-backup.ts';
import { restoreCluster } from './cluster-restore.ts';
import { hasOtherClients, startPostgres } from './embedded.ts';
import { markWholeAgain, refuseHalfRestored } from './half-restored.ts';
import { type BackedUpFile, type Manifest, readManifest, verifyFiles, writeManifest } from './manifest.ts';
import { appliedMigrations } from './migrate.ts';
import { StartFailure } from './start-failure.ts';
import { backUpTables, type TableProgress } from './table-backup.ts';
import { restoreTables } from './table-restore.ts';
import {
  giveUpUnfinishedRestore,
  markRestoreBegun,
  markRestoreDone,
  refuseUnfinishedRestore,
} from './unfinished-restore.ts';

/** Where an instance keeps what must not be lost, apart from its keys. */
export type Instance = {
  readonly varDirectory: string;
  /** A PostgreSQL of one's own; the embedded one in `varDirectory/pg` when absent. */
  readonly databaseUrl: string | undefined;
  /** Where the embedded one puts its log, as `PostgresOptions` has it. */
  readonly walArchive?: string | undefined;
};

export type BackupOptions = {
  readonly instance: Instance;
  readonly to: string;
  /** Rows instead of data files, also for the embedded cluster: readable by any later PostgreSQL. */
  readonly asTables?: boolean;
  readonly onTable?: TableProgress;
  /** Files that rows name and the disk no longer has: the backup is made without them. */
  readonly onLost?: (paths: readonly string[]) => void;
  /** All of them may be gone, and the person at the machine knows. */
  readonly filesLost?: boolean;
};

export const embeddedDirectory = (instance: Instance): string => join(instance.varDirectory, 'pg');

/** Writes one complete backup, or none that `restore` would take: the manifest comes last. */
export const backUp = async (options: BackupOptions): Promise<Manifest> => {
  const { instance } = options;
  requireData(instance);
  const backup = prepareBackupPlace(options.to, instance.varDirectory);
  try {
    return await writeBackup(backup, options);
  } catch (error) {
    clearBackupPlace(backup);
    throw error;
  }
};

const writeBackup = async (backup: string, options: BackupOptions): Promise<Manifest> => {
  const { instance, asTables, onTable } = options;
  // Files are stored before the rows that name them and removed after; so before and after together miss none.
  const files = copyUploads(instance, backup, []);
  const copied = await withOwnerUrl(instance, async (ownerUrl, data) => {
    await refuseHalfRestored(ownerUrl);
    const rows =
      data === undefined || asTables === true
        ? await backUpAsTables(ownerUrl, backup, onTable)
        : await backUpAsCluster(ownerUrl, data, backup);
    files.push(...copyUploads(instance, backup, files));
    const lost = await copyNamed(ownerUrl, options, backup, files);
    if (lost.length > 0) options.onLost?.(lost);
    return rows;
  });
  flushToDisk(backup);
  const manifest: Manifest = { format: 1, program: programVersion(), ...copied, files: [...copied.files, ...files] };
  writeManifest(backup, manifest);
  return manifest;
};

/** Adds what rows name and no copy was made of: come meanwhile, or on a disk that is not the one meant. */
const copyNamed = async (
  ownerUrl: string,
  { instance, filesLost = false }: BackupOptions,
  backup: string,
  files: BackedUpFile[],
): Promise<readonly string[]> => {
  const missed = async () => {
    const known = new Set(files.map((file) => file.path));
    return (await filesWithout(ownerUrl, (path) => known.has(`files/${path}`))).map(pathOfKept);
  };
  const named = await missed();
  if (named.length === 0) return [];
  files.push(...copyUploads(instance, backup, files, named));
  // What was erased meanwhile is named no longer.
  const lost = await missed();
  const isAnyThere = files.some(({ path }) => isOfCase(path));
  if (lost.length > 0 && !isAnyThere && !filesLost)
    throw new StartFailure('files-elsewhere', { path: join(instance.varDirectory, 'files') });
  return lost;
};

const isOfCase = (path: string): boolean => !path.startsWith(`files/${draftArea}/`);

/** Opening an instance that is not there, or only in part, would quietly make an empty one. */
export const requireData = (instance: Instance): void => {
  refuseUnfinishedRestore(instance.varDirectory);
  const data = join(embeddedDirectory(instance), 'data');
  if (instance.databaseUrl === undefined && !existsSync(data)) throw new StartFailure('nothing-there', { path: data });
};

type DatabaseCopy = Omit<Manifest, 'format' | 'program'>;

const backUpAsCluster = async (ownerUrl: string, data: string, backup: string): Promise<DatabaseCopy> => {
  const migrations = await appliedMigrations(ownerUrl);
  const copy = await backUpCluster(ownerUrl, data, backup);
  const postgresMajor = Number(readFileSync(join(data, 'PG_VERSION'), 'utf8'));
  return { kind: 'cluster', migrations, postgresMajor, tables: [], sequences: [], ...copy };
};

const backUpAsTables = async (ownerUrl: string, backup: string, onTable?: TableProgress): Promise<DatabaseCopy> => {
  const migrations = await appliedMigrations(ownerUrl);
  const copy = await backUpTables(ownerUrl, backup, onTable);
  return { kind: 'tables', migrations, directories: [], ...copy };
};

export type RestoreOptions = {
  readonly instance: Instance;
  readonly from: string;
  readonly recovery?: Recovery;
  readonly onVerified?: (manifest: Manifest) => void;
  readonly onTable?: TableProgress;
  /** Takes out anew what was erased since the backup; the data open for nobody before it is through. */
  readonly eraseAgain?: (ownerUrl: string) => Promise<void>;
};

/** Checks every file of a backup and tells what it is; throws at the first fault. */
export const verifyBackup = (from: string): Manifest => {
  const backup = resolve(from);
  const manifest = readManifest(backup);
  verifyFiles(backup, manifest);
  return manifest;
};

/** Restores into places that hold nothing yet; where anything is amiss, nothing is begun, or all of it goes again. */
export const restore = async (options: RestoreOptions): Promise<Manifest> => {
  const { instance, recovery } = options;
  const { varDirectory } = instance;
  const backup = resolve(options.from);
  const manifest = verifyBackup(backup);
  options.onVerified?.(manifest);
  await giveUpUnfinishedRestore(instance);
  refuseUnfit(manifest, instance, recovery);
  mkdirSync(varDirectory, { recursive: true });
  markRestoreBegun(instance);
  try {
    // The database comes last: with it alone an instance would start, and nobody would miss the evidence.
    restoreUploads(backup, manifest, varDirectory);
    if (manifest.kind === 'cluster') await restoreCluster(backup, manifest, embeddedDirectory(instance), recovery);
    else await restoreRows(backup, manifest, options);
    if (options.eraseAgain !== undefined) await withOwnerUrl(instance, options.eraseAgain);
    if (manifest.kind === 'tables') await withOwnerUrl(instance, markWholeAgain);
    flushToDisk(varDirectory);
  } catch (error) {
    // What cannot be taken away now stays marked, and the next restore does it.
    await giveUpUnfinishedRestore(instance).catch(() => undefined);
    throw error;
  }
  markRestoreDone(varDirectory);
  return manifest;
};

const restoreUploads = (backup: string, manifest: Manifest, varDirectory: string): void => {
  const uploads = join(varDirectory, 'files');
  const unfinished = `${uploads}.restoring`;
  for (const { path } of manifest.files) {
    if (path.startsWith('files/')) copyHashed(join(backup, path), join(unfinished, path.slice('files/'.length)));
  }
  if (!existsSync(unfinished)) return;
  flushToDisk(unfinished);
  rmSync(uploads, { recursive: true, force: true });
  renameSync(unfinished, uploads);
};

const restoreRows = (backup: string, manifest: Manifest, { instance, onTable }: RestoreOptions): Promise<void> =>
  withOwnerUrl(instance, (ownerUrl) =>
    restoreTables({ ownerUrl, backup, manifest, ...(onTable === undefined ? {} : { onTable }) }),
  );

const refuseUnfit = (manifest: Manifest, instance: Instance, recovery: Recovery | undefined): void => {
  if (manifest.kind === 'cluster' && instance.databaseUrl !== undefined) throw new StartFailure('backup-of-embedded');
  if (manifest.kind === 'tables' && recovery !== undefined) throw new StartFailure('moment-needs-cluster');
  if (recovery !== undefined && Date.parse(recovery.moment) < Date.parse(manifest.finishedAt)) {
    throw new StartFailure('moment-before-backup', { moment: recovery.moment, at: manifest.finishedAt });
  }
  const uploads = join(instance.varDirectory, 'files');
  if (!isEmptyPlace(uploads)) throw new StartFailure('restore-place-not-empty', { path: uploads });
  const data = join(embeddedDirectory(instance), 'data');
  if (instance.databaseUrl === undefined && existsSync(data)) {
    throw new StartFailure('restore-place-not-empty', { path: data });
  }
};

/** Runs `work` against the instance's database; an embedded server started for it is stopped unless others use it. */
export const withOwnerUrl = async <T>(
  instance: Instance,
  work: (ownerUrl: string, dataDirectory: string | undefined) => Promise<T>,
): Promise<T> => {
  if (instance.databaseUrl !== undefined) return work(instance.databaseUrl, undefined);
  const server = await startPostgres({ directory: embeddedDirectory(instance), walArchive: instance.walArchive });
  try {
    return await work(server.ownerUrl, server.dataDirectory);
  } finally {
    if (!server.reused && !(await isInUse(instance, server.ownerUrl))) await server.stop();
  }
};

/** Whether the service or another command has come to rely on the server we started; a lock of our own is no service. */
const isInUse = async (instance: Instance, ownerUrl: string): Promise<boolean> => {
  const holder = livingHolder(join(instance.varDirectory, 'server.lock'));
  return (holder !== undefined && holder.pid !== process.pid) || (await hasOtherClients(ownerUrl));
};

/** Writes under way and probes of the disk are no uploads yet. */
const isUpload = (path: string): boolean => {
  const parts = path.split('/');
  return parts[0] !== incomingArea && !parts.some((part) => part.startsWith('.'));
};

/** A running service moves and removes files: what is gone since it was listed has no row that names it any more. */
export const copyUploads = (
  instance: Pick<Instance, 'varDirectory'>,
  backup: string,
  already: readonly BackedUpFile[],
  listed: readonly string[] = filesBelow(join(instance.varDirectory, 'files')),
): BackedUpFile[] => {
  const known = new Set(already.map((file) => file.path));
  return listed
    .filter(isUpload)
    .map((path) => `files/${path}`)
    .filter((path) => !known.has(path))
    .flatMap((path) => {
      const copied = copyIfThere(join(instance.varDirectory, path), join(backup, path));
      return copied === undefined ? [] : [{ path, ...copied }];
    });
};

const programVersion = (): string => {
  const read: unknown = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
  return typeof read === 'object' && read !== null && 'version' in read ? String(read.version) : '';
};
