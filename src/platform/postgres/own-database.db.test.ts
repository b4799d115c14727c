import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { type RunningPostgres, startPostgres } from './embedded.ts';
import { appliedMigrations, migrate } from './migrate.ts';
import { appRole, urlForRole } from './roles.ts';
import { StartFailure } from './start-failure.ts';

const root = mkdtempSync('/tmp/fangxin-own-');
const directory = join(root, 'pg');
const migrations = join(root, 'migrations');

const ask = async (url: string, text: string): Promise<Record<string, unknown>[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
};

/** A server that asks everybody but its superuser for a password, as a database of one's own does. */
describe('a PostgreSQL of one’s own, with passwords', () => {
  let server: RunningPostgres;
  const start = () => startPostgres({ directory, fsync: false, settings: { shared_buffers: '16MB' } });
  const urlOf = (role: string, password: string, database = 'bureau') => server.urlFor(`${role}:${password}`, database);

  before(async () => {
    const first = await start();
    await first.stop();
    const rules = 'local all fangxin_owner trust\nlocal all all scram-sha-256\n';
    writeFileSync(join(first.dataDirectory, 'pg_hba.conf'), rules);
    server = await start();
    await ask(server.ownerUrl, `create role dba login createrole password 'first'`);
    await ask(server.ownerUrl, `create role plain login password 'plain'`);
    await ask(server.ownerUrl, 'create database bureau owner dba');
    await ask(server.ownerUrl, 'create database small owner plain');
    mkdirSync(migrations);
    writeFileSync(join(migrations, 'ORDER'), '0001_a.sql\n');
    writeFileSync(join(migrations, '0001_a.sql'), 'create table a (n int); grant select on a to fangxin_app;');
  });

  after(async () => {
    await server.stop();
    rmSync(root, { recursive: true, force: true });
  });

  const failsAs = (code: string) => (error: unknown) =>
    error instanceof StartFailure && error.code === code && !JSON.stringify(error.params).includes('first');

  test('tells a wrong password and a missing database apart, and shows no password', async () => {
    const attempt = (url: string) => migrate({ ownerUrl: url, directory: migrations });
    await assert.rejects(attempt(urlOf('dba', 'wrong')), failsAs('database-password-wrong'));
    await assert.rejects(attempt(urlOf('dba', 'first', 'nowhere')), failsAs('database-missing'));
    await assert.rejects(attempt('postgresql://dba:first@127.0.0.1:1/bureau'), failsAs('database-unreachable'));
    await assert.rejects(attempt('postgresql://dba:first@nowhere.invalid/bureau'), failsAs('database-unreachable'));
  });

  test('an owner who may not create roles is told what to have run, and then it works', async () => {
    const ownerUrl = urlOf('plain', 'plain', 'small');
    for (let runs = 0; runs < 2; runs += 1) {
      const failure = await migrate({ ownerUrl, directory: migrations }).catch((error: unknown) => error);
      assert.ok(failure instanceof StartFailure && failure.code === 'roles-missing');
      assert.deepEqual(await appliedMigrations(ownerUrl), []);
      await ask(server.ownerUrl, String(failure.params.command));
    }
    assert.deepEqual(await migrate({ ownerUrl, directory: migrations }), ['0001_a']);
    assert.deepEqual(
      await ask(urlForRole(ownerUrl, appRole), 'select current_user as me from a right join (select 1) b on true'),
      [{ me: 'fangxin_app' }],
    );
    await ask(server.ownerUrl, 'drop database small');
    for (const role of ['fangxin_app', 'fangxin_rollup']) await ask(server.ownerUrl, `drop role ${role}`);
  });

  test('the application can log in, also after the owner’s password was changed', async () => {
    assert.deepEqual(await migrate({ ownerUrl: urlOf('dba', 'first'), directory: migrations }), ['0001_a']);
    await ask(urlForRole(urlOf('dba', 'first'), appRole), 'select * from a');
    await ask(server.ownerUrl, `alter role dba password 'second'`);
    await migrate({ ownerUrl: urlOf('dba', 'second'), directory: migrations });
    await ask(urlForRole(urlOf('dba', 'second'), appRole), 'select * from a');
    await assert.rejects(ask(urlForRole(urlOf('dba', 'first'), appRole), 'select 1'), { code: '28P01' });
  });

  test('an instance of another owner on the same server does not shut the first one out', async () => {
    await ask(server.ownerUrl, `create role other login superuser password 'other'`);
    await ask(server.ownerUrl, 'create database elsewhere owner other');
    const failure = await migrate({ ownerUrl: urlOf('other', 'other', 'elsewhere'), directory: migrations }).catch(
      (error: unknown) => error,
    );
    assert.ok(failure instanceof StartFailure && failure.code === 'login-of-another', String(failure));
    assert.deepEqual(failure.params, { role: 'fangxin_app', database: 'bureau' });
    await ask(urlForRole(urlOf('dba', 'second'), appRole), 'select * from a');
    await ask(server.ownerUrl, 'alter database elsewhere owner to dba');
    await ask(server.ownerUrl, 'grant create on schema public to dba');
    assert.deepEqual(await migrate({ ownerUrl: urlOf('dba', 'second', 'elsewhere'), directory: migrations }), [
      '0001_a',
    ]);
  });
});
