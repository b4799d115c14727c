import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Actor } from '#kernel/actor.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { Keyring, newKeyFile, withNewVersion } from './crypto/keyring.ts';
import { checkTenantKeys, rewrapTenantKeys, TenantKeys } from './crypto/tenant-keys.ts';
import { type Database, nobody, openDatabase, type Scope, type Tx } from './db.ts';
import { erasuresPath } from './erasure-list.ts';
import { completeErasures, eraseAgain, listErasureTask } from './erasures.ts';
import { readErasures } from './fixtures/read-erasures.ts';
import { newId } from './ids.ts';
import { silentLog } from './log.ts';
import { type EntryRef, type PersonRef, Vault } from './vault.ts';
import { verifyErasures } from './verify-erasures.ts';

const madeAt = new Date('2026-05-06T00:00:00Z');
const keyFile = newKeyFile(madeAt);
const keyring = new Keyring(keyFile);
let home: TestDatabase;
let database: Database;
let vault: Vault;

before(async () => {
  home = await testDatabase();
  database = openDatabase({ url: home.appUrl, connections: 3 });
  vault = new Vault(keyring, new TenantKeys(keyring, database));
});
after(async () => {
  await database.close();
  await home.drop();
});

const handler: Scope = { tenants: ['yunqi'], bureaus: ['yunqi-linxi'], principals: ['h'], account: 'h' };
const actor: Actor = {
  kind: 'staff',
  account: 'h',
  roles: ['handler'],
  tenants: ['yunqi'],
  bureaus: [],
  principals: [],
};
const consumer: Scope = { tenants: [], bureaus: [], principals: ['c-1'], account: 'c-1', writes: ['yunqi'] };
const stranger: Scope = { tenants: [], bureaus: [], principals: ['c-2'], account: 'c-2', writes: ['yunqi'] };

const openCase = async (tx: Tx): Promise<PersonRef> => {
  const at = { tenant: 'yunqi', stream: newId(), person: newId() };
  await tx.run("insert into case_access values ($1, $2, 'c-1', 'complainant', 'yunqi-linxi')", [at.tenant, at.stream]);
  await tx.run("insert into stream values ($1, $2, 'complaint', 'yunqi-linxi', 1, $3)", [
    at.tenant,
    at.stream,
    Buffer.alloc(32),
  ]);
  return at;
};

const fileOne = (): Promise<{ at: PersonRef; phone: EntryRef; commitment: string }> =>
  database.transact(consumer, async (tx) => {
    const at = await openCase(tx);
    const put = await vault.putEntries(tx, {
      ...at,
      entries: [
        { kind: 'name', value: '张三' },
        { kind: 'phone', value: '13812341234' },
      ],
      index: [{ purpose: 'phone', value: '13812341234' }],
    });
    assert.ok(!isRefusal(put));
    const [, phone] = put;
    assert.ok(phone);
    return { at, phone: { ...at, entry: phone.entry }, commitment: phone.commitment };
  });

test('what a consumer files is masked for the handler, and opened only with a reason that stays on record', async () => {
  const { at, phone } = await fileOne();
  await database.transact(handler, async (tx) => {
    assert.deepEqual(await vault.masked(tx, at, [phone.entry]), [
      { entry: phone.entry, kind: 'phone', masked: '138****1234' },
    ]);
    assert.deepEqual(await vault.reveal(tx, actor, phone, ' '), {
      refusal: 'reason-missing',
      status: 422,
      field: 'reason',
    });
    const opened = await vault.reveal(tx, actor, phone, 'call the complainant back');
    assert.ok(!isRefusal(opened));
    assert.equal(opened.value, '13812341234');
    const lines = await tx.rows<{ act: string; reason: string; account: string }>(
      'select act, reason, account from audit_line where subject = $1',
      [`stream:${at.stream}`],
    );
    assert.deepEqual(lines, [{ act: 'reveal', reason: 'call the complainant back', account: 'h' }]);
  });
});

test('whoever cannot see the case meets no key, no value and no index row of it', async () => {
  const { phone } = await fileOne();
  const other: Scope = { ...handler, bureaus: ['yunqi-wangshan'] };
  for (const scope of [stranger, other, nobody]) {
    await database.transact(scope, async (tx) => {
      const found = await vault.openEntry(tx, phone);
      assert.equal(isRefusal(found) && found.refusal, 'vault-entry-not-found');
      for (const table of ['person_key', 'vault_entry', 'blind_index']) {
        const rows = await tx.adhoc(`select 1 from ${table} where stream = $1`, [phone.stream]);
        assert.equal(rows.length, 0, `${table} as ${scope.account}`);
      }
    });
  }
});

