import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { asDiskFailure, StartFailure } from './postgres/start-failure.ts';

/** Who holds a lock: a process id alone is reused by the system, its start (clock ticks since boot) tells the two apart. */
export type Holder = { readonly pid: number; readonly started: string };

export type Lock = { release(): void };

/** Takes the lock at `file`, or tells which living process holds it. A lock left by a killed process is replaced. */
export const takeLock = (file: string): Lock | Holder => {
  const mine: Holder = { pid: process.pid, started: startOf(process.pid) ?? '' };
  const candidate = `${file}.${mine.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    // The text is written first and then linked into place, so that nobody ever reads a half-written lock.
    writeFileSync(candidate, JSON.stringify(mine), { mode: 0o644 });
    for (;;) {
      try {
        linkSync(candidate, file);
        return { release: () => releaseIfHeldBy(file, mine) };
      } catch (error) {
        if (!isCode(error, 'EEXIST')) throw error;
      }
      const holder = livingHolder(file);
      if (holder !== undefined) return holder;
      removeStale(file, `${candidate}.stale`);
    }
  } catch (error) {
    throw asDiskFailure(error, dirname(file));
  } finally {
    rmSync(candidate, { force: true });
  }
};

/** One server to a var directory; the sentence about a second one names the first. */
export const lockServer = (varDirectory: string): Lock => {
  const taken = takeLock(join(varDirectory, 'server.lock'));
  if ('release' in taken) return taken;
  throw new StartFailure('already-running', { path: varDirectory, pid: taken.pid });
};

/** Runs `work` while holding the lock, waiting for others up to `patienceMs` or until called off; undefined when they kept it that long. */
export const withLock = async <T>(
  file: string,
  work: () => Promise<T>,
  { patienceMs = 60_000, signal }: { readonly patienceMs?: number; readonly signal?: AbortSignal | undefined } = {},
): Promise<T | undefined> => {
  const step = 20;
  for (let waited = 0; waited <= patienceMs; waited += step) {
    const lock = takeLock(file);
    if ('release' in lock) {
      try {
        return await work();
      } finally {
        lock.release();
      }
    }
    await sleep(step);
    signal?.throwIfAborted();
  }
  return undefined;
};

/** The living process that holds the lock at `file`, if there is one. */
export const livingHolder = (file: string): Holder | undefined => {
  const holder = holderOf(file);
  return holder !== undefined && isAlive(holder) ? holder : undefined;
};

const holderOf = (file: string): Holder | undefined => {
  try {
    const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof read !== 'object' || read === null || !('pid' in read) || !('started' in read)) return undefined;
    const { pid, started } = read;
    return typeof pid === 'number' && typeof started === 'string' ? { pid, started } : undefined;
  } catch (error) {
    if (isCode(error, 'ENOENT') || error instanceof SyntaxError) return undefined;
    throw error;
  }
};

/** Moved aside before it goes: another process may have replaced the stale lock by its own in the meantime. */
const removeStale = (file: string, aside: string): void => {
  try {
    renameSync(file, aside);
    if (livingHolder(aside) !== undefined) linkSync(aside, file);
  } catch (error) {
    if (!isCode(error, 'ENOENT') && !isCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
};

const releaseIfHeldBy = (file: string, mine: Holder): void => {
  const holder = holderOf(file);
  if (holder?.pid === mine.pid && holder.started === mine.started) rmSync(file, { force: true });
};

const isAlive = (holder: Holder): boolean => {
  const started = startOf(holder.pid);
  if (started !== undefined) return started === holder.started;
  if (process.platform === 'linux') return false;
  try {
    process.kill(holder.pid, 0);
    return true;
  } catch (error) {
    return isCode(error, 'EPERM');
  }
};

/** Start time of a process as /proc tells it; undefined when it is gone, a zombie, or there is no /proc. */
const startOf = (pid: number): string | undefined => {
  const stat = processStat(pid);
  return stat === undefined || stat.state === 'Z' || stat.state === 'X' ? undefined : stat.started;
};

export type ProcessStat = { readonly name: string; readonly state: string; readonly started: string };

/** `/proc/<pid>/stat`: the name stands in brackets and may itself hold brackets and spaces. */
export const processStat = (pid: number): ProcessStat | undefined => {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  const closing = text.lastIndexOf(')');
  const rest = text.slice(closing + 2).split(' ');
  return { name: text.slice(text.indexOf('(') + 1, closing), state: rest[0] ?? '', started: rest[19] ?? '' };
};

const isCode = (error: unknown, code: string): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === code;
