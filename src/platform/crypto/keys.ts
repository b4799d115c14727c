import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { notedArchive } from '../postgres/archive.ts';
import { isInside } from '../postgres/backup-files.ts';
import { codeOf, StartFailure } from '../postgres/start-failure.ts';
import { type KeyFile, Keyring, newKeyFile } from './keyring.ts';

type Fault =
  | 'missing'
  | 'unset'
  | 'not-readable'
  | 'open-to-others'
  | 'malformed'
  | 'in-the-way'
  | 'half-written'
  | 'beside-data';

/** Why a key file cannot be used, told at the keyboard as `people:failures.key-file-<fault>`. */
export class KeyFileProblem extends StartFailure {
  readonly fault: Fault;
  constructor(fault: Fault, path: string, params: Readonly<Record<string, string>> = {}) {
    super(`people:failures.key-file-${fault}`, { path, ...params });
    this.name = 'KeyFileProblem';
    this.fault = fault;
  }
}

/** Where keys are asked for: the path named by the environment, and the folder a demo may use. */
export type KeyPlace = {
  readonly keyFile: string | undefined;
  readonly varDirectory: string;
  /** Where the database's log is copied to, when the environment names it. */
  readonly walArchive?: string | undefined;
};

/**
 * Where the key file is. Production must say so itself, and name a place outside the data: whoever takes away or copies
 * the data would take along what opens them.
 */
export const keyFilePath = (instance: 'demo' | 'production', place: KeyPlace): string => {
  const { keyFile, varDirectory } = place;
  const isNamed = keyFile !== undefined && keyFile !== '';
  if (instance === 'demo') return isNamed ? keyFile : join(varDirectory, 'keys', 'master.key');
  if (!isNamed) throw new KeyFileProblem('unset', '');
  const data = dataPlaces(place).find((folder) => isInside(keyFile, folder));
  if (data !== undefined) throw new KeyFileProblem('beside-data', keyFile, { data });
  return keyFile;
};

/** The database and the uploads may be links that lead out of the data directory. */
const dataPlaces = ({ varDirectory, walArchive }: KeyPlace): string[] => {
  const cluster = join(varDirectory, 'pg');
  const archives = [walArchive, notedArchive(cluster)].filter((path) => path !== undefined && path !== 'off');
  return [varDirectory, cluster, join(varDirectory, 'files'), ...archives.map(String)];
};

export const readKeyFile = (path: string): KeyFile => {
  const read = textIn(path);
  if ((statSync(path).mode & 0o077) !== 0) throw new KeyFileProblem('open-to-others', path);
  try {
    const file = JSON.parse(read) as KeyFile;
    // Whether all families are there with keys that are keys, its own opening knows best.
    if (file.format === 'fangxin-keys-1' && typeof file.id === 'string' && new Keyring(file).id !== '') return file;
  } catch {
    // Told below, without what was read: it may be a secret.
  }
  throw new KeyFileProblem('malformed', path);
};

const readingFaults: Readonly<Record<string, Fault>> = {
  ENOENT: 'missing',
  ENOTDIR: 'missing',
  EACCES: 'not-readable',
  EPERM: 'not-readable',
  EISDIR: 'malformed',
};

const textIn = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const fault = readingFaults[codeOf(error)];
    throw fault === undefined ? error : new KeyFileProblem(fault, path);
  }
};

/**
 * Written beside, synced, then put into place: a crash leaves either the old file or the new one, never half. What lies beside is
 * another command's, or was left by one the machine cut off: it is told, never written over.
 */
export const writeKeyFile = (path: string, file: KeyFile): void =>
  writeBeside(path, file, (beside) => renameSync(beside, path));

const writeBeside = (path: string, file: KeyFile, putInPlace: (beside: string) => void): void => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const beside = besideKeyFile(path);
  const handle = openAlone(beside);
  try {
    try {
      writeSync(handle, `${JSON.stringify(file, null, 2)}\n`);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    putInPlace(beside);
  } finally {
    rmSync(beside, { force: true });
  }
  const folder = openSync(dirname(path), 'r');
  fsyncSync(folder);
  closeSync(folder);
};

const besideKeyFile = (path: string): string => `${path}.new`;

const openAlone = (beside: string): number => {
  try {
    return openSync(beside, 'wx', 0o600);
  } catch (error) {
    throw codeOf(error) === 'EEXIST' ? new KeyFileProblem('half-written', beside) : error;
  }
};

/** For whoever holds the lock of the key file: a half that was left there is nobody's, and was never in use. */
export const clearHalfWritten = (path: string): void => rmSync(besideKeyFile(path), { force: true });

/** Makes a new key file; refuses to write over one, since its loss makes every sealed value unreadable. */
export const createKeyFile = (path: string, madeAt: Date): Keyring => {
  if (existsSync(path)) throw new KeyFileProblem('in-the-way', path);
  const file = newKeyFile(madeAt);
  writeBeside(path, file, (beside) => linkAlone(beside, path));
  return new Keyring(file);
};

/** Unlike a renaming, a link never takes the place of a file that came in between. */
const linkAlone = (beside: string, path: string): void => {
  try {
    linkSync(beside, path);
  } catch (error) {
    throw codeOf(error) === 'EEXIST' ? new KeyFileProblem('in-the-way', path) : error;
  }
};
