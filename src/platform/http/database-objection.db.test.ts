import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { type Database, nobody, openDatabase, type Tx } from '../db.ts';
import { databaseObjection } from './database-objection.ts';

let home: TestDatabase;
let database: Database;
before(async () => {
  home = await testDatabase();
  database = openDatabase({ url: home.appUrl, connections: 2 });
});
after(async () => {
  await database.close();
  await home.drop();
});

const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => database.transact(nobody, work);

test('a database that can be read only, or not written by this login, is not ready', async () => {
  assert.equal(await inTx(databaseObjection), undefined);
  const readOnly = await inTx(async (tx) => {
    await tx.adhoc('set transaction read only');
    return await databaseObjection(tx);
  });
  assert.equal(readOnly?.refusal, 'database-read-only');
  const owner = new pg.Client({ connectionString: home.ownerUrl });
  await owner.connect();
  try {
    await owner.query('revoke insert on event from fangxin_app');
    assert.equal((await inTx(databaseObjection))?.refusal, 'database-right-lost');
    await owner.query('grant insert on event to fangxin_app');
  } finally {
    await owner.end();
  }
  assert.equal(await inTx(databaseObjection), undefined);
});
