import { nobody, openDatabase } from '#platform/db.ts';
import { drive } from '../drive.ts';
import { expectStatus, HttpClient } from '../http-client.ts';
import type { Bench, Figures, Workload } from './workload.ts';

const GOAL_MS = 25;
/** As many officials of a large bureau ask, on a busy morning. */
const PER_SECOND = 50;

const pages = [
  '',
  '?phase=accepted,mediating&problemCode=contract',
  '?due=overdue',
  '?due=soon&objectCode=fitness',
  '?handler=me',
  '?open=false&phase=agreed&problemCode=quality',
  '?open=false&archived=false',
] as const;

const shownSteps = [
  'bearer token looked up',
  'row-level security in force',
  '32 connections',
  `${PER_SECOND} requests a second`,
];

export const worklistWorkload: Workload = {
  name: 'worklist',
  run: async (bench) => [
    await latency(bench, 'worklist page (P3)', [...shownSteps, 'twenty cases by due day', ...pages.slice(1)], (n) => {
      return `/api/v1/worklist${pages[n % pages.length] ?? ''}`;
    }),
    await casePages(bench),
  ],
};

const casePages = async (bench: Bench): Promise<Figures> => {
  const numbers = await numbersOf(bench, 'yunqi-linxi');
  const steps = [
    ...shownSteps,
    'folded from its events',
    'values opened and masked',
    'timeline, clocks with their days, lawful acts',
  ];
  return await latency(
    bench,
    'case page (P3)',
    steps,
    (n) => `/api/v1/complaints/${numbers[n % numbers.length] ?? ''}`,
  );
};

const latency = async (
  bench: Bench,
  workload: string,
  steps: readonly string[],
  pathOf: (n: number) => string,
): Promise<Figures> => {
  const client = new HttpClient(bench.instance.port, bench.connections);
  let n = 0;
  const pace = { connections: bench.connections, seconds: bench.seconds, count: 100_000, warmUpSeconds: 10 };
  const measured = await drive({ ...pace, perSecond: PER_SECOND }, async () => {
    const path = pathOf(n++);
    expectStatus(await client.send({ method: 'GET', path, token: bench.tokens.handler }), 200, path);
  });
  client.close();
  return { workload, steps, measured, goal: `p99 ≤ ${GOAL_MS} ms`, reached: measured.p99 <= GOAL_MS };
};

const numbersOf = async (bench: Bench, bureau: string): Promise<string[]> => {
  const owner = openDatabase({ url: (await bench.instance.urls()).ownerUrl, connections: 1 });
  try {
    const rows = await owner.transact(nobody, (tx) =>
      tx.rows<{ number: string }>('select number from complaint where bureau = $1 order by md5(number) limit 2000', [
        bureau,
      ]),
    );
    if (rows.length === 0) throw new Error('the base is empty: ask for a --size');
    return rows.map((row) => row.number);
  } finally {
    await owner.close();
  }
};
