import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Actor } from '#kernel/actor.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { Keyring, newKeyFile, withNewVersion } from './crypto/keyring.ts';
import { type Database, openDatabase, type Scope, type Tx } from './db.ts';
import { newId } from './ids.ts';
import { holdsOn, liftHold, placeHold } from './legal-holds.ts';
import { samePersonElsewhere } from './recognition.ts';
import type { CaseKey } from './vault.ts';

const madeAt = new Date('2026-05-06T08:00:00Z');
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

const officer = (tenant: string, bureau: string): { scope: Scope; actor: Actor } => ({
  scope: { tenants: [tenant], bureaus: [bureau], principals: [], account: 'h' },
  actor: { kind: 'staff', account: 'h', roles: ['bureau-head'], tenants: [tenant], bureaus: [bureau], principals: [] },
});

const openCase = async (
  tx: Tx,
  tenant: string,
  bureau: string,
  kind = 'complaint',
): Promise<CaseKey & { number: string }> => {
  const stream = newId();
  const number = `${tenant}-${stream.slice(-8)}`;
  await tx.run('insert into stream values ($1, $2, $4, $3, 1, $5)', [tenant, stream, bureau, kind, Buffer.alloc(32)]);
  await tx.run("insert into event values ($1, $2, 1, 'Filed', '{}', 'x', $3, '')", [tenant, stream, madeAt]);
  await tx.run("insert into case_locator values ('number', $3, $1, $2, $4)", [tenant, stream, number, kind]);
  return { tenant, stream, number };
};

test('a hold is placed with a reason, seen by who sees the case, and lifted once', async () => {
  const { scope, actor } = officer('yunqi', 'yunqi-linxi');
  await database.transact(scope, async (tx) => {
    const at = await openCase(tx, 'yunqi', 'yunqi-linxi');
    assert.ok(isRefusal(await placeHold(tx, actor, at, ' ')));
    const placed = await placeHold(tx, actor, at, 'administrative reconsideration');
    assert.ok(!isRefusal(placed));
    assert.deepEqual(
      (await holdsOn(tx, at)).map((hold) => hold.reason),
      ['administrative reconsideration'],
    );
    await tx.rescope(officer('yunqi', 'yunqi-wangshan').scope);
    assert.deepEqual(await holdsOn(tx, at), []);
    assert.ok(isRefusal(await liftHold(tx, actor, at, placed.hold)));
    await tx.rescope(scope);
    assert.ok(!isRefusal(await liftHold(tx, actor, at, placed.hold)));
    assert.ok(isRefusal(await liftHold(tx, actor, at, placed.hold)));
  });
});

test('the same phone in another city tells bureau, number and day only, also across key versions, as a recorded look', async () => {
  const file = newKeyFile(madeAt);
  const old = new Keyring(file);
  const keyring = new Keyring(withNewVersion(file, 'phone', madeAt));
  const mark = async (tx: Tx, at: CaseKey, ring: Keyring) => {
    const { version, digest } = ring.digest('phone', '13812341234');
    await tx.run("insert into blind_index values ($1, $2, $3, 'phone', $4, $5)", [
      at.tenant,
      at.stream,
      newId(),
      version,
      digest,
    ]);
  };
  const there = officer('lanchuan', 'lanchuan-beidu');
  const far = await database.transact(there.scope, async (tx) => {
    const at = await openCase(tx, 'lanchuan', 'lanchuan-beidu');
    await mark(tx, at, old);
    await mark(tx, await openCase(tx, 'lanchuan', 'lanchuan-beidu', 'report'), old);
    return at;
  });
  const here = officer('yunqi', 'yunqi-linxi');
  await database.transact(here.scope, async (tx) => {
    const at = await openCase(tx, 'yunqi', 'yunqi-linxi');
    await mark(tx, at, keyring);
    const look = (reason: string) =>
      samePersonElsewhere(tx, keyring, here.actor, at, { purpose: 'phone', value: '138 1234 1234' }, reason);
    assert.ok(isRefusal(await look('')));
    const found = await look('same dispute suspected');
    assert.deepEqual(found, [
      { tenant: 'yunqi', bureau: 'yunqi-linxi', number: at.number, filedOn: '2026-05-06' },
      { tenant: 'lanchuan', bureau: 'lanchuan-beidu', number: far.number, filedOn: '2026-05-06' },
    ]);
    const lines = await tx.rows('select reason, detail from audit_line where subject = $1', [`stream:${at.stream}`]);
    assert.deepEqual(lines, [{ reason: 'same dispute suspected', detail: { purpose: 'phone', found: 2 } }]);
  });
});
