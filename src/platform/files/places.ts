/** Where the objects lie: `<directory>/<area>/<aa>/<file>[.variant]`, and `_incoming` for what is still being written. */
import { copyFile, type FileHandle, link, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { randomBytesOf } from '../crypto/random.ts';
import { codeOf } from '../postgres/start-failure.ts';
import type { ObjectName } from './sealed-object.ts';

/** Of files that belong to no case yet. Tenant codes never begin with a low line. */
export const draftArea = '_drafts';
export const incomingArea = '_incoming';

export const variants: readonly ObjectName['variant'][] = ['original', 'clean', 'thumbnail'];

/** Ids come from addresses and forms: anything may stand there. */
export const isFileId = (text: string): boolean => uuid.test(text);

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;
const area = /^[a-z_][a-z0-9_-]*$/u;

/** The last two digits of the id are chance, the first ones time: the last spread the files evenly. */
export const objectPath = (directory: string, inArea: string, name: ObjectName): string => {
  if (!uuid.test(name.file) || !area.test(inArea)) throw new Error('not the id of a file or not an area');
  const ending = name.variant === 'original' ? '' : `.${name.variant}`;
  return join(directory, inArea, name.file.slice(-2), `${name.file}${ending}`);
};

export const nameOfObject = (path: string): ObjectName | undefined => {
  const [file = '', ending, ...more] = path.split('.');
  const variant = variants.find((one) => one === (ending ?? 'original'));
  return uuid.test(file) && variant !== undefined && more.length === 0 ? { file, variant } : undefined;
};

/** A new object under a name nobody reads; it appears in its place only when whole and safely on the disk. */
export const writeAside = async <T>(
  directory: string,
  name: ObjectName,
  work: (handle: FileHandle) => Promise<T>,
): Promise<{ readonly temporary: string; readonly result: T }> => {
  const folder = join(directory, incomingArea);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // The same copy may be made twice at a time, so chance is part of the name.
  const temporary = join(folder, `${name.file}.${name.variant}.${randomBytesOf(4).toString('hex')}`);
  const handle = await open(temporary, 'w', 0o600);
  try {
    const result = await work(handle);
    await handle.close();
    return { temporary, result };
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(temporary, { force: true });
    throw error;
  }
};

export const putInPlace = async (temporary: string, path: string): Promise<void> => {
  await makeFolder(dirname(path));
  await rename(temporary, path);
  await syncFolder(dirname(path));
};

/** A second name for the same bytes, so that a transaction rolled back leaves the first one as it was. */
export const linkInto = async (from: string, to: string): Promise<void> => {
  await makeFolder(dirname(to));
  try {
    await link(from, to);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST') return;
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'EXDEV' && code !== 'EMLINK') throw error;
    await copyWhole(from, to);
  }
  await syncFolder(dirname(to));
};

export const removeObject = (path: string): Promise<void> => rm(path, { force: true });

/** Original and copies of each file; those not there are no fault. */
export const removeObjects = async (directory: string, inArea: string, files: readonly string[]): Promise<void> => {
  for (const file of files) {
    for (const variant of variants) await removeObject(objectPath(directory, inArea, { file, variant }));
  }
};

export const isThere = async (path: string): Promise<boolean> => {
  try {
    return (await stat(path)).isFile();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
};

/** Names in a folder; none when there is no such folder. */
export const namesIn = async (folder: string): Promise<string[]> => {
  try {
    return await readdir(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return [];
    throw error;
  }
};

/** For file systems that know no second names. */
const copyWhole = async (from: string, to: string): Promise<void> => {
  const beside = `${to}.new`;
  await copyFile(from, beside);
  const handle = await open(beside, 'r+');
  await handle.sync();
  await handle.close();
  await rename(beside, to);
};

/** A new folder is safe only when the folder above it is. */
const makeFolder = async (folder: string): Promise<void> => {
  const made = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (made !== undefined) {
    for (let at = folder; at.length >= dirname(made).length; at = dirname(at)) await syncFolder(at);
  }
};

const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};
