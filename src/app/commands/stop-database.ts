import { join } from 'node:path';
import { readConfig } from '#platform/config.ts';
import { livingHolder } from '#platform/lock.ts';
import { stopPostgres } from '#platform/postgres/embedded.ts';
import { StartFailure } from '#platform/postgres/start-failure.ts';
import { readArgs } from '../read-args.ts';
import type { Run } from '../say.ts';

/** Stops the embedded PostgreSQL (and the one for tests) that a killed process left running. */
export const run: Run = async (argv, out) => {
  readArgs({ args: [...argv] });
  const { varDirectory } = readConfig(process.env);
  const holder = livingHolder(join(varDirectory, 'server.lock'));
  for (const directory of [join(varDirectory, 'test-pg'), join(varDirectory, 'pg')]) {
    // Under a running service it would take the database from everybody at work.
    if (holder !== undefined && directory.endsWith('/pg'))
      throw new StartFailure('database-at-work', { pid: holder.pid });
    const stopped = await stopPostgres(directory);
    out.print(out.say(stopped ? 'cli:database.stopped' : 'cli:database.not-running', { path: directory }));
  }
  return 0;
};
