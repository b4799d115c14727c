import { setTimeout as sleep } from 'node:timers/promises';
import type { Place } from './place.ts';
import { patienceMs, runningServer } from './postmaster.ts';
import { processesOf, type ServerProcess } from './server-processes.ts';
import { codeOf, StartFailure } from './start-failure.ts';

const BETWEEN_LOOKS = 250;
/** Asleep at so many looks one after another: three seconds. */
const LOOKS_ASLEEP = 12;
const ENDED_WITHIN = 10_000;

/**
 * Fast stop: open transactions are rolled back, everything committed is on disk. A server whose recovery failed (`soundServer`) would
 * not end by it: it waits for a checkpoint nobody makes. It is seen by that, and ended as a crash would end it, which loses nothing.
 * `calledOff` ends the waiting with its reason, not the stop.
 */
export const stopServer = async (place: Place, pid: number, calledOff?: AbortSignal): Promise<void> => {
  if (!signal(pid, 'SIGINT')) return;
  const stuck = new StuckStop();
  for (let waited = 0; waited < patienceMs; waited += 10) {
    if (runningServer(place) !== pid) return;
    if (waited % BETWEEN_LOOKS === 0 && stuck.sees(processesOf(pid))) {
      await endServer(place, pid);
      return;
    }
    await sleep(10);
    calledOff?.throwIfAborted();
  }
  throw new StartFailure('postgres-did-not-stop', { pid });
};

/** As if the machine had failed: the next start recovers whatever was committed. */
export const endServer = async (place: Place, pid: number): Promise<void> => {
  for (const how of ['SIGQUIT', 'SIGKILL'] as const) {
    if (!signal(pid, how)) return;
    for (let waited = 0; waited < ENDED_WITHIN && runningServer(place) === pid; waited += 20) await sleep(20);
    if (runningServer(place) !== pid) return;
  }
};

const signal = (pid: number, how: NodeJS.Signals): boolean => {
  try {
    process.kill(pid, how);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return false;
    throw error;
  }
};

/** They are left over where nobody works any more; while the server stops as it should, the checkpointer says or shows that it does something. */
const waiting = /^postgres: (?:checkpointer|io worker \d+)$/u;
const logger = 'postgres: logger';

/**
 * Whether a server that was told to stop waits for nothing: nobody is left but those who serve others, and all of them have slept
 * through. A checkpoint, a client, a standby, the archive of the log: each is a process that works, or one of another name.
 */
export class StuckStop {
  #before: ReadonlyMap<number, ServerProcess> = new Map();
  #asleep = 0;

  sees(processes: readonly ServerProcess[] | undefined): boolean {
    const before = this.#before;
    this.#before = new Map(processes?.map((one) => [one.pid, one]));
    // Whoever comes just now is being told that the server is closed.
    const stayed = processes?.filter(({ pid, title }) => title !== logger && before.has(pid)) ?? [];
    const hasCheckpointer = stayed.some(({ title }) => title === 'postgres: checkpointer');
    const sleeps = ({ pid, title, isAsleep, spent }: ServerProcess): boolean =>
      waiting.test(title) && isAsleep && before.get(pid)?.spent === spent;
    this.#asleep = hasCheckpointer && stayed.every(sleeps) ? this.#asleep + 1 : 0;
    return this.#asleep >= LOOKS_ASLEEP;
  }
}
