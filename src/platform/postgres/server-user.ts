import { existsSync, lstatSync, type Stats, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The system user the database server runs as; undefined = the user we are ourselves. */
export type ServerUser = { readonly uid: number; readonly gid: number };

const nobody: ServerUser = { uid: 65534, gid: 65534 };

export const isRoot = (): boolean => process.getuid?.() === 0;

/**
 * PostgreSQL refuses to run as root. Under root it runs as the owner of the existing data, else as the owner of the
 * place where they will lie (`sudo npm start` in somebody's home), else as the system's nobody; no user is created.
 */
export const serverUserFor = (directory: string): ServerUser | undefined => {
  if (!isRoot()) return undefined;
  for (const path of [join(directory, 'data'), nearestExisting(directory)]) {
    if (!existsSync(path)) continue;
    const { uid, gid } = statSync(path);
    if (uid !== 0) return { uid, gid };
  }
  return nobody;
};

/** Whether `user` gets through every directory down to `path` (access lists beyond the mode bits are not looked at). */
export const mayReach = (path: string, user: ServerUser): boolean => {
  for (let at = nearestExisting(path); ; at = dirname(at)) {
    const stats = statSync(at);
    if (!(stats.isDirectory() ? allows(stats, user, 0o1) : allows(stats, user, 0o4))) return false;
    if (at === dirname(at)) return true;
  }
};

const allows = (stats: Stats, user: ServerUser, bit: number): boolean => {
  const shift = stats.uid === user.uid ? 6 : stats.gid === user.gid ? 3 : 0;
  return (stats.mode & (bit << shift)) !== 0;
};

const nearestExisting = (path: string): string => {
  let at = path;
  while (lstatSync(at, { throwIfNoEntry: false }) === undefined) at = dirname(at);
  return at;
};
