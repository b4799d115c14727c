import { createHash } from 'node:crypto';
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isRoot, mayReach, type ServerUser, serverUserFor } from './server-user.ts';
import { asDiskFailure, StartFailure } from './start-failure.ts';

/** Where a cluster lives: `directory` holds data, log and copies of binaries; `sockets` the one way in. Both 0700. */
export type Place = {
  readonly directory: string;
  readonly data: string;
  readonly log: string;
  readonly sockets: string;
  readonly user: ServerUser | undefined;
  /** True when `directory` could not be where it was asked for and a link leads there instead. */
  readonly moved: boolean;
};

// The system's limit for a socket's path is 107 bytes; the file itself is called /.s.PGSQL.5432.
const longestSocketDirectory = 107 - '/.s.PGSQL.5432'.length;

export const preparePlace = (wanted: string): Place => {
  try {
    const { directory, user, moved } = settle(wanted);
    makePrivate(directory, user);
    const log = join(directory, 'log');
    const sockets = socketDirectory(directory, user);
    for (const inner of [log, sockets]) makePrivate(inner, user);
    return { directory, data: join(directory, 'data'), log, sockets, user, moved };
  } catch (error) {
    throw asDiskFailure(error, wanted);
  }
};

const settle = (wanted: string): { directory: string; user: ServerUser | undefined; moved: boolean } => {
  const isLink = lstatSync(wanted, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  if (isLink && !existsSync(wanted)) throw new StartFailure('database-directory-gone', { path: wanted });
  const directory = existsSync(wanted) ? realpathSync(wanted) : wanted;
  const user = serverUserFor(directory);
  if (user !== undefined) letThrough(directory, user);
  if (user === undefined || mayReach(directory, user)) return { directory, user, moved: isLink };
  if (existsSync(join(directory, 'data'))) throw new StartFailure('database-directory-closed', { path: directory });
  return { directory: moveAway(wanted), user, moved: true };
};

/**
 * A `var` of ours that was made closed has only to let the server's user pass through; so have temporary directories
 * above it. What lies in them keeps its own mode.
 */
const letThrough = (directory: string, user: ServerUser): void => {
  const closed: string[] = [];
  for (let at = dirname(directory); !mayReach(at, user); at = dirname(at)) {
    const stats = lstatSync(at, { throwIfNoEntry: false });
    const isOurs = (at === dirname(directory) && at !== homedir()) || at.startsWith(`${tmpdir()}/`);
    if (!isOurs || (stats !== undefined && stats.uid !== 0)) return;
    if (stats !== undefined && (stats.mode & 0o001) === 0) closed.push(at);
  }
  for (const path of closed) chmodSync(path, lstatSync(path).mode | 0o011);
};

/**
 * A checkout below a closed directory such as /root cannot be entered by the user the server must run as. The data
 * then lie in /var/lib, and a link stands where people look for them.
 */
const moveAway = (wanted: string): string => {
  const elsewhere = `/var/lib/fangxin-${shortHash(wanted)}`;
  mkdirSync(elsewhere, { recursive: true, mode: 0o700 });
  mkdirSync(dirname(wanted), { recursive: true });
  rmSync(wanted, { recursive: true, force: true });
  symlinkSync(elsewhere, wanted);
  return elsewhere;
};

const makePrivate = (directory: string, user: ServerUser | undefined): void => {
  // In two steps: the mode would be given to missing parents as well, and close them to the server's user.
  mkdirSync(dirname(directory), { recursive: true });
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  if (isRoot() && user !== undefined && lstatSync(directory).uid === 0) chownSync(directory, user.uid, user.gid);
  const stats = lstatSync(directory);
  const owner = user?.uid ?? process.getuid?.();
  if (!stats.isDirectory() || stats.uid !== owner || (stats.mode & 0o077) !== 0) {
    throw new StartFailure('database-directory-not-private', { path: directory });
  }
};

const socketDirectory = (directory: string, user: ServerUser | undefined): string => {
  const near = join(directory, 'socket');
  if (Buffer.byteLength(near) <= longestSocketDirectory) return near;
  return `/tmp/fangxin-${user?.uid ?? process.getuid?.() ?? 0}-${shortHash(directory)}`;
};

const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);
