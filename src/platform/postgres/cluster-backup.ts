import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { asOwner } from './as-owner.ts';
import { copyHashed, copyIfThere, directoriesBelow, filesBelow, hashOf } from './backup-files.ts';
import type { BackedUpFile } from './manifest.ts';

export type ClusterCopy = {
  readonly directories: string[];
  readonly files: BackedUpFile[];
  /** The database's time when the copy was complete: it can be restored to this moment or any later one. */
  readonly finishedAt: string;
};

/** Copies the running cluster's data directory to `backup/database`, with the log that makes the copy consistent. */
export const backUpCluster = async (ownerUrl: string, data: string, backup: string): Promise<ClusterCopy> =>
  await asOwner(ownerUrl, 'backup', async (client) => {
    // The slot keeps the log from being recycled under our hands; it ends with the session.
    await client.query(`select pg_create_physical_replication_slot($1, true, true)`, [`fangxin_backup_${process.pid}`]);
    const first = await client.query<{ segment: string }>(
      `select pg_walfile_name(pg_backup_start('fangxin backup', fast => true)) as segment`,
    );
    const directories = directoriesBelow(data).filter(isWantedDirectory);
    const files = copyData(data, backup);
    const last = await client.query<{ segment: string; label: string; tablespaces: string; at: Date }>(
      `select pg_walfile_name(lsn) as segment, labelfile as label, spcmapfile as tablespaces, clock_timestamp() as at
         from pg_backup_stop(wait_for_archive => false)`,
    );
    const [from, to] = [first.rows[0], last.rows[0]];
    if (from === undefined || to === undefined) throw new Error('the server did not say which log the backup needs');
    files.push(...copyLog(data, backup, from.segment, to.segment), writeLabel(backup, to.label));
    return { directories, files, finishedAt: to.at.toISOString() };
  });

const folder = 'database';

/** Contents that belong to the running server and would only harm a copy. */
const leftOut = new Set([
  'pg_wal',
  'pg_dynshmem',
  'pg_notify',
  'pg_replslot',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
]);

const isLeftOut = (path: string): boolean =>
  leftOut.has(path.split('/')[0] ?? '') ||
  ['postmaster.pid', 'postmaster.opts', 'pg_internal.init', 'backup_label'].includes(basename(path)) ||
  path.split('/').some((part) => part.startsWith('pgsql_tmp'));

/** The directory itself must be there, what the running server made inside must not. */
const isWantedDirectory = (path: string): boolean =>
  !isLeftOut(path) || !path.includes('/') || path.startsWith('pg_wal/');

const copyData = (data: string, backup: string): BackedUpFile[] => {
  const files: BackedUpFile[] = [];
  for (const path of filesBelow(data)) {
    if (isLeftOut(path)) continue;
    // A table dropped while we copy takes its file away; the log knows.
    const copied = copyIfThere(join(data, path), join(backup, folder, path));
    if (copied !== undefined) files.push({ path: `${folder}/${path}`, ...copied });
  }
  return files;
};

const copyLog = (data: string, backup: string, first: string, last: string): BackedUpFile[] =>
  readdirSync(join(data, 'pg_wal'))
    .filter((name) => name.endsWith('.history') || (/^[0-9A-F]{24}$/u.test(name) && name >= first && name <= last))
    .map((name) => {
      const path = `${folder}/pg_wal/${name}`;
      return { path, ...copyHashed(join(data, 'pg_wal', name), join(backup, path)) };
    });

const writeLabel = (backup: string, label: string): BackedUpFile => {
  const path = `${folder}/backup_label`;
  const file = join(backup, path);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, label, { mode: 0o600 });
  return { path, size: Buffer.byteLength(label), sha256: hashOf(file) };
};
