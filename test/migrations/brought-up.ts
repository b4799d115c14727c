import assert from 'node:assert/strict';
import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import pg from 'pg';
import { buildApp } from '#app/build-app.ts';
import { runCli } from '#app/cli.ts';
import { seedDemo } from '#app/demo.ts';
import { type OpenContext, openContext } from '#app/open-context.ts';
import { backgroundWork } from '#app/work.ts';
import { type CastName, cast } from '#db/seed/cast.ts';
import { openSession } from '#platform/auth/sessions.ts';
import { csrfOf } from '#platform/auth/tokens.ts';
import { now, shiftClock } from '#platform/clock.ts';
import { readConfig } from '#platform/config.ts';
import { DayWatch } from '#platform/day-watch.ts';
import { nobody } from '#platform/db.ts';
import { closeTypesetter } from '#platform/documents/typesetter.ts';
import { settleInstance } from '#platform/instance.ts';
import { type JobTask, startWorker } from '#platform/jobs.ts';
import { silentLog } from '#platform/log.ts';
import { verifyBackup } from '#platform/postgres/backup.ts';
import type { Manifest } from '#platform/postgres/manifest.ts';
import { appRole, urlForRole } from '#platform/postgres/roles.ts';
import { textsFor } from '#platform/texts.ts';
import { emptyTestDatabase } from '#test/database.ts';
import { type KeptState, unpackState } from './kept-state.ts';

type Said = { readonly code: number; readonly printed: readonly string[]; readonly noted: readonly string[] };

/** A kept state in a database of its own, on the day it was kept. */
export type BroughtUp = {
  readonly manifest: Manifest;
  /** `verify` with everything it can be asked for. */
  verify(): Promise<Said>;
  ask<R extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<R[]>;
  /** What `start` does, without listening. */
  start(): Promise<Running>;
  close(): Promise<void>;
};

export type Running = {
  readonly app: FastifyInstance;
  as(name: CastName): Promise<Readonly<Record<string, string>>>;
  /** Every round once, and every job that waits, those of the earlier program too; resolves to what failed. */
  work(): Promise<string[]>;
  stop(): Promise<void>;
};

const HOUR = 3_600_000;
const environment = { ...process.env };

/** The database comes up as far as its own program had it, takes its rows, and goes on to today. Sets the process's environment and clock. */
export const bringUp = async (state: KeptState): Promise<BroughtUp> => {
  const folder = mkdtempSync(join(tmpdir(), 'fangxin-kept-'));
  unpackState(state, folder);
  const backup = join(folder, 'backup');
  const home = await emptyTestDatabase();
  process.env.DATABASE_URL = home.ownerUrl;
  process.env.FANGXIN_VAR = join(folder, 'var');
  process.env.FANGXIN_KEY_FILE = join(folder, 'keys/master.key');
  const heads = globSync(join(folder, 'heads/*.json'));
  const manifest = verifyBackup(backup);
  shiftClock(Date.parse(manifest.finishedAt) + HOUR - now().getTime());
  const pool = new pg.Pool({ connectionString: home.ownerUrl, max: 2 });
  const { code, noted } = await call('restore', backup, '--without-erasures');
  assert.equal(code, 0, noted.join('\n'));
  return {
    manifest,
    verify: () => call('verify', '--files', ...heads.flatMap((path) => ['--against', path])),
    ask: async <R extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []) =>
      (await pool.query<R>(sql, [...values])).rows,
    start: () => start(home.ownerUrl),
    close: async () => {
      shiftClock(0);
      process.env = environment;
      await pool.end();
      await home.drop();
      rmSync(folder, { recursive: true });
    },
  };
};

const call = async (...argv: string[]): Promise<Said> => {
  const printed: string[] = [];
  const noted: string[] = [];
  const say = textsFor('en');
  const code = await runCli(argv, { say, print: (text) => printed.push(text), note: (text) => noted.push(text) });
  return { code, printed, noted };
};

const start = async (ownerUrl: string): Promise<Running> => {
  const config = readConfig(process.env);
  const instance = await settleInstance(ownerUrl, config, undefined);
  const context = await openContext({
    appUrl: urlForRole(ownerUrl, appRole),
    instance,
    publicUrl: config.publicUrl,
    env: process.env,
    filesDirectory: join(config.varDirectory, 'files'),
    sends: true,
    connections: 6,
  });
  // Nothing is told anew: the state has its complaints.
  assert.deepEqual(await seedDemo(context, { ownerUrl, cases: 160 }), []);
  const app = await buildApp({ context, rate: 'off' });
  const opened = new Map<CastName, Promise<Readonly<Record<string, string>>>>();
  const signedIn = async (name: CastName) => {
    const { account, kind } = cast[name];
    const { token } = await context.database.transact(nobody, (tx) =>
      openSession(tx, { account, kind, strong: true, device: 'test' }),
    );
    return { cookie: `${app.cookieNames.session}=${token}`, 'x-csrf-token': csrfOf(token) };
  };
  const as = (name: CastName) => {
    const open = opened.get(name) ?? signedIn(name);
    opened.set(name, open);
    return open;
  };
  return {
    app,
    as,
    work: () => workOff(context, ownerUrl, join(config.varDirectory, 'heads')),
    stop: async () => {
      await app.close();
      await context.database.close();
      closeTypesetter();
    },
  };
};

const workOff = async (context: OpenContext, ownerUrl: string, headsDirectory: string): Promise<string[]> => {
  const log = silentLog();
  const day = new DayWatch({ lastKnown: async () => undefined });
  const { tasks, schedule } = backgroundWork({ context, ownerUrl, headsDirectory, day });
  const failed: string[] = [];
  for (const { name, run } of schedule) {
    const round = { tenant: '', attempt: 1, isLast: true, signal: new AbortController().signal, log };
    await run(round).catch((error: unknown) => failed.push(`${name}: ${error}`));
  }
  const failing: JobTask[] = tasks.map((task) => ({
    ...task,
    run: async (payload, job) => {
      await task.run(payload, job).catch((error: unknown) => {
        failed.push(`${task.name}: ${error}`);
        throw error;
      });
    },
  }));
  const worker = await startWorker({ ownerUrl, tasks: failing, log });
  try {
    for (let waited = 0; (await worker.counts()).waiting > 0 && failed.length === 0; waited += 50) {
      assert.ok(waited < 60_000, 'jobs that do not end');
      await sleep(50);
    }
  } finally {
    await worker.stop();
  }
  return failed;
};
