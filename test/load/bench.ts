import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { BenchInstance } from './bench-instance.ts';
import { table } from './table.ts';
import { filingWorkload } from './workloads/filing.ts';
import { lifecycleWorkload } from './workloads/lifecycle.ts';
import type { Figures, Workload } from './workloads/workload.ts';

/** `npm run bench`: each workload against a server process of its own over loopback, beside its limit in the same run. */

const workloads: readonly Workload[] = [filingWorkload, lifecycleWorkload];
const note = (text: string): boolean => process.stderr.write(`${text}\n`);

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    only: { type: 'string' },
    size: { type: 'string', default: '0' },
    seconds: { type: 'string', default: '20' },
    connections: { type: 'string', default: '32' },
    /** Profiles the server: `--profile DIRECTORY` leaves a .cpuprofile there. */
    profile: { type: 'string' },
  },
});

const main = async (): Promise<number> => {
  const only = values.only?.split(',');
  const unknown = only?.filter((name) => !workloads.some((one) => one.name === name)) ?? [];
  if (unknown.length > 0) {
    note(`no such workload: ${unknown.join(', ')}; there are ${workloads.map((one) => one.name).join(', ')}`);
    return 2;
  }
  const instance = await BenchInstance.create(`bench-${process.pid}`, {
    nodeArguments: values.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${values.profile}`],
  });
  const figures: Figures[] = [];
  try {
    note('starting a demo of its own …');
    await instance.start();
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
      note(`${workload.name} …`);
      figures.push(...(await workload.run(bench)));
    }
  } finally {
    await instance.stop();
    instance.remove();
  }
  process.stdout.write(`${table(figures)}\n`);
  if (values.json !== undefined)
    writeFileSync(values.json, `${JSON.stringify({ size: Number(values.size), figures }, null, 2)}\n`);
  return 0;
};

process.exitCode = await main();
