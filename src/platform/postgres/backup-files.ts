import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  lchownSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import type { ServerUser } from './server-user.ts';
import { asDiskFailure, codeOf, StartFailure } from './start-failure.ts';

export type Copied = { readonly size: number; readonly sha256: string };

/** The bytes of a file, in pieces that are overwritten by the next one. */
export function* piecesOf(path: string): Generator<Buffer> {
  const file = openSync(path, 'r');
  const buffer = Buffer.allocUnsafe(256 * 1024);
  try {
    for (;;) {
      const read = readSync(file, buffer, 0, buffer.length, null);
      if (read === 0) return;
      yield buffer.subarray(0, read);
    }
  } finally {
    closeSync(file);
  }
}

export const hashOf = (path: string): string => {
  const hash = createHash('sha256');
  for (const piece of piecesOf(path)) hash.update(piece);
  return hash.digest('hex');
};

/** Copies one file, readable by its owner alone, and hashes what was written. */
export const copyHashed = (from: string, to: string): Copied => {
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
  const hash = createHash('sha256');
  let size = 0;
  const file = openSync(to, 'wx', 0o600);
  try {
    for (const piece of piecesOf(from)) {
      hash.update(piece);
      for (let at = 0; at < piece.length; ) at += writeSync(file, piece, at);
      size += piece.length;
    }
  } catch (error) {
    throw asDiskFailure(error, to);
  } finally {
    closeSync(file);
  }
  return { size, sha256: hash.digest('hex') };
};

/** As `copyHashed`; undefined when the file was moved or removed since it was listed. */
export const copyIfThere = (from: string, to: string): Copied | undefined => {
  try {
    return copyHashed(from, to);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    rmSync(to, { force: true });
    return undefined;
  }
};

/** Paths of all files below `root`, relative to it, in order; empty when it is not there. */
export const filesBelow = (root: string): string[] => entriesBelow(root, (entry) => entry.isFile());

export const directoriesBelow = (root: string): string[] => entriesBelow(root, (entry) => entry.isDirectory());

const entriesBelow = (root: string, wanted: (entry: { isFile(): boolean; isDirectory(): boolean }) => boolean) =>
  existsSync(root)
    ? readdirSync(root, { recursive: true, withFileTypes: true, encoding: 'utf8' })
        .filter(wanted)
        .map((entry) => relative(root, join(entry.parentPath, entry.name)))
        .sort()
    : [];

export const isEmptyPlace = (path: string): boolean => !existsSync(path) || readdirSync(path).length === 0;

/** Whether `path` is `folder` or lies in it, however the links between them lead. */
export const isInside = (path: string, folder: string): boolean => {
  const way = relative(withoutLinks(resolve(folder)), withoutLinks(resolve(path)));
  return way === '' || (way !== '..' && !way.startsWith('../') && !isAbsolute(way));
};

/** Of a path that may not be there yet: as far as it is, its links are followed. */
const withoutLinks = (path: string): string => {
  try {
    return realpathSync(path);
  } catch {
    return dirname(path) === path ? path : join(withoutLinks(dirname(path)), basename(path));
  }
};

/** Makes the directory for a backup, or says why it cannot be there. */
export const prepareBackupPlace = (path: string, varDirectory: string): string => {
  const place = resolve(path);
  if (isInside(place, varDirectory)) throw new StartFailure('backup-place-inside-var', { path: varDirectory });
  if (!isEmptyPlace(place)) {
    throw new StartFailure(isHalfBackup(place) ? 'backup-place-half' : 'backup-place-not-empty', { path: place });
  }
  try {
    mkdirSync(place, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw asDiskFailure(error, place);
  }
  return place;
};

const partsOfBackup = ['database', 'tables', 'files'];

/** What a machine switched off while it was written leaves: parts of a backup without the manifest, which comes last. */
const isHalfBackup = (place: string): boolean => readdirSync(place).every((name) => partsOfBackup.includes(name));

/** Half a backup is none, and its place is wanted for the next try. */
export const clearBackupPlace = (place: string): void => {
  for (const part of [...partsOfBackup, 'manifest.json']) rmSync(join(place, part), { recursive: true, force: true });
};

export const writeDurably = (path: string, text: string): void => {
  try {
    writeFileSync(path, text, { mode: 0o600, flush: true });
    const directory = openSync(dirname(path), 'r');
    fsyncSync(directory);
    closeSync(directory);
  } catch (error) {
    throw asDiskFailure(error, path);
  }
};

/** One request for the whole file system of `path` costs less than one for each of a thousand files. */
export const flushToDisk = (path: string): void => {
  const flushed = spawnSync('sync', ['-f', path], { encoding: 'utf8' });
  if (flushed.status !== 0) throw new StartFailure('disk-full', { path }, { cause: flushed.stderr });
};

export const giveTo = (user: ServerUser | undefined, root: string): void => {
  if (user === undefined) return;
  lchownSync(root, user.uid, user.gid);
  for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    lchownSync(join(root, name), user.uid, user.gid);
  }
};
