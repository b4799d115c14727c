import assert from 'node:assert/strict';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { bringUp } from '#platform/instance.ts';
import { emptyTestDatabase, type TestDatabase, testDatabase } from '#test/database.ts';
import { backUp, requireData, restore, verifyBackup } from './backup.ts';
import { filesBelow } from './backup-files.ts';
import { refuseHalfRestored } from './half-restored.ts';
import { migrate } from './migrate.ts';
import { StartFailure } from './start-failure.ts';
import { restoreTables } from './table-restore.ts';

const root = mkdtempSync(join(tmpdir(), 'fangxin-tables-'));
const migrations = join(root, 'migrations');
const failsAs = (code: string) => (error: unknown) => error instanceof StartFailure && error.code === code;

const ask = async (url: string, text: string): Promise<Record<string, unknown>[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
};

const schema = `
  create table reason (code text constraint reason_pk primary key);
  insert into reason values ('from the migration');
  create table child (n int generated always as identity constraint child_pk primary key, parent text not null, raw bytea,
    shout text generated always as (upper(parent)) stored);
  create table parent (name text constraint parent_pk primary key, favourite int,
    constraint parent_favourite foreign key (favourite) references child (n));
  alter table child add constraint child_parent foreign key (parent) references parent (name);
  alter table child enable row level security;
  create policy nobody on child using (false);`;

