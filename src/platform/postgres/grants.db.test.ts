import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { bringUp } from '../instance.ts';
import { restoreGrants, rightsOf } from './grants.ts';

let home: TestDatabase;
let owner: pg.Client;
before(async () => {
  home = await testDatabase();
  owner = new pg.Client({ connectionString: home.ownerUrl });
  await owner.connect();
});
after(async () => {
  await owner.end();
  await home.drop();
});

const may = async (): Promise<boolean[]> => {
  const { rows } = await owner.query<{ may: boolean[] }>(
    `select array[has_table_privilege('fangxin_app', 'event', 'insert'),
                  has_column_privilege('fangxin_app', 'answer_code', 'expires_on', 'update'),
                  has_function_privilege('fangxin_app', 'is_party_to(text,uuid)', 'execute')] as may`,
  );
  return rows[0]?.may ?? [];
};

test('a grant is as many rights as it names', () => {
  assert.deepEqual(rightsOf('grant insert, select on event to fangxin_app;'), [
    'insert on event to fangxin_app',
    'select on event to fangxin_app',
  ]);
  assert.deepEqual(rightsOf('grant update (a, b) on event to fangxin_app;'), [
    'update (a) on event to fangxin_app',
    'update (b) on event to fangxin_app',
  ]);
  assert.deepEqual(rightsOf('grant execute on function f(text,timestamp with time zone) to fangxin_app;'), [
    'execute on function f(text,timestamp with time zone) to fangxin_app',
  ]);
});

test('after the migrations nothing is missing', async () => assert.equal(await restoreGrants(home.ownerUrl), 0));

test('a start gives back what was taken from tables, columns and functions, once and also to two at a time, and takes nothing', async () => {
  await owner.query(`revoke insert on event from fangxin_app; revoke update (expires_on) on answer_code from fangxin_app;
    revoke execute on function is_party_to(text,uuid) from fangxin_app; grant select on schema_migration to fangxin_rollup`);
  assert.deepEqual(await may(), [false, false, false]);
  const told: unknown[] = [];
  const start = () => bringUp({ ownerUrl: home.ownerUrl, onProgress: (progress) => told.push(progress) });
  await Promise.all([start(), start()]);
  assert.deepEqual(await may(), [true, true, true]);
  assert.deepEqual(
    told.filter((one) => JSON.stringify(one).includes('granting')),
    [{ step: 'granting', rights: 3 }],
  );
  const { rows } = await owner.query(
    `select has_table_privilege('fangxin_rollup', 'schema_migration', 'select') as kept`,
  );
  assert.deepEqual(rows, [{ kept: true }]);
});

test('a list that is older than a migration being written stops no start', async () => {
  const list = 'grant select on no_longer to fangxin_app;\ngrant execute on function nor_this(text) to fangxin_app;\n';
  assert.equal(await restoreGrants(home.ownerUrl, list), 0);
});
