import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import pg from 'pg';
import { processStat } from '../lock.ts';
import { type RunningPostgres, startPostgres, stopPostgres } from './embedded.ts';
import { processesOf } from './server-processes.ts';
import { isRoot } from './server-user.ts';
import { StartFailure } from './start-failure.ts';

const root = mkdtempSync('/tmp/fangxin-embedded-');
const directory = join(root, 'pg');
const start = () => startPostgres({ directory, fsync: false, settings: { shared_buffers: '16MB' } });

const ask = async (url: string, text: string): Promise<Record<string, unknown>[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
};

const killHard = async (pid: number): Promise<void> => {
  process.kill(pid, 'SIGKILL');
  while (processStat(pid) !== undefined && processStat(pid)?.state !== 'Z') {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

const failedRecoveries = (): number => {
  const logs = join(directory, 'log');
  return readdirSync(logs).flatMap(
    (name) => readFileSync(join(logs, name), 'utf8').match(/invalid data in file/gu) ?? [],
  ).length;
};

/** As a full disk does: the server stays, recovers nothing and lets nobody in. The cause is gone again afterwards. */
const failRecovery = async ({ ownerUrl, dataDirectory }: RunningPostgres): Promise<void> => {
  const label = join(dataDirectory, 'backup_label');
  const [mine] = await ask(ownerUrl, `select pid from pg_stat_activity where backend_type = 'background writer'`);
  const before = failedRecoveries();
  writeFileSync(label, 'nothing a recovery can begin with');
  await killHard(Number(mine?.['pid']));
  // On a busy machine the server is slow to begin: without the label it would recover.
  while (failedRecoveries() === before) await new Promise((resolve) => setTimeout(resolve, 20));
  await assert.rejects(ask(ownerUrl, 'select 1'));
  rmSync(label);
};

describe('the embedded PostgreSQL', () => {
  after(async () => {
    await stopPostgres(directory);
    rmSync(root, { recursive: true, force: true });
  });

  test('starts from nothing, sorts the same on every machine, and stops', async () => {
    const server = await start();
    assert.equal(server.reused, false);
    const [found] = await ask(
      server.ownerUrl,
      `select current_user, current_database() as database, current_setting('server_version_num')::int / 10000 as major,
              datlocprovider::text || ':' || datlocale as locale, current_setting('listen_addresses') as listens,
              current_setting('data_checksums') as checksums
         from pg_database where datname = current_database()`,
    );
    assert.deepEqual(found, {
      current_user: 'fangxin_owner',
      database: 'fangxin',
      major: 18,
      locale: 'b:C.UTF-8',
      listens: '',
      checksums: 'on',
    });
    await server.stop();
    assert.equal(existsSync(join(server.dataDirectory, 'postmaster.pid')), false);
    assert.equal(await stopPostgres(directory), false);
  });

  test('its processes interrupt nobody when they wake, where the system lets that be said', {
    skip: existsSync('/usr/bin/chrt') ? false : 'there is no chrt here',
  }, async () => {
    const server = await start();
    const policyOf = (pid: number): number =>
      Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[38]);
    const BATCH = 3;
    assert.equal(policyOf(server.pid), BATCH);
    const client = new pg.Client({ connectionString: server.ownerUrl });
    await client.connect();
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    assert.equal(policyOf(rows[0]?.pid ?? 0), BATCH);
    await client.end();
    await server.stop();
  });

  test('lies in directories closed to everybody else', async () => {
    const server = await start();
    for (const path of [directory, server.dataDirectory, join(directory, 'log')]) {
      assert.equal(statSync(path).mode & 0o077, 0, path);
    }
    await server.stop();
  });

  test('two starts at once share one server', async () => {
    const [one, other] = await Promise.all([start(), start()]);
    assert.equal(one.pid, other.pid);
    assert.deepEqual([one.reused, other.reused].sort(), [false, true]);
    await one.stop();
  });

  test('kill -9 of the server loses nothing committed, and the next start clears its lock away', async () => {
    const server = await startPostgres({ directory });
    await ask(server.ownerUrl, 'create table kept (n int); insert into kept values (8315)');
    await killHard(server.pid);
    const next = await start();
    assert.equal(next.reused, false);
    assert.deepEqual(await ask(next.ownerUrl, 'select n from kept'), [{ n: 8315 }]);
    await next.stop();
  });

  test('is started again when it dies under a running program, and stays down after a stop', async () => {
    const events: unknown[] = [];
    const server = await startPostgres({ directory, fsync: false, keepUp: (event) => events.push(event) });
    await killHard(server.pid);
    while (!events.includes('back')) await new Promise((resolve) => setTimeout(resolve, 20));
    assert.deepEqual(events, ['died', 'back']);
    assert.equal((await ask(server.ownerUrl, 'select 1 as one')).length, 1);
    await server.stop();
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    assert.equal(existsSync(join(server.dataDirectory, 'postmaster.pid')), false);
    assert.deepEqual(events, ['died', 'back']);
  });

  test('a stop while a dead one is brought up breaks its recovery off, however long it would take, and nothing is lost', async () => {
    const events: unknown[] = [];
    // Asked for by a file, a recovery waits for this command.
    const settings = { shared_buffers: '16MB', restore_command: 'sleep 600' };
    const server = await startPostgres({ directory, settings, keepUp: (event) => events.push(event) });
    await ask(server.ownerUrl, 'create table before_recovery as select 11 as eleven');
    const wish = join(server.dataDirectory, 'recovery.signal');
    writeFileSync(wish, '');
    await killHard(server.pid);
    const lock = join(server.dataDirectory, 'postmaster.pid');
    const recovers = (): boolean => {
      const pid = existsSync(lock) ? Number.parseInt(readFileSync(lock, 'utf8'), 10) : server.pid;
      return pid !== server.pid && processesOf(pid)?.some(({ title }) => title.includes('startup')) === true;
    };
    while (!recovers()) await new Promise((resolve) => setTimeout(resolve, 20));
    const from = Date.now();
    await server.stop();
    assert.ok(Date.now() - from < 40_000, `${Date.now() - from} ms`);
    // On a busy machine the old server's children may keep the new one waiting, which is told.
    assert.deepEqual([events[0], events.includes('back')], ['died', false]);
    assert.equal(await stopPostgres(directory), false);
    rmSync(wish);
    const next = await start();
    assert.deepEqual(await ask(next.ownerUrl, 'select eleven from before_recovery'), [{ eleven: 11 }]);
    await next.stop();
  });

  test('what fails while a running one is looked at is told, and the looks go on', async () => {
    const events: unknown[] = [];
    const server = await startPostgres({ directory, fsync: false, keepUp: (event) => events.push(event) });
    const lock = join(server.dataDirectory, 'postmaster.pid');
    renameSync(lock, `${lock}.aside`);
    mkdirSync(lock);
    while (events.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    rmdirSync(lock);
    renameSync(`${lock}.aside`, lock);
    const [first] = events;
    assert.ok(first instanceof StartFailure && /EISDIR/u.test(String(first.params.detail)), String(first));
    assert.equal(events.includes('died'), false);
    await server.stop();
    assert.equal(existsSync(lock), false);
  });

  test('one whose recovery failed, as on a full disk, is started again once it can recover, by the program that runs and by the next', async () => {
    const events: unknown[] = [];
    const server = await startPostgres({ directory, keepUp: (event) => events.push(event) });
    await ask(server.ownerUrl, 'create table after_crash as select 7 as seven');
    const breakRecovery = () => failRecovery(server);
    await breakRecovery();
    while (!events.includes('back')) await new Promise((resolve) => setTimeout(resolve, 20));
    assert.deepEqual(await ask(server.ownerUrl, 'select seven from after_crash'), [{ seven: 7 }]);
    // The watch ends without stopping the server, as where the program is killed.
    await server.stop();
    const left = await start();
    await breakRecovery();
    const next = await start();
    assert.deepEqual([next.reused, await ask(next.ownerUrl, 'select seven from after_crash')], [false, [{ seven: 7 }]]);
    assert.notEqual(next.pid, left.pid);
    await next.stop();
  });

  test('one whose recovery failed is stopped within seconds, also where an earlier stop was cut short, and loses nothing', async () => {
    // What is committed is to be on disk at once.
    const durable = () => startPostgres({ directory, settings: { shared_buffers: '16MB' } });
    const server = await durable();
    await ask(server.ownerUrl, 'create table before_stop as select 9 as nine');
    await failRecovery(server);
    const from = Date.now();
    await server.stop();
    assert.ok(Date.now() - from < 20_000, `${Date.now() - from} ms`);
    assert.equal(await stopPostgres(directory), false);
    const again = await durable();
    assert.deepEqual(await ask(again.ownerUrl, 'select nine from before_stop'), [{ nine: 9 }]);
    await failRecovery(again);
    // The stop that was cut short: told, and nobody waited.
    process.kill(again.pid, 'SIGINT');
    await assert.rejects(async () => {
      for (;;) await ask(again.ownerUrl, 'select 1').catch((error) => assert.doesNotMatch(String(error), /shutting/u));
    });
    const last = await durable();
    assert.equal(last.reused, false);
    assert.deepEqual(await ask(last.ownerUrl, 'select nine from before_stop'), [{ nine: 9 }]);
    await last.stop();
  });

  test('a start that is called off leaves no server behind, and the next one finds everything', async () => {
    const wish = new AbortController();
    wish.abort();
    const calledOff = startPostgres({ directory, fsync: false, signal: wish.signal });
    await assert.rejects(calledOff, (error) => error === wish.signal.reason);
    assert.equal(await stopPostgres(directory), false);
    const next = await start();
    assert.deepEqual(await ask(next.ownerUrl, 'select nine from before_stop'), [{ nine: 9 }]);
    await next.stop();
  });

  test('one that is busy with its last checkpoint is waited for, however long', async () => {
    const server = await startPostgres({ directory, settings: { shared_buffers: '16MB' } });
    const [found] = await ask(server.ownerUrl, `select pid from pg_stat_activity where backend_type = 'checkpointer'`);
    const checkpointer = Number(found?.['pid']);
    process.kill(checkpointer, 'SIGSTOP');
    let isOver = false;
    const stopped = server.stop().then(() => {
      isOver = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 6_000));
    assert.equal(isOver, false);
    process.kill(checkpointer, 'SIGCONT');
    await stopped;
    // The process that writes the log may end after the one that stops.
    const log = () =>
      readdirSync(join(directory, 'log')).map((name) => readFileSync(join(directory, 'log', name), 'utf8'));
    const isToldLast = () => log().some((text) => text.endsWith('database system is shut down\n'));
    for (let tries = 0; tries < 100 && !isToldLast(); tries += 1) await new Promise((later) => setTimeout(later, 50));
    assert.ok(isToldLast(), log().join('').slice(-2_000));
  });

  test("a lock that names another program's process does not stop the start", async () => {
    const server = await start();
    await server.stop();
    writeFileSync(join(server.dataDirectory, 'postmaster.pid'), `${process.pid}\n${server.dataDirectory}\n`);
    const next = await start();
    assert.equal(next.reused, false);
    await next.stop();
  });

  test('data of another version are refused, not touched', async () => {
    const version = join(directory, 'data', 'PG_VERSION');
    const original = readFileSync(version, 'utf8');
    writeFileSync(version, '15\n');
    await assert.rejects(
      start(),
      (error) =>
        error instanceof StartFailure && error.code === 'database-of-another-version' && error.params.found === '15',
    );
    writeFileSync(version, original);
  });

  test('a setting the server does not understand is told in its own words', async () => {
    await assert.rejects(
      startPostgres({ directory, settings: { shared_buffers: 'plenty' } }),
      (error) =>
        error instanceof StartFailure &&
        error.code === 'postgres-did-not-start' &&
        /shared_buffers/u.test(String(error.params.detail)),
    );
  });

  test('directories closed above the data are opened for passing only when they are ours', {
    skip: !isRoot(),
  }, async () => {
    const closed = join(root, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    const server = await startPostgres({ directory: join(closed, 'var', 'pg'), fsync: false });
    await server.stop();
    assert.equal(server.movedTo, undefined);
    assert.equal(statSync(closed).mode & 0o777, 0o711);
    assert.equal(statSync(join(closed, 'var', 'pg')).mode & 0o777, 0o700);
  });

  test('a link whose data are gone is told, never silently begun anew', async () => {
    const link = join(root, 'link');
    symlinkSync(join(root, 'gone'), link);
    await assert.rejects(
      startPostgres({ directory: link }),
      (error) => error instanceof StartFailure && error.code === 'database-directory-gone',
    );
  });

  test('a path too long for a socket gets its socket elsewhere', async () => {
    const deep = join(root, 'd'.repeat(110));
    mkdirSync(deep);
    const server = await startPostgres({ directory: join(deep, 'pg'), fsync: false });
    assert.match(server.ownerUrl, /host=%2Ftmp%2Ffangxin-/u);
    assert.equal((await ask(server.ownerUrl, 'select 1 as one')).length, 1);
    await server.stop();
    rmSync(decodeURIComponent(/host=([^&]+)/u.exec(server.ownerUrl)?.[1] ?? ''), { recursive: true, force: true });
  });
});
