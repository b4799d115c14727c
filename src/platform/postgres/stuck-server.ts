import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Place } from './place.ts';
import { isStopping, runningServer } from './postmaster.ts';
import { processesOf } from './server-processes.ts';
import { endServer, stopServer } from './stop-server.ts';

/**
 * Where the recovery after a crash fails (the disk is full), PostgreSQL 18 leaves a server behind that runs, recovers nothing and
 * refuses everybody for ever, also once there is room again. It is ended, and another started: nothing committed is lost by that.
 */

/** Long enough that a recovery which is about to begin has begun. */
const BETWEEN_LOOKS = 2_000;
/** One that is stopped, or whose disk never answers, says neither yes nor no: the watch must come round again, and end with the program. */
const ANSWERS_WITHIN = 5_000;

/** While a recovery goes on, however long, this process of the server is there. Unknown counts as there. */
const recovers = (pid: number): boolean =>
  processesOf(pid)?.some(({ title }) => title.startsWith('postgres: startup')) ?? true;

/** Says of itself that it is on its way up; a server that shuts down answers by the same code. */
const refusesAsIfStarting = async (url: string): Promise<boolean> => {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'fangxin watch',
    connectionTimeoutMillis: ANSWERS_WITHIN,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.end();
    return false;
  } catch (error) {
    return error instanceof Error && /not yet accepting|starting up|in recovery mode/u.test(error.message);
  }
};

const seemsStuck = async (pid: number, url: string): Promise<boolean> =>
  !recovers(pid) && (await refusesAsIfStarting(url)) && !recovers(pid);

/**
 * The server that runs on these data, unless it is stuck or on its way down, as a stop that was cut short leaves it: then its end comes
 * first, unless `signal` ends the waiting.
 */
export const soundServer = async (place: Place, url: string, signal?: AbortSignal): Promise<number | undefined> => {
  const pid = runningServer(place);
  if (pid !== undefined && isStopping(place)) {
    await stopServer(place, pid, signal);
    return runningServer(place);
  }
  if (pid === undefined || !(await seemsStuck(pid, url))) return pid;
  await sleep(BETWEEN_LOOKS);
  if (runningServer(place) !== pid || !(await seemsStuck(pid, url))) return runningServer(place);
  await endServer(place, pid);
  return runningServer(place);
};
