import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { projectRoot } from '#platform/config.ts';
import { openDatabase } from '#platform/db.ts';
import { drive } from '../drive.ts';
import { expectStatus, HttpClient } from '../http-client.ts';
import type { Workload } from './workload.ts';

/** The machine on which the goals were set did so many a second. */
const WHERE_GOALS_WERE_SET = 2_100;
const DATABASE = 'bare';

/**
 * The machine's own measure, beside which rates of other machines and other hours can be read: a bare handler with one
 * insert of three rows, over the same connections, on the same database server with the same durability.
 */
export const bareWorkload: Workload = {
  name: 'bare',
  run: async (bench) => {
    const url = await emptyDatabase((await bench.instance.urls()).ownerUrl);
    const child = spawn(process.execPath, [join(projectRoot, 'test/load/bare-process.ts')], {
      env: { ...process.env, LOAD_URL: url },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const ended = once(child, 'exit');
    const started: readonly unknown[] = await Promise.race([once(child, 'message'), ended]);
    const { port } = (typeof started[0] === 'object' && started[0] !== null ? started[0] : {}) as { port?: number };
    if (port === undefined) throw new Error('the bare handler did not start');
    const client = new HttpClient(port, bench.connections);
    let id = 0;
    try {
      const pace = { connections: bench.connections, seconds: bench.seconds, count: 1_000_000, warmUpSeconds: 5 };
      const measured = await drive(pace, async () => {
        id += 1;
        const body = { id, text: '商家七日内原路退还 1000 元，双方再无争议。' };
        expectStatus(await client.send({ method: 'POST', path: '/bare', token: '', body }), 201, 'bare');
      });
      return [
        {
          workload: 'bare handler',
          steps: ['Fastify', 'one insert of three rows, committed', `${bench.connections} connections`],
          measured,
          ratio: measured.perSecond / WHERE_GOALS_WERE_SET,
          goal: `about ${WHERE_GOALS_WERE_SET}/s where the goals were set`,
          reached: measured.perSecond >= WHERE_GOALS_WERE_SET,
        },
      ];
    } finally {
      client.close();
      child.kill('SIGTERM');
      await ended;
    }
  },
};

/** Beside the instance's own, which stays as it is; resolves to its address. */
const emptyDatabase = async (ownerUrl: string): Promise<string> => {
  const owner = openDatabase({ url: ownerUrl, connections: 1 });
  try {
    await owner.unscoped((tx) => tx.adhoc(`drop database if exists ${DATABASE}`));
    await owner.unscoped((tx) => tx.adhoc(`create database ${DATABASE}`));
  } finally {
    await owner.close();
  }
  const url = new URL(ownerUrl.replace('@/', '@localhost/'));
  url.pathname = `/${DATABASE}`;
  return url.href.replace('@localhost/', '@/');
};
