import { readdirSync, readFileSync } from 'node:fs';

/** Processor time used so far, in milliseconds: what an operation costs, whoever else is on the machine. */
export type CpuTime = { readonly load: number; readonly server: number; readonly database: number };

const TICK_MS = 10;

type Stat = { readonly parent: number; readonly milliseconds: number };

const statOf = (pid: number | string): Stat | undefined => {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { parent: Number(fields[1]), milliseconds: (Number(fields[11]) + Number(fields[12])) * TICK_MS };
  } catch {
    return undefined;
  }
};

/** The postmaster and every process it has begun; each connection is one, and stays for the whole measurement. */
const withChildren = (pid: number): number => {
  let sum = statOf(pid)?.milliseconds ?? 0;
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/u.test(name) ? statOf(name) : undefined;
    if (stat?.parent === pid) sum += stat.milliseconds;
  }
  return sum;
};

export const cpuTime = (serverPid: number, postmasterPid: number): CpuTime => {
  const own = process.cpuUsage();
  return {
    load: (own.user + own.system) / 1000,
    server: statOf(serverPid)?.milliseconds ?? 0,
    database: withChildren(postmasterPid),
  };
};

/** A mean for one operation. */
export const cpuBetween = (from: CpuTime, to: CpuTime, operations: number): CpuTime => ({
  load: (to.load - from.load) / operations,
  server: (to.server - from.server) / operations,
  database: (to.database - from.database) / operations,
});
