/** Jobs in a process of their own beside a server started with FANGXIN_WORKER=off, so that one can die without the other. */
import { join } from 'node:path';
import { openContext } from '#app/open-context.ts';
import { backgroundWork } from '#app/work.ts';
import { readConfig } from '#platform/config.ts';
import { DayWatch } from '#platform/day-watch.ts';
import { settleInstance } from '#platform/instance.ts';
import { startWorker } from '#platform/jobs.ts';
import { createLog } from '#platform/log.ts';

const { LOAD_OWNER_URL: ownerUrl = '', LOAD_APP_URL: appUrl = '' } = process.env;
const config = readConfig(process.env);
const log = createLog();
const instance = await settleInstance(ownerUrl, config, undefined);
const context = await openContext({
  appUrl,
  instance,
  publicUrl: config.publicUrl,
  env: process.env,
  filesDirectory: join(config.varDirectory, 'files'),
  sends: true,
  connections: 4,
  onDatabaseError: (error) => log.warn({ err: error }),
});
const headsDirectory = join(config.varDirectory, 'heads');
const day = new DayWatch({ lastKnown: () => Promise.resolve(undefined) });
await startWorker({ ownerUrl, ...backgroundWork({ context, ownerUrl, headsDirectory, day }), log });
process.send?.('working');
