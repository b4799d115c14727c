import { buildApp } from '#app/build-app.ts';
import { capture, inject } from '../capture.ts';
import { drive, type Measured } from '../drive.ts';
import { HttpClient } from '../http-client.ts';
import { replay } from '../replay.ts';
import { scriptFrom } from '../script.ts';
import type { Bench, Course } from './workload.ts';

/** Measures a course over HTTP against the server process, and beside it the replay of the SQL that it sends. */
export const againstLimit = async (
  bench: Bench,
  course: Course,
): Promise<{ measured: Measured; limit: Measured; ratio: number; statements: number }> => {
  const script = await scriptOf(bench, course);
  const { appUrl } = await bench.instance.urls();
  const pace = { connections: bench.connections, seconds: bench.seconds, count: 1_000_000, warmUpSeconds: 3 };
  const client = new HttpClient(bench.instance.port, bench.connections);
  let n = 1_000;
  // Over HTTP, then the limit, then HTTP again, so that a base that grows or a machine that wanders touches both.
  const first = await drive({ ...pace, seconds: pace.seconds / 2 }, () => course((call) => client.send(call), n++));
  const limit = await replay(appUrl, script, pace);
  const second = await drive({ ...pace, seconds: pace.seconds / 2 }, () => course((call) => client.send(call), n++));
  client.close();
  const measured = mean(first, second);
  return { measured, limit, ratio: measured.perSecond / limit.perSecond, statements: script.steps.length };
};

const scriptOf = async (bench: Bench, course: Course) => {
  const context = await bench.instance.context(2);
  const app = await buildApp({ context, rate: 'off' });
  try {
    const send = (call: Parameters<typeof inject>[1]) => inject(app, call);
    // The same two courses first: what the application remembers of them is then no part of the comparison.
    for (const n of [10, 11, 10, 11]) await course(send, n);
    const one = await capture(context.database, () => course(send, 10));
    const other = await capture(context.database, () => course(send, 11));
    return scriptFrom(one, other);
  } finally {
    await app.close();
    await context.database.close();
  }
};

const mean = (a: Measured, b: Measured): Measured => {
  const of = (pick: (one: Measured) => number) => (pick(a) + pick(b)) / 2;
  return {
    count: a.count + b.count,
    seconds: a.seconds + b.seconds,
    perSecond: (a.count + b.count) / (a.seconds + b.seconds),
    p50: of((one) => one.p50),
    p95: of((one) => one.p95),
    p99: of((one) => one.p99),
    worst: Math.max(a.worst, b.worst),
  };
};
