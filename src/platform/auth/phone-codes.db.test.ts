import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isRefusal, type Refusal } from '#kernel/refusal.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { shiftClock } from '../clock.ts';
import { Keyring, newKeyFile } from '../crypto/keyring.ts';
import { type Database, nobody, openDatabase, type Tx } from '../db.ts';
import { demoMailbox, demoMessages } from '../messages/demo-mailbox.ts';
import { gatewaysFor } from '../messages/gateways.ts';
import { type Gateway, RefusedForGood } from '../messages/message.ts';
import { wirePeople } from '../people.ts';
import type { Consumers } from './consumers.ts';
import type { PhoneCodes, PhoneProof } from './phone-codes.ts';

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

type Ask = { purpose?: string; address?: string; known?: boolean; held?: string };
const ask = (phone: string, { purpose = 'sign-in', address = '192.0.2.1', ...more }: Ask = {}) =>
  codes.request({ phone, purpose, address, ...more, text: (code) => ({ subject: 'code', body: code }) });
/** The code's own name, which only the browser that asked keeps. */
const sentTo = async (phone: string, wish: Ask = {}): Promise<string> => {
  const asked = good(await ask(phone, wish));
  return asked.outcome === 'sent' ? asked.sent : assert.fail(asked.outcome);
};
const outcome = async (phone: string, wish: Ask = {}): Promise<string> => {
  const asked = await ask(phone, wish);
  return isRefusal(asked) ? asked.refusal : asked.outcome;
};
const mailed = async (phone: string): Promise<string> =>
  (await inTx((tx) => demoMessages(tx, phone)))[0]?.body ?? assert.fail('no message');

test('a consumer signs in by phone code, and comes back to the same account', async () => {
  const signIn = async (phone: string) =>
    consumers.signIn(
      { phone, purpose: 'sign-in', sent: await sentTo('13800000001'), code: await mailed('13800000001') },
      'phone',
    );
  const first = good(await signIn('+86 138 0000 0001'));
  const account = first.actor.account;
  assert.deepEqual(first.actor.principals, [account]);
  await laterBy(61_000, async () => {
    const again = good(await signIn('13800000001'));
    assert.equal(again.actor.account, account);
  });
  const own = { tenants: [], bureaus: [], principals: [account], account };
  assert.deepEqual(await database.transact(own, (tx) => consumers.profile(tx, account)), { phone: '13800000001' });
  assert.equal(await database.transact({ ...own, account: 'x' }, (tx) => consumers.profile(tx, account)), undefined);
});

