import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, lstatSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runAs } from './postmaster.ts';
import { isRoot, mayReach, type ServerUser, serverUserFor } from './server-user.ts';
import { asDiskFailure, codeOf, StartFailure } from './start-failure.ts';

/**
 * Settings under which the server copies each finished piece of its log (at the latest after a minute) to `archive`,
 * so that a restore can go on from a backup to any moment. The directory is made for the user the server runs as.
 */
export const archiveSettings = (archive: string, clusterDirectory: string): Record<string, string> => {
  const place = preparedArchive(archive, clusterDirectory);
  const target = shellQuoted(join(place, '%f'));
  const part = shellQuoted(join(place, '.%f.part'));
  return {
    archive_mode: 'on',
    archive_timeout: '60s',
    // A piece that is there already is right only if it is the same: two clusters must never share an archive.
    archive_command: `cmp -s "%p" ${target} || (test ! -e ${target} && cp "%p" ${part} && sync ${part} && mv ${part} ${target})`,
  };
};

/**
 * The archive of this cluster: the one wished for now, else the one it was last started with, for a start that forgot
 * it would leave a gap no restore can cross. The wish `off` ends archiving.
 */
export const archiveOf = (clusterDirectory: string, wish: string | undefined): string | undefined => {
  const note = noteIn(clusterDirectory);
  if (wish === 'off') rmSync(note, { force: true });
  else if (wish) writeFileSync(note, resolve(wish), { mode: 0o600 });
  return notedArchive(clusterDirectory);
};

/** The archive the cluster was last started with. */
export const notedArchive = (clusterDirectory: string): string | undefined => {
  const note = noteIn(clusterDirectory);
  return existsSync(note) ? readFileSync(note, 'utf8') : undefined;
};

const noteIn = (clusterDirectory: string): string => join(clusterDirectory, 'archive-directory');

export type Recovery = { readonly moment: string; readonly archive: string };

/**
 * Settings under which a restored cluster reads its log, to the end of the backup or through the archive up to a
 * moment, and then opens for work on a timeline of its own: it never writes over what the original has archived.
 */
export const recoverySettings = (recovery: Recovery | undefined): Record<string, string> => ({
  ...(recovery === undefined ? { restore_command: 'false', recovery_target: 'immediate' } : targetOf(recovery)),
  recovery_target_action: 'promote',
  // Otherwise the server calls itself ready as soon as it could be read, long before the moment is reached.
  hot_standby: 'off',
});

const targetOf = ({ archive, moment }: Recovery): Record<string, string> => ({
  restore_command: `cp ${shellQuoted(join(resolve(archive), '%f'))} "%p"`,
  // Read before the server knows any zone by name, so even `Z` would be refused.
  recovery_target_time: new Date(moment).toISOString().replace('T', ' ').replace('Z', '+00'),
});

const preparedArchive = (archive: string, clusterDirectory: string): string => {
  const place = resolve(archive);
  const user = serverUserFor(clusterDirectory);
  try {
    mkdirSync(place, { recursive: true, mode: 0o700 });
    if (isRoot() && user !== undefined && lstatSync(place).uid === 0) chownSync(place, user.uid, user.gid);
  } catch (error) {
    const failure = asDiskFailure(error, place);
    if (failure instanceof StartFailure && failure.code === 'directory-not-writable')
      throw notWritable(place, codeOf(error));
    throw failure;
  }
  if (user !== undefined && !mayReach(place, user))
    throw new StartFailure('database-directory-closed', { path: place });
  tryWriting(place, user);
  return place;
};

/**
 * The server itself would only note each failure in its own log, and keep every piece until the data's disk is full. Tried
 * by its own user: a service's sandbox may close what its mode leaves open.
 */
const tryWriting = (place: string, user: ServerUser | undefined): void => {
  const probe = join(place, '.fangxin-probe');
  const write = 'printf probe > "$0" && rm "$0"';
  const tried = spawnSync('/bin/sh', ['-c', write, probe], { ...runAs(user), encoding: 'utf8' });
  if (tried.status === 0) return;
  const detail = tried.stderr.trim().split(': ').at(-1) ?? '';
  if (/No space left|quota exceeded/iu.test(detail)) throw new StartFailure('disk-full', { path: place });
  throw notWritable(place, detail);
};

const notWritable = (path: string, detail: string): StartFailure =>
  new StartFailure('archive-not-writable', { path, detail });

// A per cent sign in a directory's name would be taken for one of the server's own marks (%f, %p).
const shellQuoted = (path: string): string => {
  const [directory, name] = [path.slice(0, path.lastIndexOf('/')), path.slice(path.lastIndexOf('/'))];
  return `'${`${directory.replaceAll('%', '%%')}${name}`.replaceAll("'", "'\\''")}'`;
};
