import type { Out } from './say.ts';

/** So many of the files that are gone are named. */
const NAMED = 5;

export const lostFiles = (paths: readonly string[], out: Out): string =>
  out.say('cli:backup.lost', { files: paths.length, paths: paths.slice(0, NAMED).join(' ') });
