import { copyFileSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Config } from '#platform/config.ts';
import { Keyring } from '#platform/crypto/keyring.ts';
import { keyFilePath, readKeyFile } from '#platform/crypto/keys.ts';
import { type ErasureLine, type Extent, erasuresPath, walkErasures } from '#platform/erasure-list.ts';
import { checkHeads, HeadsRefused } from '#platform/heads.ts';
import { readManifest } from '#platform/postgres/manifest.ts';
import { StartFailure } from '#platform/postgres/start-failure.ts';
import type { Out } from './say.ts';

/** Gives the lines of a checked list once more, a page at a time: it may be longer than the memory. */
export type CheckedErasures = (onLines: (lines: readonly ErasureLine[]) => Promise<void>) => Promise<void>;

/** The list lies outside every backup; without it nobody knows who was erased since. */
export const listAt = (named: string | undefined, backup: string, { varDirectory }: Config): string => {
  const path = named ?? erasuresPath(join(varDirectory, 'heads'));
  if (existsSync(path)) {
    if (statSync(path).isDirectory()) throw new StartFailure('is-a-directory', { path });
    return path;
  }
  // Whoever mistyped the backup is told that, and not how to restore without the list.
  readManifest(backup);
  throw new StartFailure('erasures-missing', { path });
};

/**
 * Half a list would let somebody come back unseen, and an invented line would take out who may stay: the whole of it is read before
 * anything is believed. Undefined where it names nobody.
 */
export const checkErasures = async (
  path: string,
  instance: Config,
  isDamaged: boolean,
  out: Out,
): Promise<CheckedErasures | undefined> => {
  const keyring = keysFor(instance);
  if (keyring === undefined) out.note(out.say('verify:erasures.withoutKeys', { path }));
  const said = keyring === undefined ? undefined : await saidByHeads(path, keyring, out);
  const extents = said === undefined ? [] : [said];
  const read = await walkErasures(path, keyring, { extents, onLines: async () => undefined });
  const isCut = said !== undefined && !read.holds(said);
  if (isDamaged) {
    for (const { line, why } of read.faults) out.note(out.say(`verify:erasures.${why}`, { path, line }));
    if (read.furtherFaults > 0) out.note(out.say('verify:more', { count: read.furtherFaults }));
    if (isCut) out.note(out.say('verify:erasures.cut', { path }));
  } else {
    const [fault] = read.faults;
    if (fault !== undefined) throw new StartFailure(`erasures-${fault.why}`, { path, line: fault.line });
    if (isCut) throw new StartFailure('erasures-cut', { path });
  }
  if (read.unsigned > 0) out.note(out.say('verify:erasures.old', { path, count: read.unsigned }));
  if (read.count === 0) return undefined;
  // The very bytes that were checked need no second look at their signatures, unless some of them did not hold.
  const keys = read.faults.length === 0 ? undefined : keyring;
  return async (onLines) => {
    const again = await walkErasures(path, keys, { extents: [], bytes: read.all.bytes, onLines });
    if (again.all.sha256 !== read.all.sha256) throw new StartFailure('erasures-changed', { path });
  };
};

/** The database that says which kind of instance this is comes back only later. */
const keysFor = (instance: Config): Keyring | undefined => {
  const path = keyFilePath('demo', instance);
  return existsSync(path) ? new Keyring(readKeyFile(path)) : undefined;
};

const headsName = /^\d{4}-\d\d-\d\d(T\d+)?\.json$/u;

/** How far the list had come, as the last heads beside it tell. */
const saidByHeads = async (path: string, keyring: Keyring, out: Out): Promise<Extent | undefined> => {
  const beside = dirname(resolve(path));
  const names = readdirSync(beside).filter((name) => headsName.test(name));
  for (const name of names.sort().reverse()) {
    try {
      const { erasures } = await checkHeads(join(beside, name), keyring);
      if (erasures !== undefined) return erasures;
    } catch (error) {
      if (!(error instanceof HeadsRefused)) throw error;
    }
  }
  out.note(out.say('verify:erasures.withoutHeads', { path }));
  return undefined;
};

/** A restored instance goes on with the list it was restored with. */
export const bringAlong = (list: string, { varDirectory }: Config): void => {
  const own = erasuresPath(join(varDirectory, 'heads'));
  if (existsSync(own)) return;
  mkdirSync(dirname(own), { recursive: true });
  copyFileSync(list, own);
};