test('nobody writes values into a tenant outside the scope', async () => {
  await assert.rejects(
    database.transact({ ...consumer, writes: ['lanchuan'] }, async (tx) => {
      await vault.putEntries(tx, { tenant: 'yunqi', stream: newId(), person: newId(), entries: [] });
    }),
    /row-level security/,
  );
});

test('a second act of the same person uses the same key', async () => {
  const { at } = await fileOne();
  await database.transact(handler, async (tx) => {
    const put = await vault.putEntries(tx, { ...at, entries: [{ kind: 'address', value: '云栖市临溪区文一路1号' }] });
    assert.ok(!isRefusal(put));
    const [first] = put;
    assert.ok(first);
    const opened = await vault.openEntry(tx, { ...at, entry: first.entry });
    assert.equal(!isRefusal(opened) && opened.value, '云栖市临溪区文一路1号');
  });
});

test('one person is recognised across cases without anybody reading the number', async () => {
  await fileOne();
  const { digest, version } = keyring.digest('phone', '+86 138 1234 1234');
  const rows = await database.transact(handler, (tx) =>
    tx.rows('select stream from blind_index where purpose = $1 and version = $2 and digest = $3', [
      'phone',
      version,
      digest,
    ]),
  );
  assert.ok(rows.length >= 1);
});

test('an erased person is gone for good, and the check says so instead of "broken"', async () => {
  const { at, phone, commitment } = await fileOne();
  await database.transact(handler, async (tx) => {
    assert.equal(await vault.check(tx, phone, commitment), 'holds');
    assert.equal(
      await vault.check(
        tx,
        phone,
        commitment.replace(/^./, (c) => (c === 'A' ? 'B' : 'A')),
      ),
      'broken',
    );
    assert.ok(!isRefusal(await vault.erasePerson(tx, actor, at, 'pipl 47')));
    const checked = await vault.check(tx, phone, commitment);
    assert.ok(isRefusal(checked));
    assert.equal(checked.refusal, 'person-erased');
    assert.equal(checked.params?.under, 'pipl 47');
    assert.equal((await tx.rows('select 1 from blind_index where person = $1', [at.person])).length, 0);
    const more = await vault.putEntries(tx, { ...at, entries: [{ kind: 'name', value: '张三' }] });
    assert.equal(isRefusal(more) && more.refusal, 'person-erased');
  });
});

test('whoever a backup brings back is erased again by the list kept outside it, and nobody else', async () => {
  const [gone, stays] = [await fileOne(), await fileOne()];
  const owner = openDatabase({ url: home.ownerUrl, connections: 1 });
  const directory = mkdtempSync(join(tmpdir(), 'fangxin-erasures-'));
  try {
    const keyOf = (tx: Tx) =>
      tx.one<{ wrapped: Buffer }>('select wrapped from person_key where person = $1', [gone.at.person]);
    const { wrapped } = await owner.transact(nobody, keyOf);
    await database.transact(handler, async (tx) => {
      assert.ok(!isRefusal(await vault.erasePerson(tx, actor, gone.at, 'pipl 47(1)(1)')));
    });
    const jobs = await owner.transact(nobody, (tx) =>
      tx.rows<{ payload: { tenant: string; body: unknown } }>(
        "select payload from job_order where task = 'list-erasure'",
      ),
    );
    const task = listErasureTask(directory, keyring);
    const line = task.read(
      jobs.map(({ payload }) => payload.body).find((one) => JSON.stringify(one).includes(gone.at.person)),
    );
    const job = { tenant: 'yunqi', attempt: 1, isLast: false, signal: new AbortController().signal, log: silentLog() };
    await task.run(line, job);
    await task.run(line, job);
    await owner.transact(nobody, (tx) => completeErasures(tx, directory, keyring));
    assert.equal(await owner.transact(nobody, (tx) => completeErasures(tx, directory, keyring)), 0);

    await owner.transact(nobody, (tx) =>
      tx.run('update person_key set wrapped = $2, destroyed_at = null, destroyed_basis = null where person = $1', [
        gone.at.person,
        wrapped,
      ]),
    );
    const forgotten: string[] = [];
    const forget = async (_tx: Tx, { person }: PersonRef) => void forgotten.push(person);
    const path = erasuresPath(directory);
    const list = await readErasures(path, keyring);
    const { lines } = list;
    assert.deepEqual([list.faults, list.unsigned], [[], 0]);
    const verify = async () => {
      const found: string[] = [];
      const { missing } = await owner.transact(nobody, (tx) =>
        verifyErasures(tx, { path, keyring, extents: [] }, (_, code, more) => found.push(`${code} ${more?.detail}`)),
      );
      return [missing, found];
    };
    assert.deepEqual(await verify(), [0, [`erasure-undone person_key ${gone.at.person}`]], 'a key that came back');
    const again = await owner.transact(nobody, (tx) => eraseAgain(tx, lines, forget));
    assert.deepEqual([again.persons, forgotten], [1, [gone.at.person]]);
    assert.deepEqual(await verify(), [0, []]);
    await database.transact(handler, async (tx) => {
      const checked = await vault.check(tx, gone.phone, gone.commitment);
      assert.equal(isRefusal(checked) && checked.params?.under, 'pipl 47(1)(1)');
      assert.equal(await vault.check(tx, stays.phone, stays.commitment), 'holds');
    });
  } finally {
    rmSync(directory, { recursive: true });
    await owner.close();
  }
});

