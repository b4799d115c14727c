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
import { dirname } from 'node:path';
import { type KeyFile, Keyring, newKeyFile } from './keyring.ts';

/** Why a key file cannot be used; `code` is the text in the locale files. */
export class KeyFileProblem extends Error {
  override name = 'KeyFileProblem';
  readonly code: 'missing' | 'unset' | 'open-to-others' | 'malformed' | 'in-the-way';
  readonly path: string;
  constructor(code: KeyFileProblem['code'], path: string) {
    super(`key file ${path || '(FANGXIN_KEY_FILE is not set)'}: ${code}`);
    this.code = code;
    this.path = path;
  }
}

export const demoKeyFile = 'var/keys/master.key';

/** Where the key file is. Production must say so itself: a default could end up inside a backup. */
export const keyFilePath = (instance: 'demo' | 'production', named: string | undefined): string => {
  if (named !== undefined && named !== '') return named;
  if (instance === 'demo') return demoKeyFile;
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

/** Opens the key file; a demo makes its own the first time. Throws KeyFileProblem. */
export const openKeyring = (
  instance: 'demo' | 'production',
  named: string | undefined,
  madeAt: Date,
): { keyring: Keyring; path: string } => {
  const path = keyFilePath(instance, named);
  if (instance === 'demo' && !existsSync(path)) return { keyring: createKeyFile(path, madeAt), path };
  return { keyring: new Keyring(readKeyFile(path)), path };
};
