import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { processStat } from '../lock.ts';
import type { Place } from './place.ts';
import type { ServerUser } from './server-user.ts';
import { codeOf, StartFailure } from './start-failure.ts';

/** Only the name of the socket file: the server listens on no network. */
export const socketPort = 5432;

export const patienceMs = 600_000;

/** What a server or initdb sees of our environment: nothing that could point it elsewhere. */
const plainEnvironment = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

export const runAs = (user: ServerUser | undefined) => ({ ...user, cwd: '/', env: plainEnvironment });

/** The process id of the server that runs on these data. */
export const runningServer = (place: Place): number | undefined => {
  const pid = Number(readLines(join(place.data, 'postmaster.pid'))[0] ?? '');
  return Number.isInteger(pid) && pid > 0 && isServerOn(place.data, pid) ? pid : undefined;
};

/** Whether it has been told to stop, and has not ended yet. */
export const isStopping = (place: Place): boolean =>
  readLines(join(place.data, 'postmaster.pid'))[7]?.trim() === 'stopping';

/**
 * Clears away the locks of a server that was killed: the next one would refuse when their process number now belongs to
 * somebody else, or to a zombie nobody has reaped. Only for the one process whose turn it is to start.
 */
export const clearDeadServer = (place: Place): void => {
  const socket = join(place.sockets, `.s.PGSQL.${socketPort}`);
  for (const file of [join(place.data, 'postmaster.pid'), socket, `${socket}.lock`]) rmSync(file, { force: true });
};

const isServerOn = (data: string, pid: number): boolean => {
  const stat = processStat(pid);
  if (stat === undefined || stat.state === 'Z' || stat.state === 'X' || stat.name !== 'postgres') return false;
  try {
    const at = statSync(`/proc/${pid}/cwd`);
    const here = statSync(data);
    return at.ino === here.ino && at.dev === here.dev;
  } catch (error) {
    // Another user's process, whose directory we may not see: taken for ours rather than risk a second server.
    return codeOf(error) !== 'ENOENT';
  }
};

/**
 * Starts the server detached, so that it outlives a killed parent, and waits until it accepts connections; where `signal` calls the
 * start off, a recovery that goes on is broken off and its process id given all the same, for whoever stops it.
 */
export const spawnServer = async (
  postgres: string,
  place: Place,
  settings: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<number> => {
  const arguments_ = ['-D', place.data];
  for (const [name, value] of Object.entries(settings)) arguments_.push('-c', `${name}=${value}`);
  const startLog = join(place.directory, 'start.log');
  const before = logSizes(place);
  const log = openSync(startLog, 'w', 0o600);
  const child = spawn(postgres, arguments_, {
    ...runAs(place.user),
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  let ended = false;
  child.once('error', () => {
    ended = true;
  });
  child.once('exit', () => {
    ended = true;
  });
  for (let waited = 0; waited < patienceMs; waited += 10) {
    await sleep(10);
    const pidFile = readLines(join(place.data, 'postmaster.pid'));
    if (
      child.pid !== undefined &&
      Number(pidFile[0]) === child.pid &&
      (pidFile[7]?.trim() === 'ready' || signal?.aborted)
    ) {
      child.unref();
      return child.pid;
    }
    if (ended) throw whyNot(place, readLines(startLog).join('\n') + logSince(place, before));
  }
  stopChild(child);
  throw new StartFailure('postgres-did-not-start', { detail: '', log: startLog });
};

const stopChild = (child: ChildProcess): void => {
  child.kill('SIGQUIT');
  child.unref();
};

/** Once the server has begun to write its own log, the reason for giving up stands there. */
const logSince = (place: Place, before: ReadonlyMap<string, number>): string => {
  let text = '';
  for (const [name, size] of logSizes(place)) {
    const from = before.get(name) ?? 0;
    text += readFileSync(join(place.log, name)).subarray(from <= size ? from : 0);
  }
  return text;
};

const logSizes = (place: Place): Map<string, number> =>
  new Map(readdirSync(place.log).map((name) => [name, statSync(join(place.log, name)).size]));

export const whyNot = (place: Place, output: string): StartFailure => {
  const path = place.directory;
  if (/No space left on device|Disk quota exceeded|Check free disk space/u.test(output))
    return new StartFailure('disk-full', { path });
  if (/recovery ended before configured recovery target/u.test(output)) return new StartFailure('moment-not-reached');
  if (/pre-existing shared memory block|lock file ".*" already exists|Is another postmaster/u.test(output)) {
    return new StartFailure('database-held-by-another-server', { path });
  }
  if (/Permission denied|has invalid permissions|has wrong ownership/u.test(output)) {
    return new StartFailure('directory-not-writable', { path });
  }
  const lines = output.split('\n').filter((line) => /FATAL|PANIC|error:|ERROR/u.test(line));
  const detail = (lines.at(-1) ?? output.trim().split('\n').at(-1) ?? '').replace(
    /^.*?(?:FATAL|PANIC|ERROR|error): */u,
    '',
  );
  return new StartFailure('postgres-did-not-start', { detail, log: join(path, 'log') });
};

const readLines = (file: string): string[] => {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
};
