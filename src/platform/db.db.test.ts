import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { Keyring, newKeyFile } from './crypto/keyring.ts';
import { TenantKeys } from './crypto/tenant-keys.ts';
import { type Database, nobody, openDatabase, type Scope } from './db.ts';

let made: TestDatabase;
let database: Database;
before(async () => {
  made = await testDatabase();
  database = openDatabase({ url: made.appUrl, connections: 2 });
});
after(async () => {
  await database.close();
  await made.drop();
});

const scoped = (tenant: string): Scope => ({ ...nobody, tenants: [tenant], account: tenant });
const scopeNow = 'select scope_account() as account, scope_tenants() as tenants';
const add = 'insert into job_effect (effect, at) values ($1, now())';
const count = async (effect: string): Promise<number> =>
  (
    await database.unscoped((tx) =>
      tx.one<{ n: number }>('select count(*) as n from job_effect where effect = $1', [effect]),
    )
  ).n;

test('a scope is in force from the first statement on, and gone after the last, however many run at once', async () => {
  const seen = await Promise.all(
    Array.from({ length: 60 }, async (_, i) => {
      const inside = await database.transact(scoped(`t${i}`), (tx) =>
        tx.one<{ account: string; tenants: string[] }>(scopeNow),
      );
      const outside = await database.unscoped((tx) => tx.one<{ account: string | null }>(scopeNow));
      return [inside.account, inside.tenants.join(), outside.account];
    }),
  );
  assert.deepEqual(
    seen,
    Array.from({ length: 60 }, (_, i) => [`t${i}`, `t${i}`, null]),
  );
});

test('what must be committed beside a transaction does not wait for the pool that transactions hold', async () => {
  const master = new Keyring(newKeyFile(new Date('2026-04-15T01:00:00Z')));
  const keys = new TenantKeys(master, database);
  const made = await Promise.all(
    Array.from({ length: 12 }, (_, n) =>
      database.transact(nobody, async (tx) => {
        await tx.rows('select pg_sleep(0.05)');
        await keys.load(`new-tenant-${n % 3}`, tx);
        return keys.newest(`new-tenant-${n % 3}`).version;
      }),
    ),
  );
  assert.deepEqual(made, Array(12).fill(1));
});

test('a connection is waited for no longer than agreed, and one held in silence is taken back', async () => {
  const patience = { connectionMilliseconds: 600, idleMilliseconds: 900 };
  const narrow = openDatabase({ url: made.appUrl, connections: 1, patience });
  try {
    const held = narrow.transact(nobody, async (tx) => {
      await tx.rows('select 1');
      await sleep(1800);
      await tx.rows('select 1');
    });
    await assert.rejects(
      narrow.transact(nobody, (tx) => tx.rows('select 1')),
      /timeout exceeded when trying to connect/u,
    );
    await assert.rejects(held);
    assert.equal((await narrow.transact(nobody, (tx) => tx.rows('select 1'))).length, 1);
  } finally {
    await narrow.close();
  }
});

test('the scope changes for what follows it', async () => {
  const accounts = await database.transact(scoped('one'), async (tx) => {
    const first = await tx.one<{ account: string }>(scopeNow);
    await tx.rescope(scoped('two'));
    return [first.account, (await tx.one<{ account: string }>(scopeNow)).account];
  });
  assert.deepEqual(accounts, ['one', 'two']);
  await assert.rejects(
    database.unscoped((tx) => tx.rescope(scoped('three'))),
    /no transaction/u,
  );
});

test('what was sent without waiting is there after the commit', async () => {
  let told = 0;
  await database.transact(nobody, async (tx) => {
    tx.send(add, ['sent']);
    tx.afterCommit(() => {
      told += 1;
    });
  });
  assert.equal(await count('sent'), 1);
  assert.equal(told, 1);
});