test('a code works once, for its own purpose and phone, within five minutes and five attempts', async () => {
  let sent = await sentTo('13800000002', { purpose: 'case:1' });
  const code = await mailed('13800000002');
  const redeem = (phone: string, purpose: string, typed: string) =>
    inTx((tx) => codes.prove(tx, { phone, purpose, sent, code: typed }));
  assert.equal(refused(await redeem('13800000002', 'sign-in', code)), 'code-expired');
  assert.equal(refused(await redeem('13800000003', 'case:1', code)), 'code-expired');
  await laterBy(5 * 60_000 + 1000, async () => {
    assert.equal(refused(await redeem('13800000002', 'case:1', code)), 'code-expired');
  });
  const wrong = code === '000000' ? '000001' : '000000';
  for (let n = 0; n < 4; n++) assert.equal(refused(await redeem('13800000002', 'case:1', wrong)), 'code-wrong');
  assert.equal(await redeem('13800000002', 'case:1', `${code.slice(0, 3)} ${code.slice(3)}`), true);
  assert.equal(refused(await redeem('13800000002', 'case:1', code)), 'code-expired');
  sent = await sentTo('13800000004');
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

const minutes = (n: number): number => n * 60_000 + 1;
const prove = (proof: PhoneProof) => inTx((tx) => codes.prove(tx, proof));
const wrongFor = (code: string): string => (code === '000000' ? '000001' : '000000');

test('somebody else who asks or guesses leaves the code of the owner as it is', async () => {
  const phone = '13800000011';
  const own = await sentTo(phone, { address: '198.51.100.1' });
  const code = await mailed(phone);
  await laterBy(minutes(1), async () => {
    const foreign = await sentTo(phone, { address: '203.0.113.1' });
    for (let n = 0; n < 7; n++)
      refused(await prove({ phone, purpose: 'sign-in', sent: foreign, code: wrongFor(await mailed(phone)) }));
    assert.equal(
      refused(await prove({ phone, purpose: 'sign-in', sent: foreign, code: await mailed(phone) })),
      'code-expired',
    );
    assert.equal(refused(await prove({ phone, purpose: 'sign-in', sent: foreign, code })), 'code-expired');
    assert.equal(await prove({ phone, purpose: 'sign-in', sent: own, code }), true, 'the older one, asked for here');
  });
});

test('one network uses up a phone for itself alone, strangers together for strangers', async () => {
  const phone = '13800000012';
  const from = (address: string, n: number, more: Ask = {}) => {
    shiftClock(minutes(n));
    return outcome(phone, { address, ...more });
  };
  try {
    for (let n = 0; n < 3; n++) assert.equal(await from('203.0.113.1', n * 2), 'sent');
    assert.equal(await from('203.0.113.1', 6), 'two', 'three an hour from one network');
    assert.equal(await from('198.51.100.1', 6), 'sent', 'the owner elsewhere still gets one');
    assert.equal(await from('198.51.100.2', 8), 'two', 'four an hour for strangers');
    assert.equal(
      await from('198.51.100.2', 8, { known: true }),
      'sent',
      'one is left where the phone was proved before',
    );
    assert.equal(await from('198.51.100.3', 10, { known: true }), 'two', 'no phone gets more than five an hour');
    let sent = 5;
    for (let hour = 1; hour < 20; hour++)
      for (let n = 0; n < 6; n++) if ((await from(`192.0.2.${hour * 6 + n}`, hour * 60 + 9 + n * 2)) === 'sent') sent++;
    assert.equal(sent, 8, 'eight a day for strangers from however many networks');
    assert.equal(await from('198.51.100.2', 1300, { known: true }), 'sent');
    assert.equal(await from('198.51.100.2', 1302, { known: true }), 'sent');
    assert.equal(await from('198.51.100.2', 1304, { known: true }), 'two', 'ten a day to one phone');
  } finally {
    shiftClock(0);
  }
});

test('codes that were typed in were wanted, and take none from the owner', async () => {
  const phone = '13800000013';
  try {
    for (let n = 0; n < 7; n++) {
      shiftClock(minutes(2 * n));
      const sent = await sentTo(phone);
      assert.equal(await prove({ phone, purpose: 'sign-in', sent, code: await mailed(phone) }), true);
    }
  } finally {
    shiftClock(0);
  }
});

test('an owner whose messages somebody else has used up gets in by two of them, and nobody else does', async () => {
  const phone = '13800000014';
  const arrived: string[] = [];
  try {
    for (let n = 0; n < 4; n++) {
      shiftClock(minutes(2 * n));
      await sentTo(phone, { address: `203.0.113.${n}`, purpose: n === 0 ? 'resume-draft' : 'sign-in' });
      arrived.push(await mailed(phone));
    }
    assert.equal(refused(await ask(phone, { known: true })), 'too-many-codes', 'a minute is worth waiting for');
    shiftClock(minutes(20));
    assert.equal(await outcome(phone, { address: '198.51.100.1' }), 'two');
    const [first = '', second = '', third = ''] = arrived;
    const two = (a: string, b: string, address = '198.51.100.1', of = phone) =>
      prove({ phone: of, two: [a, b], address });
    const unlike = ['111111', '222222', '333333'].find((one) => !arrived.includes(one)) ?? '';
    assert.equal(refused(await two(first, first)), 'two-codes-wrong', 'one code is not two');
    assert.equal(refused(await two(first, unlike)), 'two-codes-wrong');
    assert.equal(refused(await two(first, second, '198.51.100.1', '13800000015')), 'two-codes-wrong');
    for (let n = 0; n < 10; n++) refused(await two(unlike, unlike, '203.0.113.77'));
    assert.equal(
      refused(await two(second, first, '203.0.113.77')),
      'too-many-requests',
      'guessing ends for the one who guesses',
    );
    const signed = good(await consumers.signIn({ phone, two: [second, first], address: '198.51.100.1' }, 'phone'));
    assert.equal(signed.actor.kind, 'consumer');
    assert.equal(refused(await two(first, second)), 'two-codes-wrong', 'they work once');
    assert.equal(refused(await two(first, third)), 'two-codes-wrong', 'nor one of them with another');
    shiftClock(minutes(24 * 60 + 10));
    assert.equal(refused(await two(third, arrived[3] ?? '')), 'two-codes-wrong', 'within a day');
  } finally {
    shiftClock(0);
  }
});

test('what a carrier refuses never came: it takes no code away, and proves nothing', async () => {
  const phone = '13800000018';
  const mailbox = demoMailbox(database);
  let isRefusing = true;
  const sms: Gateway = {
    ...mailbox,
    send: (parcel) =>
      isRefusing ? Promise.reject(new RefusedForGood('too many for this number')) : mailbox.send(parcel),
  };
  const people = wirePeople(database, keyring, { sms, email: mailbox });
  const ask = async (): Promise<string> => {
    const text = (code: string) => ({ subject: 'code', body: code });
    const asked = await people.codes.request({ phone, purpose: 'sign-in', address: '192.0.2.9', text });
    return isRefusal(asked) ? asked.refusal : asked.outcome;
  };
  try {
    for (let n = 0; n < 4; n++) {
      shiftClock(minutes(n * 2));
      assert.equal(await ask(), 'code-not-taken');
    }
    assert.equal(await ask(), 'too-many-codes', 'the carrier is asked once a minute');
    isRefusing = false;
    const arrived: string[] = [];
    for (let n = 0; n < 2; n++) {
      shiftClock(minutes(10 + n * 2));
      assert.equal(await ask(), 'sent');
      arrived.push(await mailed(phone));
    }
    isRefusing = true;
    shiftClock(minutes(15));
    assert.equal(await ask(), 'two', 'a carrier’s own limit is one, too');
    const [first = '', second = ''] = arrived;
    assert.equal(await prove({ phone, two: [first, second], address: '192.0.2.9' }), true);
  } finally {
    shiftClock(0);
  }
});

test('a code asked for in this browser that is still good is asked back when no other may leave', async () => {
  const phone = '13800000016';
  const held = await sentTo(phone);
  assert.equal(await outcome(phone, { held }), 'held');
  assert.equal(await outcome(phone, { held, purpose: 'resume-draft' }), 'too-many-codes');
  assert.equal(await outcome('13800000017', { held }), 'sent');
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
