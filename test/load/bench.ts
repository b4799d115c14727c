import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { openDatabase } from '#platform/db.ts';
import { BenchInstance } from './bench-instance.ts';
import { calibrate } from './calibrate.ts';
import { table } from './table.ts';
import { bareWorkload } from './workloads/bare.ts';
import { filingWorkload } from './workloads/filing.ts';
import { lifecycleWorkload } from './workloads/lifecycle.ts';
import { restWorkload } from './workloads/rest.ts';
import { worklistWorkload } from './workloads/worklist.ts';
import type { Figures, Workload } from './workloads/workload.ts';

/** `npm run bench`: each workload against a server process of its own over loopback, beside its limit in the same run. */

/** Pages first: the replays of the others leave rows that no event tells of. */
const workloads: readonly Workload[] = [
  bareWorkload,
  worklistWorkload,
  restWorkload,
  filingWorkload,
  lifecycleWorkload,
];
const note = (text: string): boolean => process.stderr.write(`${text}\n`);

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    only: { type: 'string' },
    /** Cases of a made-up past in the base. */
    size: { type: 'string', default: '1000' },
    /** Uses a base made by an earlier run, and leaves it: a large one takes minutes to make. */
    base: { type: 'string' },
    seconds: { type: 'string', default: '20' },
    connections: { type: 'string', default: '32' },
    /** Profiles the server: `--profile DIRECTORY` leaves a .cpuprofile there. */
    profile: { type: 'string' },
  },
});

/** A base of the wished size, as it lies there after a night: packed and counted. */
const fillBase = async (instance: BenchInstance, size: number): Promise<void> => {
  const owner = openDatabase({ url: (await instance.urls()).ownerUrl, connections: 1 });
  try {
    const held = await owner.unscoped((tx) => tx.one<{ n: number }>('select count(*) as n from complaint'));
    if (held.n < size) {
      note(`making a past of ${size - held.n} cases …`);
      const made = await instance.run('generate', '--cases', String(size - held.n), '--seed', `bench ${held.n}`);
      if (made.code !== 0) throw new Error(made.text);
      note(made.text.trim().split('\n').at(-1) ?? '');
    }
    await owner.unscoped((tx) => tx.adhoc('vacuum analyze'));
  } finally {
    await owner.close();
  }
};

const main = async (): Promise<number> => {
  const only = values.only?.split(',');
  const unknown = only?.filter((name) => !workloads.some((one) => one.name === name)) ?? [];
  if (unknown.length > 0) {
    note(`no such workload: ${unknown.join(', ')}; there are ${workloads.map((one) => one.name).join(', ')}`);
    return 2;
  }
  const instance = await BenchInstance.create(values.base ?? `bench-${process.pid}`, {
    keep: values.base !== undefined,
    env: { FANGXIN_WORKER: 'off' },
    maxConnections: Number(values.connections) + 60,
    nodeArguments: values.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${values.profile}`],
  });
  const figures: Figures[] = [];
  try {
    note('starting a demo of its own …');
    await instance.start();
    await fillBase(instance, Number(values.size));
    const bench = {
      instance,
      tokens: await instance.tokens(),
      connections: Number(values.connections),
      seconds: Number(values.seconds),
      size: Number(values.size),
      note,
    };
    for (const workload of workloads) {
      if (only !== undefined && !only.includes(workload.name)) continue;
      const share = calibrate();
      note(`${workload.name} … (${share.toFixed(2)} of a core is free)`);
      for (const one of await workload.run(bench)) figures.push({ ...one, freeCore: share });
    }
  } finally {
    await instance.stop();
    if (values.base === undefined) instance.remove();
  }
  process.stdout.write(`${table(figures)}\n`);
  if (values.json !== undefined)
    writeFileSync(values.json, `${JSON.stringify({ size: Number(values.size), figures }, null, 2)}\n`);
  return 0;
};

process.exitCode = await main();
