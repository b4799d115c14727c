import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isRefusal, type Refusal } from '#kernel/refusal.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { shiftClock } from '../clock.ts';
import { Keyring, newKeyFile } from '../crypto/keyring.ts';
import { type Database, nobody, openDatabase, type Tx } from '../db.ts';
import { demoMessages } from '../messages/demo-mailbox.ts';
import { gatewaysFor } from '../messages/gateways.ts';
import { wirePeople } from '../people.ts';
import type { Consumers } from './consumers.ts';
import type { PhoneCodes } from './phone-codes.ts';

const keyring = new Keyring(newKeyFile(new Date('2026-05-06T00:00:00Z')));
let home: TestDatabase;
let database: Database;
let codes: PhoneCodes;
let consumers: Consumers;

before(async () => {
  home = await testDatabase();
  database = openDatabase({ url: home.appUrl, connections: 4 });
  ({ codes, consumers } = wirePeople(database, keyring, gatewaysFor('demo', {}, database)));
});
after(async () => {
  shiftClock(0);
  await database.close();
  await home.drop();
});

const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => database.transact(nobody, work);
const good = <T>(value: T | Refusal): T => {
  if (isRefusal(value)) assert.fail(`refused: ${value.refusal}`);
  return value as T;
};
const refused = (value: unknown): string => (isRefusal(value) ? value.refusal : 'not refused');
const laterBy = async (milliseconds: number, work: () => Promise<void>): Promise<void> => {
  shiftClock(milliseconds);
  try {
    await work();
  } finally {
    shiftClock(0);
  }
};

const ask = (phone: string, purpose = 'sign-in', address = '192.0.2.1') =>
  codes.request({ phone, purpose, address, text: (code) => ({ subject: 'code', body: code }) });
const mailed = async (phone: string): Promise<string> =>
  (await inTx((tx) => demoMessages(tx, phone)))[0]?.body ?? assert.fail('no message');

test('a consumer signs in by phone code, and comes back to the same account', async () => {
  good(await ask('13800000001'));
  const first = good(await consumers.signIn('+86 138 0000 0001', await mailed('13800000001'), 'phone'));
  const account = first.actor.account;
  assert.deepEqual(first.actor.principals, [account]);
  await laterBy(61_000, async () => {
    good(await ask('13800000001'));
    const again = good(await consumers.signIn('13800000001', await mailed('13800000001'), 'phone'));
    assert.equal(again.actor.account, account);
  });
  const own = { tenants: [], bureaus: [], principals: [account], account };
  assert.deepEqual(await database.transact(own, (tx) => consumers.profile(tx, account)), { phone: '13800000001' });
  assert.equal(await database.transact({ ...own, account: 'x' }, (tx) => consumers.profile(tx, account)), undefined);
});

test('a code works once, for its own purpose and phone, within five minutes and five attempts', async () => {
  good(await ask('13800000002', 'case:1'));
  const code = await mailed('13800000002');
  const redeem = (phone: string, purpose: string, typed: string) =>
    inTx((tx) => codes.redeem(tx, phone, purpose, typed));
  assert.equal(refused(await redeem('13800000002', 'sign-in', code)), 'code-expired');
  assert.equal(refused(await redeem('13800000003', 'case:1', code)), 'code-expired');
  await laterBy(5 * 60_000 + 1000, async () => {
    assert.equal(refused(await redeem('13800000002', 'case:1', code)), 'code-expired');
  });
  const wrong = code === '000000' ? '000001' : '000000';
  for (let n = 0; n < 4; n++) assert.equal(refused(await redeem('13800000002', 'case:1', wrong)), 'code-wrong');
  assert.equal(await redeem('13800000002', 'case:1', `${code.slice(0, 3)} ${code.slice(3)}`), true);
  assert.equal(refused(await redeem('13800000002', 'case:1', code)), 'code-expired');
  good(await ask('13800000004'));
  const other = await mailed('13800000004');
  const guesses = Array.from({ length: 5 }, () =>
    redeem('13800000004', 'sign-in', other === '111111' ? '222222' : '111111'),
  );
  await Promise.all(guesses);
  assert.equal(refused(await redeem('13800000004', 'sign-in', other)), 'code-expired');
});

test('codes to one phone are rationed, and the answer says how long to wait', async () => {
  good(await ask('13800000005'));
  const second = await ask('13800000005');
  assert.ok(isRefusal(second));
  assert.equal(second.refusal, 'too-many-codes');
  assert.ok(Number(second.params?.seconds) > 50 && Number(second.params?.seconds) <= 60);
  const burst = await Promise.all(Array.from({ length: 6 }, () => ask('13800000006')));
  assert.equal(burst.filter((one) => !isRefusal(one)).length, 1);
  assert.equal(refused(await ask('057188886666')), 'phone-not-mobile');
});

test('what the tables of sign-in hold tells neither phone nor code', async () => {
  good(await ask('13800000007'));
  const code = await mailed('13800000007');
  const text = JSON.stringify([
    await inTx((tx) => tx.rows('select * from phone_code')),
    await inTx((tx) => tx.rows('select * from consumer_phone')),
    await inTx((tx) => tx.rows('select * from message_delivery')),
  ]);
  assert.ok(!text.includes('13800000007'));
  assert.ok(!text.includes(`"${code}"`));
  assert.ok(text.includes('138****0007'));
});
