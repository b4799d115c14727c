import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { StartFailure } from '../postgres/start-failure.ts';
import { type KeyFile, Keyring, newKeyFile } from './keyring.ts';

type Fault = 'missing' | 'unset' | 'open-to-others' | 'malformed' | 'in-the-way';

/** Why a key file cannot be used, told at the keyboard as `people:failures.key-file-<fault>`. */
export class KeyFileProblem extends StartFailure {
  readonly fault: Fault;
  constructor(fault: Fault, path: string) {
    super(`people:failures.key-file-${fault}`, { path });
    this.name = 'KeyFileProblem';
    this.fault = fault;
  }
}

/** Where keys are asked for: the path named by the environment, and the folder a demo may use. */
export type KeyPlace = { readonly keyFile: string | undefined; readonly varDirectory: string };

/** Where the key file is. Production must say so itself: a default could end up inside a backup. */
export const keyFilePath = (instance: 'demo' | 'production', place: KeyPlace): string => {
  if (place.keyFile !== undefined && place.keyFile !== '') return place.keyFile;
  if (instance === 'demo') return join(place.varDirectory, 'keys', 'master.key');
  throw new KeyFileProblem('unset', '');
};

export const readKeyFile = (path: string): KeyFile => {
  if (!existsSync(path)) throw new KeyFileProblem('missing', path);
  if ((statSync(path).mode & 0o077) !== 0) throw new KeyFileProblem('open-to-others', path);
  let file: KeyFile;
  try {
    file = JSON.parse(readFileSync(path, 'utf8')) as KeyFile;
  } catch {
    throw new KeyFileProblem('malformed', path);
  }
  if (file?.format !== 'fangxin-keys-1') throw new KeyFileProblem('malformed', path);
  return file;
};

/** Written beside, synced, then renamed: a crash leaves either the old file or the new one, never half. */
export const writeKeyFile = (path: string, file: KeyFile): void => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const beside = `${path}.new`;
  const handle = openSync(beside, 'w', 0o600);
  try {
    writeSync(handle, `${JSON.stringify(file, null, 2)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(beside, path);
  const folder = openSync(dirname(path), 'r');
  fsyncSync(folder);
  closeSync(folder);
};

/** Makes a new key file; refuses to write over one, since its loss makes every sealed value unreadable. */
export const createKeyFile = (path: string, madeAt: Date): Keyring => {
  if (existsSync(path)) throw new KeyFileProblem('in-the-way', path);
  const file = newKeyFile(madeAt);
  writeKeyFile(path, file);
  return new Keyring(file);
};
