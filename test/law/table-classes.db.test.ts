import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Database, nobody, openDatabase } from '#platform/db.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import {
  catalogueFaults,
  classOf,
  insiders,
  isGuarded,
  plantRow,
  rowsChanged,
  rowsOverwritten,
  rowsSeen,
  sample,
  strangers,
  tablesOf,
} from './table-classes.ts';

let home: TestDatabase;
let owner: Database;
let app: Database;

before(async () => {
  home = await testDatabase();
  owner = openDatabase({ url: home.ownerUrl, connections: 1 });
  app = openDatabase({ url: home.appUrl, connections: 1 });
});
after(async () => {
  await owner.close();
  await app.close();
  await home.drop();
});

const guardedTables = async (): Promise<string[]> =>
  (await owner.transact(nobody, tablesOf)).filter(isGuarded).map((table) => table.name);

/** Every table in which some stranger meets a row. */
const leaks = async (tables: readonly string[]): Promise<string[]> => {
  const found: string[] = [];
  for (const [who, scope] of Object.entries(strangers)) {
    for (const table of tables) {
      const seen = await app.transact(scope, (tx) => rowsSeen(tx, table));
      if (seen > 0) found.push(`${table}: ${who} sees ${seen}`);
      const changed = await app.transact(scope, (tx) => rowsChanged(tx, table));
      if (changed > 0) found.push(`${table}: ${who} removes ${changed}`);
    }
  }
  return found;
};

const plant = (table: string): Promise<void> => owner.transact(nobody, (tx) => plantRow(tx, table));

test('every table declares its class and module, and guarded ones have row-level security on', async () => {
  assert.deepEqual(await owner.transact(nobody, catalogueFaults), []);
});

test('no wrong tenant, bureau, party or empty scope meets a row of a case, person or reporter', async () => {
  const tables = await guardedTables();
  assert.ok(tables.length >= 8, `only ${tables.length} guarded tables: is the catalogue empty?`);
  for (const table of tables) await plant(table);
  assert.deepEqual(await leaks(tables), []);
});

test('who may write in a tenant changes nothing there that is out of sight, also without naming a row', async () => {
  const found: string[] = [];
  for (const [who, scope] of Object.entries(strangers)) {
    for (const table of await guardedTables()) {
      const writer = { ...scope, writes: [sample.tenant] };
      const changed = await app.transact(writer, (tx) => rowsOverwritten(tx, table));
      if (changed > 0) found.push(`${table}: ${who} changes ${changed}`);
    }
  }
  assert.deepEqual(found, []);
  const changedBySelf = await app.transact({ ...(insiders[0] ?? nobody), writes: [sample.tenant] }, (tx) =>
    rowsOverwritten(tx, 'complaint'),
  );
  assert.equal(changedBySelf, 1, 'the control: who sees the case may write in it');
});

test('the planted rows are there: whoever has business with the case meets one in every table', async () => {
  const unseen: string[] = [];
  for (const table of await guardedTables()) {
    let seen = 0;
    for (const insider of insiders) seen += await app.transact(insider, (tx) => rowsSeen(tx, table));
    if (seen === 0) unseen.push(table);
  }
  assert.deepEqual(unseen, []);
});

test('acts and audit lines can be added but never changed or removed by the application', async () => {
  for (const table of ['event', 'audit_line', 'vault_entry']) {
    const [may] = await app.transact(nobody, (tx) =>
      tx.adhoc<{ change: boolean; add: boolean }>(
        `select has_table_privilege($1, 'update, delete, truncate') as change, has_table_privilege($1, 'insert') as add`,
        [table],
      ),
    );
    assert.deepEqual(may, { change: false, add: true }, table);
  }
});

test('the check sees a table without class, without row security, a policy that lets everybody in, and a door past all of it', async () => {
  await owner.transact(nobody, async (tx) => {
    await tx.adhoc('create table careless (tenant text, stream uuid)');
    await tx.adhoc('create table unprotected (tenant text, stream uuid)');
    await tx.adhoc("comment on table unprotected is 'class: case; module: platform; made to be found'");
    await tx.adhoc('create table wide_open (tenant text, stream uuid)');
    await tx.adhoc("comment on table wide_open is 'class: personal; module: platform; made to be found'");
    await tx.adhoc('alter table wide_open enable row level security');
    await tx.adhoc('create policy all_of_it on wide_open to fangxin_app using (true)');
    await tx.adhoc('grant select, delete on careless, unprotected, wide_open to fangxin_app');
    await tx.adhoc('grant select on unprotected to fangxin_rollup');
    await tx.adhoc("create function back_door() returns text language sql security definer as 'select 1::text'");
  });
  const faults = await owner.transact(nobody, catalogueFaults);
  assert.deepEqual(faults, [
    'careless: its comment declares no class, module and purpose',
    'unprotected: row-level security is off',
    'unprotected: the rollup login or everybody may SELECT',
    'back_door(): everybody may call what runs as the owner',
    "back_door(): runs as the owner with the caller's search path",
  ]);
  for (const table of ['unprotected', 'wide_open']) {
    await plant(table);
    const found = await leaks([table]);
    assert.ok(
      found.some((leak) => leak.startsWith(`${table}: nobody at all sees 1`)),
      found.join('; '),
    );
    assert.ok(
      found.some((leak) => leak.includes('removes 1')),
      found.join('; '),
    );
  }
});

test('a class is read only in the agreed form', () => {
  const table = (comment: string | null) => ({ name: 't', comment, rowSecurity: false, owner: 'o' });
  assert.equal(classOf(table('class: case; module: complaints; one row a case')), 'case');
  for (const comment of [
    null,
    '',
    'class: secret; module: x; y',
    'class: case; y',
    'class: case; module: complaints; ',
  ]) {
    assert.equal(classOf(table(comment)), undefined, String(comment));
  }
});
