import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { projectRoot } from '#platform/config.ts';
import { startPostgres, stopPostgres } from '#platform/postgres/embedded.ts';

type Started = { readonly child: ChildProcess; readonly said: () => string; readonly ended: Promise<number | null> };

const varDirectory = mkdtempSync(join(tmpdir(), 'fangxin-start-'));
let port = 0;

const freePort = async (): Promise<number> => {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
};

/** Without the mark of a test run: the program is to behave as it does for people. */
const { NODE_TEST_CONTEXT: _mark, ...surroundings } = process.env;

const start = (env: Readonly<Record<string, string>> = {}): Started => {
  const child = spawn(join(projectRoot, 'bin/fangxin'), ['start'], {
    env: {
      ...surroundings,

      FANGXIN_LANG: 'en',
      FANGXIN_VAR: varDirectory,
      PORT: String(port),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  return { child, said: () => text, ended: once(child, 'exit').then(([code]) => code as number | null) };
};

const answers = async (started: Started): Promise<void> => {
  for (let tries = 0; tries < 300; tries += 1) {
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    if (started.child.exitCode !== null) throw new Error(`ended early: ${started.said()}`);
    await sleep(200);
  }
  throw new Error(`never answered: ${started.said()}`);
};

/** One sentence for the person, and nothing of the inside. */
const oneSentence = (text: string): void => {
  assert.doesNotMatch(text, /\bat .+\.ts:\d+/u, 'no stack trace');
  assert.doesNotMatch(text, /Error:/u);
};

before(async () => {
  port = await freePort();
});

after(async () => {
  await stopPostgres(join(varDirectory, 'pg'));
  rmSync(varDirectory, { recursive: true, force: true });
});

test('a first start answers, a second one beside it is told, and SIGTERM ends everything cleanly', async () => {
  const first = start();
  await answers(first);
  const second = start();
  assert.equal(await second.ended, 1);
  assert.match(second.said(), /Another Fangxin \(process \d+\)/u);
  oneSentence(second.said());

  const open = fetch(`http://127.0.0.1:${port}/api/docs`).then((response) => response.status);
  await sleep(20);
  first.child.kill('SIGTERM');
  // As under npm, which passes on what the terminal has told the server already.
  await sleep(100);
  first.child.kill('SIGINT');
  assert.equal(await open, 200, 'an open request is finished');
  assert.equal(await first.ended, 0);
  assert.match(first.said(), /Stopped/u);
});

test('a stop in the middle of the first migration ends the start at once and leaves no server behind', async () => {
  const fresh = mkdtempSync(join(tmpdir(), 'fangxin-start-'));
  try {
    const begun = start({ FANGXIN_VAR: fresh });
    while (!/Database change 5\//u.test(begun.said()) && begun.child.exitCode === null) await sleep(10);
    begun.child.kill('SIGTERM');
    assert.equal(await begun.ended, 0);
    assert.match(begun.said(), /Stopping[\s\S]*Stopped/u);
    assert.doesNotMatch(begun.said(), /Database change 60\//u);
    oneSentence(begun.said());
    assert.equal(await stopPostgres(join(fresh, 'pg')), false, 'no server is left behind');
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
});

test('a taken port ends in one sentence and leaves no server behind', async () => {
  const blocker = createServer().listen(port, '127.0.0.1');
  await once(blocker, 'listening');
  const started = start();
  assert.equal(await started.ended, 1);
  assert.match(started.said(), new RegExp(`Port ${port} is taken`, 'u'));
  oneSentence(started.said());
  blocker.close();
  await once(blocker, 'close');
});

test('a demo does not listen beyond this machine', async () => {
  const started = start({ FANGXIN_HOST: '0.0.0.0' });
  assert.equal(await started.ended, 1);
  assert.match(started.said(), /0\.0\.0\.0/u);
  oneSentence(started.said());
});

test('a demo is not shown to others', async () => {
  const started = start({ FANGXIN_PUBLIC_URL: 'https://fangxin.example.gov.cn', FANGXIN_TRUST_PROXY: '1' });
  assert.equal(await started.ended, 1);
  assert.match(started.said(), /This is a demo.+FANGXIN_PUBLIC_URL, FANGXIN_TRUST_PROXY/u);
  oneSentence(started.said());
});

test('a worker that does not come up ends a start that listens already', async () => {
  const renamed = async (from: string, to: string): Promise<void> => {
    const postgres = await startPostgres({ directory: join(varDirectory, 'pg') });
    const client = new pg.Client({ connectionString: postgres.ownerUrl });
    await client.connect();
    await client.query(`alter table graphile_worker.${from} rename to ${to}`);
    await client.end();
    await postgres.stop();
  };
  await renamed('_private_job_queues', 'gone');
  const started = start();
  assert.equal(await Promise.race([started.ended, sleep(60_000, 'still there')]), 1);
  assert.match(started.said(), /_private_job_queues/u);
  oneSentence(started.said());
  await renamed('gone', '_private_job_queues');
});

test('a database newer than the code is left as it is', async () => {
  const postgres = await startPostgres({ directory: join(varDirectory, 'pg') });
  const client = new pg.Client({ connectionString: postgres.ownerUrl });
  await client.connect();
  const past = await client.query('select 1 from complaint limit 100');
  assert.equal(past.rowCount, 100, 'a demo begins with weeks that were lived through');
  await client.query(
    "insert into schema_migration select '9999_from_the_future', sha256, applied_at from schema_migration limit 1",
  );
  await client.end();
  await postgres.stop();
  const started = start();
  assert.equal(await started.ended, 1);
  assert.match(started.said(), /9999_from_the_future/u);
  oneSentence(started.said());
});

test('an unreachable database is named, its password never', async () => {
  const elsewhere = start({ DATABASE_URL: 'postgres://somebody:secret@127.0.0.1:9/fangxin' });
  assert.equal(await elsewhere.ended, 1);
  assert.doesNotMatch(elsewhere.said(), /secret/u, 'a password is never shown');
  oneSentence(elsewhere.said());
});
