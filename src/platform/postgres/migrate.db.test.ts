import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { emptyTestDatabase, type TestDatabase, testDatabase } from '#test/database.ts';
import { languages, textsFor } from '../texts.ts';
import { type MigrationProgress, migrate, turn } from './migrate.ts';
import { StartFailure } from './start-failure.ts';

const directory = mkdtempSync(join(tmpdir(), 'fangxin-migrations-'));
const write = (files: Record<string, string>): void => {
  for (const [name, sql] of Object.entries(files)) writeFileSync(join(directory, name), sql);
};
const refusedAs = (code: string) => (error: unknown) => error instanceof StartFailure && error.code === code;

describe('migrations', () => {
  let database: TestDatabase;
  let client: pg.Client;

  before(async () => {
    database = await emptyTestDatabase();
    client = new pg.Client({ connectionString: database.ownerUrl });
    await client.connect();
    write({
      ORDER: '# first things first\n0001_a.sql\n0002_b.sql # after a\n',
      '0001_a.sql': 'create table a (n int); insert into a values (1);',
      '0002_b.sql': 'insert into a values (2); grant select on a to fangxin_app;',
    });
  });

  after(async () => {
    await client.end();
    await database.drop();
    rmSync(directory, { recursive: true, force: true });
  });

  const run = () => migrate({ ownerUrl: database.ownerUrl, directory });
  const numbers = async () => (await client.query<{ n: number }>('select n from a order by n')).rows.map(({ n }) => n);

  test('are applied in order, once, with progress, even by two starts at once', async () => {
    const seen: MigrationProgress[] = [];
    const waiting = () => seen.filter(({ step }) => step === 'waiting-for-another-start').length;
    const start = () =>
      migrate({ ownerUrl: database.ownerUrl, directory, onProgress: (progress) => seen.push(progress) });
    // A third has the turn, so that both are there before either begins.
    await client.query('select pg_advisory_lock($1)', [turn]);
    const starts = Promise.all([start(), start()]);
    while (waiting() < 2) await setTimeout(10);
    await client.query('select pg_advisory_unlock($1)', [turn]);
    assert.deepEqual((await starts).flat(), ['0001_a', '0002_b']);
    assert.deepEqual(await numbers(), [1, 2]);
    const applying = seen.filter(({ step }) => step === 'applying');
    assert.deepEqual(applying, [
      { step: 'applying', name: '0001_a', number: 1, of: 2 },
      { step: 'applying', name: '0002_b', number: 2, of: 2 },
    ]);
    assert.deepEqual(await run(), []);
  });

  test('called off, the one at work is rolled back and the ones before it stay', async () => {
    const wish = new AbortController();
    const early = migrate({ ownerUrl: database.ownerUrl, directory, signal: AbortSignal.abort(wish) });
    await assert.rejects(early, (error) => error === wish);
    write({
      ORDER: '0001_a.sql\n0002_b.sql\n0003_c.sql\n0004_d.sql\n',
      '0003_c.sql': 'insert into a values (3);',
      '0004_d.sql': 'insert into a values (4); select pg_sleep(600);',
    });
    const onProgress = (progress: MigrationProgress): void => {
      if (progress.step === 'applying' && progress.name === '0004_d') void setTimeout(100).then(() => wish.abort());
    };
    const late = migrate({ ownerUrl: database.ownerUrl, directory, onProgress, signal: wish.signal });
    await assert.rejects(late, (error) => error === wish.signal.reason);
    assert.deepEqual(await numbers(), [1, 2, 3]);
    // The server notices only at the end of the statement that nobody waits for it any more; a stop of the database does not wait.
    await client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_sleep(600)%' and pid <> pg_backend_pid()`,
    );
    await client.query('delete from a where n = 3');
    await client.query(`delete from schema_migration where name = '0003_c'`);
    write({ ORDER: '0001_a.sql\n0002_b.sql\n' });
  });

  test('that fail leave nothing of themselves, and what came before stays', async () => {
    write({
      ORDER: '0001_a.sql\n0002_b.sql\n0003_c.sql\n0004_d.sql\n',
      '0003_c.sql': 'insert into a values (3);',
      '0004_d.sql': 'insert into a values (4); select 1 / 0;',
    });
    await assert.rejects(
      run(),
      (error) => refusedAs('migration-failed')(error) && /division/u.test(JSON.stringify(error)),
    );
    assert.deepEqual(await numbers(), [1, 2, 3]);
    const full = `do $$ begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$;`;
    write({ '0004_d.sql': `insert into a values (4); ${full}` });
    await assert.rejects(run(), refusedAs('migration-disk-full'));
    assert.deepEqual(await numbers(), [1, 2, 3]);
    write({ '0004_d.sql': 'insert into a values (4);' });
    assert.deepEqual(await run(), ['0004_d']);
  });

  test('edited after use are refused', async () => {
    write({ '0003_c.sql': 'insert into a values (33);' });
    await assert.rejects(run(), refusedAs('migration-changed-after-use'));
    write({ '0003_c.sql': 'insert into a values (3);' });
  });

  test('of a newer program stop this one before it touches anything', async () => {
    write({ ORDER: '0001_a.sql\n0002_b.sql\n0003_c.sql\n0005_e.sql\n', '0005_e.sql': 'insert into a values (5);' });
    await assert.rejects(run(), refusedAs('database-newer-than-code'));
    assert.deepEqual(await numbers(), [1, 2, 3, 4]);
  });

  test('listed but not there are an error', async () => {
    write({ ORDER: '0001_a.sql\n0009_missing.sql\n' });
    await assert.rejects(run(), { code: 'ENOENT' });
  });
});

test('a database that is not UTF8 is refused before the first change, by its encoding and with the cure', async () => {
  const there = await emptyTestDatabase();
  const owner = new pg.Client({ connectionString: there.ownerUrl });
  await owner.connect();
  const name = `bytes_${process.pid}`;
  await owner.query(`create database ${name} encoding 'SQL_ASCII' locale 'C' template template0`);
  const url = there.ownerUrl.replace(/\/[^/?]+(?=\?|$)/u, `/${name}`);
  await assert.rejects(migrate({ ownerUrl: url }), (error) => {
    assert.ok(error instanceof StartFailure && error.code === 'database-encoding', String(error));
    assert.equal(error.params['encoding'], 'SQL_ASCII');
    for (const language of languages) {
      const said = textsFor(language)(`cli:failures.${error.code}`, error.params);
      assert.ok(said.includes('SQL_ASCII') && said.includes("encoding 'UTF8'"), said);
    }
    return true;
  });
  const inside = new pg.Client({ connectionString: url });
  await inside.connect();
  const { rows } = await inside.query("select 1 from pg_class where relnamespace = 'public'::regnamespace");
  assert.equal(rows.length, 0);
  await inside.end();
  await owner.query(`drop database ${name}`);
  await owner.end();
  await there.drop();
});

describe('the migrations of this program', () => {
  test('run through on an empty database, and the application owns nothing there', async () => {
    const database = await testDatabase();
    const app = new pg.Client({ connectionString: database.appUrl });
    await app.connect();
    const { rows } = await app.query<{ owned: number; tables: number }>(
      `select count(*) filter (where tableowner = current_user)::int as owned, count(*)::int as tables
         from pg_tables where schemaname = 'public'`,
    );
    await app.end();
    await database.drop();
    assert.equal(rows[0]?.owned, 0);
    assert.ok((rows[0]?.tables ?? 0) > 1);
  });
});
