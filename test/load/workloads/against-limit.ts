import { buildApp } from '#app/build-app.ts';
import { capture, inject, type Statement } from '../capture.ts';
import { type CpuTime, cpuBetween, cpuTime } from '../cpu-time.ts';
import { drive, type Measured } from '../drive.ts';
import { HttpClient } from '../http-client.ts';
import { replay } from '../replay.ts';
import { scriptFrom } from '../script.ts';
import type { Bench, Course } from './workload.ts';

export type AgainstLimit = {
  readonly measured: Measured;
  readonly limit: Measured;
  readonly ratio: number;
  readonly statements: number;
  readonly cpu: CpuTime;
  readonly limitCpu: CpuTime;
};

/** Measures a course over HTTP against the server process, and beside it the replay of the SQL that it sends. */
export const againstLimit = async (bench: Bench, course: Course): Promise<AgainstLimit> => {
  const script = await scriptOf(bench, course);
  const { appUrl, pid } = await bench.instance.urls();
  const pace = { connections: bench.connections, seconds: bench.seconds, count: 1_000_000, warmUpSeconds: 10 };
  const client = new HttpClient(bench.instance.port, bench.connections);
  let n = 1_000;
  const overHttp = (seconds: number) =>
    timed(bench, pid, (stop) =>
      drive({ ...pace, seconds }, () => course((call) => client.send(call), n++)).finally(stop),
    );
  // Over HTTP, then the limit, then HTTP again, so that a base that grows or a machine that wanders touches both.
  const first = await overHttp(pace.seconds / 2);
  const limit = await timed(bench, pid, (stop) => replay(appUrl, script, pace, stop));
  const second = await overHttp(pace.seconds / 2);
  client.close();
  const measured = mean(first.measured, second.measured);
  return {
    measured,
    limit: limit.measured,
    ratio: measured.perSecond / limit.measured.perSecond,
    statements: script.steps.length,
    cpu: second.cpu,
    limitCpu: limit.cpu,
  };
};

const timed = async (
  bench: Bench,
  postmaster: number,
  run: (stop: () => void) => Promise<Measured>,
): Promise<{ measured: Measured; cpu: CpuTime }> => {
  const now = () => cpuTime(bench.instance.serverPid, postmaster);
  const before = now();
  let after = before;
  const measured = await run(() => {
    after = now();
  });
  return { measured, cpu: cpuBetween(before, after, measured.all) };
};

/** Courses of the same bureau; an operator that several bureaus answer for is asked about more, so not all are alike. */
const twins = [12, 14, 16, 18, 20, 22];

/** The commonest way through, twice. */
const alike = (captures: readonly (readonly Statement[])[]): [readonly Statement[], readonly Statement[]] => {
  const shapes = new Map<string, (readonly Statement[])[]>();
  for (const one of captures) {
    const shape = one.map(({ text }) => text.slice(0, 5)).join();
    shapes.set(shape, [...(shapes.get(shape) ?? []), one]);
  }
  const [one, other] = [...shapes.values()].toSorted((a, b) => b.length - a.length)[0] ?? [];
  if (one === undefined || other === undefined) throw new Error('no two runs of one workload are alike');
  return [one, other];
};

const scriptOf = async (bench: Bench, course: Course) => {
  const context = await bench.instance.context(2);
  const app = await buildApp({ context, rate: 'off' });
  try {
    const send = (call: Parameters<typeof inject>[1]) => inject(app, call);
    // Remembered beforehand: what the application keeps of the courses is then no part of the comparison.
    for (const n of [...twins, ...twins]) await course(send, n);
    const captures: (readonly Statement[])[] = [];
    for (const n of twins) captures.push(await capture(context.database, () => course(send, n)));
    return scriptFrom(...alike(captures));
  } finally {
    await app.close();
    await context.database.close();
  }
};

const mean = (a: Measured, b: Measured): Measured => {
  const of = (pick: (one: Measured) => number) => (pick(a) + pick(b)) / 2;
  return {
    count: a.count + b.count,
    all: a.all + b.all,
    seconds: a.seconds + b.seconds,
    perSecond: (a.count + b.count) / (a.seconds + b.seconds),
    p50: of((one) => one.p50),
    p95: of((one) => one.p95),
    p99: of((one) => one.p99),
    worst: Math.max(a.worst, b.worst),
  };
};