test('its failure fails the whole transaction, with its own reason, and the connection serves on', async () => {
  let told = 0;
  const twice = (more: boolean) =>
    database.transact(nobody, async (tx) => {
      tx.afterCommit(() => {
        told += 1;
      });
      tx.send(add, ['doubled']);
      tx.send(add, ['doubled']);
      // A statement after it only learns that the transaction has failed already.
      if (more) await tx.rows('select 1');
    });
  for (const more of [false, true, false, true]) await assert.rejects(twice(more), { code: '23505' });
  assert.equal(await count('doubled'), 0);
  assert.equal(told, 0);
});

test('a failure that was swallowed does not pass for a commit', async () => {
  const swallowing = database.transact(nobody, async (tx) => {
    await tx.run(add, ['swallowed']);
    await tx.run(add, ['swallowed']).catch(() => undefined);
  });
  await assert.rejects(swallowing, /rolled back/u);
  assert.equal(await count('swallowed'), 0);
});

test('a thrown error undoes what was sent before it', async () => {
  const thrown = database.transact(nobody, async (tx) => {
    tx.send(add, ['thrown']);
    throw new Error('changed my mind');
  });
  await assert.rejects(thrown, /changed my mind/u);
  assert.equal(await count('thrown'), 0);
});

test('what follows a statement that failed is skipped with it, and can be prepared afterwards on the same connection', async () => {
  const one = openDatabase({ url: made.appUrl, connections: 1 });
  const later = 'select 1 as n, $1::text as said';
  await one.transact(nobody, (tx) => tx.rows('select 5 as n'));
  for (const _ of [1, 2]) {
    await assert.rejects(
      one.transact(nobody, async (tx) => {
        tx.send('select 1 / $1::integer', [0]);
        await tx.rows(later, ['never']);
      }),
      /division by zero/u,
    );
    assert.deepEqual(await one.transact(nobody, (tx) => tx.rows(later, ['now'])), [{ n: 1, said: 'now' }]);
  }
  // Known by now: the columns are not asked for again, and several rows, none and nulls are told apart.
  const many = 'select n, null::text as nothing from generate_series(1, $1::integer) n';
  for (const count of [2, 0, 1]) {
    const found = await one.transact(nobody, (tx) =>
      Promise.all([tx.rows(many, [count]), tx.run(add, [`turn ${count}`])]),
    );
    assert.deepEqual(found, [Array.from({ length: count }, (_, i) => ({ n: i + 1, nothing: null })), 1]);
  }
  await one.close();
});

const flushedUpTo = 'select pg_current_wal_flush_lsn() >= $1::pg_lsn as is_flushed';
const loggedUpTo = 'select pg_current_wal_insert_lsn()::text as lsn';

test('what is committed together is on disk once it resolves, and not before the flush that all share', async () => {
  // The tests' server waits for no disk by itself.
  const patient = openDatabase({ url: made.appUrl, connections: 4, config: { options: '-c synchronous_commit=on' } });
  try {
    const heard: string[] = [];
    patient.capture((text) => heard.push(text));
    const logged = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        patient.transactTogether(nobody, async (tx) => {
          await tx.run(add, [`together-${n}`]);
          return (await tx.one<{ lsn: string }>(loggedUpTo)).lsn;
        }),
      ),
    );
    patient.capture(undefined);
    const newest = await patient.unscoped((tx) => Promise.all(logged.map((lsn) => tx.one(flushedUpTo, [lsn]))));
    assert.deepEqual(newest, Array(12).fill({ is_flushed: true }));
    assert.equal(heard.filter((text) => text.startsWith('begin;set local synchronous_commit=off;')).length, 12);
    for (const n of Array.from({ length: 12 }, (_, i) => i)) assert.equal(await count(`together-${n}`), 1);
  } finally {
    await patient.close();
  }
});

test('what failed is undone together too, and what was to follow the commit does not', async () => {
  let followed = false;
  await assert.rejects(
    database.transactTogether(nobody, async (tx) => {
      tx.send(add, ['never-together']);
      tx.afterCommit(() => {
        followed = true;
      });
      throw new Error('no');
    }),
    /^Error: no$/u,
  );
  assert.equal(followed, false);
  assert.equal(await count('never-together'), 0);
});
