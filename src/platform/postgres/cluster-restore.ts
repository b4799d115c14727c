import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { archiveSettings, type Recovery, recoverySettings } from './archive.ts';
import { copyHashed, flushToDisk, giveTo } from './backup-files.ts';
import { postgresBinaries } from './binaries.ts';
import { startPostgres } from './embedded.ts';
import type { Manifest } from './manifest.ts';
import { type Place, preparePlace } from './place.ts';
import { StartFailure } from './start-failure.ts';

/**
 * Puts a verified backup of a cluster into `directory`, which must hold no data, starts it once so that its log is
 * applied (up to a moment when `recovery` asks for it), and stops it again. A restore that fails leaves no data.
 */
export const restoreCluster = async (
  backup: string,
  manifest: Manifest,
  directory: string,
  recovery?: Recovery,
): Promise<void> => {
  const place = preparePlace(resolve(directory));
  if (existsSync(place.data)) throw new StartFailure('restore-place-not-empty', { path: place.data });
  const wanted = postgresBinaries(place.directory, place.user).majorVersion;
  if (String(manifest.postgresMajor) !== wanted) {
    throw new StartFailure('restore-of-another-version', { found: manifest.postgresMajor, wanted });
  }
  if (recovery !== undefined) archiveSettings(recovery.archive, place.directory);
  layOut(backup, manifest, place);
  try {
    const server = await startPostgres({ directory, walArchive: 'off', settings: recoverySettings(recovery) });
    await server.stop();
  } catch (error) {
    rmSync(place.data, { recursive: true, force: true });
    if (error instanceof StartFailure && error.code === 'moment-not-reached' && recovery !== undefined) {
      throw new StartFailure(
        'moment-not-reached',
        { moment: recovery.moment, path: recovery.archive },
        { cause: error },
      );
    }
    throw error;
  }
};

const layOut = (backup: string, manifest: Manifest, place: Place): void => {
  const unfinished = `${place.data}.restoring`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  for (const path of manifest.directories) mkdirSync(join(unfinished, path), { recursive: true, mode: 0o700 });
  for (const file of manifest.files) {
    if (!file.path.startsWith('database/')) continue;
    const { sha256 } = copyHashed(join(backup, file.path), join(unfinished, file.path.slice('database/'.length)));
    if (sha256 !== file.sha256) throw new StartFailure('backup-file-changed', { file: file.path });
  }
  writeFileSync(join(unfinished, 'recovery.signal'), '', { mode: 0o600 });
  giveTo(place.user, unfinished);
  flushToDisk(unfinished);
  renameSync(unfinished, place.data);
};