test('a legal hold stops erasure until it is lifted', async () => {
  const { at } = await fileOne();
  await database.transact(handler, async (tx) => {
    await tx.run(
      "insert into legal_hold (tenant, stream, legal_hold, reason, placed_by, placed_at) values ($1, $2, $3, 'suit', 'h', $4)",
      [at.tenant, at.stream, newId(), madeAt],
    );
    const refused = await vault.erasePerson(tx, actor, at, 'pipl 47');
    assert.equal(isRefusal(refused) && refused.refusal, 'under-legal-hold');
    await tx.run("update legal_hold set lifted_by = 'h', lifted_at = $2 where stream = $1", [at.stream, madeAt]);
    assert.ok(!isRefusal(await vault.erasePerson(tx, actor, at, 'pipl 47')));
  });
});

test('values written before a master rotation open after it, and the check counts what still hangs on the old key', async () => {
  const { phone } = await fileOne();
  const rotated = new Keyring(withNewVersion(keyFile, 'master', madeAt));
  await database
    .transact(handler, async (tx) => {
      assert.ok((await rewrapTenantKeys(tx, rotated)) >= 1);
      const fresh = new Vault(rotated, new TenantKeys(rotated, database));
      const opened = await fresh.openEntry(tx, phone);
      assert.equal(!isRefusal(opened) && opened.value, '13812341234');
      assert.deepEqual(Object.keys((await checkTenantKeys(tx, rotated)).byMaster), ['2']);
      assert.equal((await checkTenantKeys(tx, new Keyring(newKeyFile(madeAt)))).opened, 0);
      throw new Error('leave no trace');
    })
    .catch((error: unknown) => {
      if (!(error instanceof Error && error.message === 'leave no trace')) throw error;
    });
});

test('a list that lacks thousands is completed in pages, in the order of the erasures, and each stands in it once', async () => {
  const owner = openDatabase({ url: home.ownerUrl, connections: 1 });
  const directory = mkdtempSync(join(tmpdir(), 'fangxin-erasures-'));
  const many = 2_300;
  const at = await database.transact(consumer, openCase);
  try {
    const complete = () => owner.transact(nobody, (tx) => completeErasures(tx, directory, keyring));
    const known = await complete();
    await owner.transact(nobody, (tx) =>
      tx.run(
        `insert into person_key (tenant, stream, person, tenant_key_version, destroyed_at, destroyed_basis)
         select 'yunqi', $2, gen_random_uuid(), 1, timestamptz '2026-05-06' + n * interval '1 second', 'pipl 47'
           from generate_series(1, $1) as n`,
        [many, at.stream],
      ),
    );
    assert.equal(await complete(), many);
    assert.equal(await complete(), 0);
    const { lines, faults } = await readErasures(erasuresPath(directory), keyring);
    assert.deepEqual([faults, lines.length], [[], known + many]);
    const moments = lines.slice(known).map((line) => line.at);
    assert.deepEqual(moments, moments.toSorted());
    assert.equal(new Set(lines.map(({ person, files }) => person ?? files?.[0])).size, lines.length);
  } finally {
    rmSync(directory, { recursive: true });
    await owner.close();
  }
});
