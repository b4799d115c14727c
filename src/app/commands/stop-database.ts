import { join } from 'node:path';
import { readConfig } from '#platform/config.ts';
import { stopPostgres } from '#platform/postgres/embedded.ts';
import type { Run } from '../say.ts';

/** Stops the embedded PostgreSQL (and the one for tests) that a killed process left running. */
export const run: Run = async (_argv, out) => {
  const { varDirectory } = readConfig(process.env);
  for (const directory of [join(varDirectory, 'pg'), join(varDirectory, 'test-pg')]) {
    const stopped = await stopPostgres(directory);
    out.print(out.say(stopped ? 'cli:database.stopped' : 'cli:database.not-running', { path: directory }));
  }
  return 0;
};
