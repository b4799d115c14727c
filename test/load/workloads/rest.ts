import { setTimeout as sleep } from 'node:timers/promises';
import { elapsed } from '#platform/clock.ts';
import type { Workload } from './workload.ts';

const START_MS = 5_000;
const MEGABYTES = 250;
const STARTS = 3;
const REST_SECONDS = 20;

/** Starts again what was started before, database and all, and lets it rest. */
export const restWorkload: Workload = {
  name: 'rest',
  run: async ({ instance }) => {
    const times: number[] = [];
    for (let start = 0; start < STARTS; start += 1) {
      await instance.stop();
      const from = elapsed();
      await instance.start();
      times.push(elapsed() - from);
    }
    await sleep(REST_SECONDS * 1000);
    const megabytes = instance.serverMegabytes;
    const sorted = times.toSorted((a, b) => a - b);
    const worst = sorted.at(-1) ?? Number.NaN;
    const seconds = times.reduce((sum, one) => sum + one, 0) / 1000;
    return [
      {
        workload: 'second start (P9)',
        steps: [
          'embedded database started',
          'migrations looked at',
          'server listens and answers /readyz',
          `${STARTS} times`,
        ],
        measured: {
          count: STARTS,
          all: STARTS,
          seconds,
          perSecond: STARTS / seconds,
          p50: sorted[Math.floor(STARTS / 2)] ?? Number.NaN,
          p95: worst,
          p99: worst,
          worst,
        },
        goal: `≤ ${START_MS / 1000} s`,
        reached: worst <= START_MS,
      },
      {
        workload: 'memory at rest (P9)',
        steps: ['the server process', `${REST_SECONDS} s after its start`],
        megabytes,
        goal: `≤ ${MEGABYTES} MB`,
        reached: megabytes <= MEGABYTES,
      },
    ];
  },
};