describe('a backup by tables', () => {
  let source: TestDatabase;
  const opened: TestDatabase[] = [];
  const backup = join(root, 'backup');
  const freshDatabase = async (): Promise<TestDatabase> => {
    const database = await emptyTestDatabase();
    opened.push(database);
    return database;
  };
  const instanceOf = (database: TestDatabase, name: string) => ({
    varDirectory: join(root, name),
    databaseUrl: database.ownerUrl,
  });

  before(async () => {
    mkdirSync(migrations);
    writeFileSync(join(migrations, 'ORDER'), '0001_schema.sql\n');
    writeFileSync(join(migrations, '0001_schema.sql'), schema);
    source = await freshDatabase();
    await migrate({ ownerUrl: source.ownerUrl, directory: migrations });
    await ask(
      source.ownerUrl,
      `begin; alter table parent alter constraint parent_favourite deferrable initially deferred;
       delete from reason; insert into reason values (E'tab\\t newline\\n backslash\\\\ 放心 \\\\.'), ('');
       insert into parent values ('甲', 1), ('乙', null);
       insert into child (parent, raw) select '甲', decode('00ff5c0a', 'hex') from generate_series(1, 3000);
       commit; alter table parent alter constraint parent_favourite not deferrable;`,
    );
    await backUp({ instance: instanceOf(source, 'source'), to: backup });
  });

  after(async () => {
    for (const database of opened) await database.drop();
    rmSync(root, { recursive: true, force: true });
  });

  const everything = async (url: string) => ({
    reasons: await ask(url, 'select * from reason order by 1'),
    parents: await ask(url, 'select * from parent order by 1'),
    children: await ask(
      url,
      'select count(*)::int, min(n), max(n), min(encode(raw, $$hex$$)) as raw, min(shout) as shout from child',
    ),
    constraints: await ask(url, `select conname, condeferrable from pg_constraint where contype = 'f' order by 1`),
  });

  test('comes back the same in an empty database: odd characters, circles of references, rows behind policies', async () => {
    const target = await freshDatabase();
    await restoreTables({
      ownerUrl: target.ownerUrl,
      backup,
      manifest: verifyBackup(backup),
      migrationsDirectory: migrations,
    });
    const restored = await everything(target.ownerUrl);
    assert.deepEqual(restored, await everything(source.ownerUrl));
    assert.deepEqual(restored.children, [{ count: 3000, min: 1, max: 3000, raw: '00ff5c0a', shout: '甲' }]);
    const [next] = await ask(target.ownerUrl, `insert into child (parent) values ('乙') returning n`);
    assert.equal(next?.n, 3001);
  });

  test('is followed by the migrations that are newer than it', async () => {
    writeFileSync(join(migrations, 'ORDER'), '0001_schema.sql\n0002_more.sql\n');
    writeFileSync(join(migrations, '0002_more.sql'), `update parent set name = name || '!' where name = '乙';`);
    const target = await freshDatabase();
    await restoreTables({
      ownerUrl: target.ownerUrl,
      backup,
      manifest: verifyBackup(backup),
      migrationsDirectory: migrations,
    });
    assert.deepEqual(await ask(target.ownerUrl, `select name from parent where name like '%!'`), [{ name: '乙!' }]);
  });

  test('is refused by a database with tables, and by a program with another past', async () => {
    const manifest = verifyBackup(backup);
    const options = { ownerUrl: source.ownerUrl, backup, manifest, migrationsDirectory: migrations };
    await assert.rejects(restoreTables(options), failsAs('restore-database-not-empty'));
    const target = await freshDatabase();
    await assert.rejects(
      restore({ instance: instanceOf(target, 'x'), from: backup }),
      failsAs('restore-needs-other-code'),
    );
    assert.deepEqual(await ask(target.ownerUrl, `select 1 from pg_tables where schemaname = 'public'`), []);
  });

  test('whose rows do not fit loads nothing', async () => {
    const manifest = verifyBackup(backup);
    const target = await freshDatabase();
    appendFileSync(join(backup, 'tables', 'public.parent.copy'), '丙\t999999\n');
    const options = { ownerUrl: target.ownerUrl, backup, manifest, migrationsDirectory: migrations };
    await assert.rejects(restoreTables(options));
    assert.deepEqual(await ask(target.ownerUrl, 'select * from parent'), []);
    await assert.rejects(restore({ instance: instanceOf(target, 'x'), from: backup }), failsAs('backup-file-changed'));
  });

  test("works for this program's own tables, into a database of one's own and into the embedded one", async () => {
    const own = await testDatabase();
    opened.push(own);
    const to = join(root, 'own');
    mkdirSync(join(root, 'own-var', 'files', 'ab'), { recursive: true });
    writeFileSync(join(root, 'own-var', 'files', 'ab', 'photo'), 'sealed');
    const made = await backUp({ instance: instanceOf(own, 'own-var'), to });
    assert.ok(made.tables.length > 1);
    const target = await freshDatabase();
    await restore({ instance: instanceOf(target, 'target-var'), from: to });
    const again = await backUp({ instance: instanceOf(target, 'target-var'), to: join(root, 'again') });
    const hashes = (manifest: typeof made) => manifest.files.map(({ path, sha256 }) => `${path} ${sha256}`);
    assert.deepEqual(hashes(again), hashes(made));
    const embedded = { varDirectory: join(root, 'embedded'), databaseUrl: undefined };
    const photo = join(embedded.varDirectory, 'files', 'ab', 'photo');
    const cutOff = () => {
      // The files are there before the first row, and as long as rows are missing nobody opens what is there.
      assert.equal(existsSync(photo), true);
      assert.throws(() => requireData(embedded), failsAs('restore-unfinished'));
      throw new Error('no further');
    };
    await assert.rejects(restore({ instance: embedded, from: to, onTable: cutOff }), /no further/u);
    assert.deepEqual(
      filesBelow(embedded.varDirectory).filter((path) => /^files|unfinished|PG_VERSION/u.test(path)),
      [],
    );
    await restore({ instance: embedded, from: to });
    requireData(embedded);
    assert.equal(existsSync(photo), true);
  });

  test("cut off in a database of one's own it opens for nobody, whichever directory is named, and the next one begins anew", async () => {
    const own = await testDatabase();
    opened.push(own);
    const to = join(root, 'half');
    await backUp({ instance: instanceOf(own, 'half-var'), to });
    const target = await freshDatabase();
    // As the machine leaves it that was switched off before people erased since were erased again.
    await restoreTables({ ownerUrl: target.ownerUrl, backup: to, manifest: verifyBackup(to) });
    await assert.rejects(refuseHalfRestored(target.ownerUrl), failsAs('restore-unfinished'));
    const elsewhere = instanceOf(target, 'elsewhere-var');
    mkdirSync(elsewhere.varDirectory);
    await assert.rejects(backUp({ instance: elsewhere, to: join(root, 'of-half') }), failsAs('restore-unfinished'));
    await assert.rejects(bringUp({ ownerUrl: target.ownerUrl }), failsAs('restore-unfinished'));
    const refusing = () => Promise.reject(new Error('no erasing'));
    await assert.rejects(restore({ instance: elsewhere, from: to, eraseAgain: refusing }), /no erasing/u);
    assert.deepEqual(await ask(target.ownerUrl, `select 1 from pg_tables where schemaname = 'public'`), []);
    await restore({ instance: elsewhere, from: to });
    await refuseHalfRestored(target.ownerUrl);
    const applied = (url: string) => ask(url, 'select name from schema_migration order by 1');
    assert.deepEqual(await applied(target.ownerUrl), await applied(own.ownerUrl));
  });
});
