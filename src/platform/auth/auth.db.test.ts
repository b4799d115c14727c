import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import type { Actor } from '#kernel/actor.ts';
import { addDays, dayOf } from '#kernel/day.ts';
import { isRefusal, type Refusal } from '#kernel/refusal.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { now, shiftClock } from '../clock.ts';
import { Keyring, newKeyFile } from '../crypto/keyring.ts';
import { TenantKeys } from '../crypto/tenant-keys.ts';
import { type Database, nobody, openDatabase, type Tx } from '../db.ts';
import { setAccountStatus } from './account-status.ts';
import { findApiToken, issueApiToken, revokeApiToken } from './api-tokens.ts';
import { endRole, giveRole, makeAccount } from './grants.ts';
import {
  endSession,
  endSessionsOf,
  findSession,
  isStrong,
  openSession,
  sessionLimits,
  stepUpLasts,
  switchOffice,
} from './sessions.ts';
import { enrolStaff, resetStaff, StaffSignIn } from './staff.ts';

const keyring = new Keyring(newKeyFile(new Date('2026-05-06T00:00:00Z')));
const security: Actor = {
  kind: 'staff',
  account: 'sec',
  roles: ['security-administrator'],
  tenants: ['yunqi'],
  bureaus: [],
  principals: [],
};
let home: TestDatabase;
let database: Database;
let keys: TenantKeys;
let staff: StaffSignIn;

before(async () => {
  home = await testDatabase();
  database = openDatabase({ url: home.appUrl, connections: 4 });
  keys = new TenantKeys(keyring, database);
  staff = new StaffSignIn(database, keyring, keys);
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

let people = 0;
const newOfficial = async (): Promise<{ account: string; login: string; password: string }> => {
  people += 1;
  const login = `official-${people}`;
  return await inTx(async (tx) => {
    const account = await makeAccount(tx, 'staff');
    const { password } = good(await enrolStaff(tx, security, account, login));
    return { account, login, password };
  });
};

const ownPassword = '临溪区 的 一条 长 口令 2026';
const codeAt = (secret: string, at: Date): string =>
  new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) }).generate({ timestamp: at.getTime() });

/** Through one-time password, own password and enrolment to the first session. */
const settle = async (person: { login: string; password: string }): Promise<{ secret: string; token: string }> => {
  const first = good(await staff.checkPassword(person.login, person.password));
  assert.equal(first.next, 'change-password');
  const second = good(await staff.changePassword(first.ticket, ownPassword));
  assert.equal(second.next, 'enrol-code');
  const enrolment = good(await staff.enrol(second.ticket));
  assert.match(enrolment.address, /^otpauth:\/\/totp\//);
  const { token } = good(await staff.showCode(enrolment.ticket, codeAt(enrolment.secret, now()), 'test browser'));
  return { secret: enrolment.secret, token };
};

const laterBy = async (milliseconds: number, work: () => Promise<void>): Promise<void> => {
  shiftClock(milliseconds);
  try {
    await work();
  } finally {
    shiftClock(0);
  }
};

test('an official goes from one-time password to own password, second factor and session', async () => {
  const person = await newOfficial();
  const { secret, token } = await settle(person);
  const signedIn = await inTx((tx) => findSession(tx, token));
  assert.equal(signedIn?.actor.account, person.account);
  assert.ok(signedIn && isStrong(signedIn));
  await laterBy(31_000, async () => {
    const again = good(await staff.checkPassword(person.login.toUpperCase(), ownPassword));
    assert.equal(again.next, 'show-code');
    good(await staff.showCode(again.ticket, codeAt(secret, now()), 'test browser'));
  });
});

test('a code of the second factor works once', async () => {
  const person = await newOfficial();
  const { secret } = await settle(person);
  const step = good(await staff.checkPassword(person.login, ownPassword));
  assert.equal(refused(await staff.showCode(step.ticket, codeAt(secret, now()), 'x')), 'second-factor-wrong');
});

test('tickets serve their own step and time only', async () => {
  const person = await newOfficial();
  const first = good(await staff.checkPassword(person.login, person.password));
  assert.equal(refused(await staff.enrol(first.ticket)), 'sign-in-step-expired');
  assert.equal(refused(await staff.showCode(first.ticket, '000000', 'x')), 'sign-in-step-expired');
  assert.equal(refused(await staff.changePassword(`${first.ticket}A`, ownPassword)), 'sign-in-step-expired');
  await laterBy(11 * 60_000, async () => {
    assert.equal(refused(await staff.changePassword(first.ticket, ownPassword)), 'sign-in-step-expired');
  });
});

test('five wrong passwords lock the door for a quarter of an hour, also to guesses made at once', async () => {
  const person = await newOfficial();
  await Promise.all(Array.from({ length: 8 }, (_, n) => staff.checkPassword(person.login, `wrong guess ${n}`)));
  assert.equal(refused(await staff.checkPassword(person.login, person.password)), 'sign-in-wrong');
  await laterBy(15 * 60_000 + 1000, async () => {
    good(await staff.checkPassword(person.login, person.password));
  });
});

test('an unknown login and a wrong password are answered alike', async () => {
  const person = await newOfficial();
  assert.deepEqual(
    await staff.checkPassword('nobody-here', 'some long password'),
    await staff.checkPassword(person.login, 'some long password'),
  );
});

test('weak, repeated and login-holding passwords are refused with their reason', async () => {
  const person = await newOfficial();
  const { ticket } = good(await staff.checkPassword(person.login, person.password));
  const tries: readonly (readonly [string, string])[] = [
    ['short', 'password-too-short'],
    ['aaaaaaaaaaaaaaaa', 'password-too-plain'],
    ['abcdefghijklmnop', 'password-too-plain'],
    [`${person.login} is my name`, 'password-holds-login'],
    [person.password, 'password-same'],
  ];
  for (const [password, reason] of tries) assert.equal(refused(await staff.changePassword(ticket, password)), reason);
});

test('somebody who lost the device starts anew, and every open session ends', async () => {
  const person = await newOfficial();
  const { token } = await settle(person);
  const { password } = good(await inTx((tx) => resetStaff(tx, security, person.account)));
  assert.equal(await inTx((tx) => findSession(tx, token)), undefined);
  assert.equal(good(await staff.checkPassword(person.login, password)).next, 'change-password');
  assert.equal(
    refused(await inTx((tx) => resetStaff(tx, { ...security, roles: ['handler'] }, person.account))),
    'not-permitted',
  );
});

test('a token issued on a stolen session ends with the reset, and with the own password set after it', async () => {
  const person = await newOfficial();
  await settle(person);
  const issue = () =>
    inTx((tx) => issueApiToken(tx, { account: person.account, name: 'x', mayWrite: true, days: 366 }));
  const stolen = await issue();
  const { password } = good(await inTx((tx) => resetStaff(tx, security, person.account)));
  assert.equal(await inTx((tx) => findApiToken(tx, stolen.token)), undefined);
  const between = await issue();
  await settle({ login: person.login, password });
  assert.equal(await inTx((tx) => findApiToken(tx, between.token)), undefined);
});

test('a confirmed second factor is not enrolled over, and no ticket outlives the password it was earned with', async () => {
  const person = await newOfficial();
  const first = good(await staff.checkPassword(person.login, person.password));
  const second = good(await staff.checkPassword(person.login, person.password));
  const owner = good(await staff.changePassword(first.ticket, ownPassword));
  const waiting = good(await staff.checkPassword(person.login, ownPassword));
  assert.equal(waiting.next, 'enrol-code');
  assert.equal(refused(await staff.changePassword(second.ticket, `${ownPassword} 2`)), 'sign-in-step-expired');
  const enrolment = good(await staff.enrol(owner.ticket));
  good(await staff.showCode(enrolment.ticket, codeAt(enrolment.secret, now()), 'own browser'));
  assert.equal(refused(await staff.enrol(waiting.ticket)), 'sign-in-step-expired');
  assert.equal(refused(await staff.enrol(owner.ticket)), 'sign-in-step-expired');

  good(await inTx((tx) => resetStaff(tx, security, person.account)));
  assert.equal(refused(await staff.enrol(waiting.ticket)), 'sign-in-step-expired');
  assert.equal(refused(await staff.showCode(enrolment.ticket, '000000', 'x')), 'sign-in-step-expired');
});

test('when an office ends, its token opens nothing and its session is over: neither slides into another office', async () => {
  const { account } = await newOfficial();
  const at = { account, tenant: 'yunqi', role: 'handler', from: dayOf(now()) } as const;
  const give = (bureau: string) => inTx((tx) => giveRole(tx, security, { ...at, bureau, sees: [bureau] }));
  const { grant } = good(await give('yunqi-linxi'));
  good(await give('yunqi-wangshan'));
  const token = await inTx((tx) =>
    issueApiToken(tx, { account, name: 'x', mayWrite: true, days: 9, office: 'yunqi-linxi' }),
  );
  const session = await inTx((tx) => openSession(tx, { account, kind: 'staff', strong: true, device: 'x' }));
  assert.equal((await inTx((tx) => findApiToken(tx, token.token)))?.office, 'yunqi-linxi');
  const signedIn = await inTx((tx) => findSession(tx, session.token));
  assert.ok(signedIn);
  await inTx((tx) => switchOffice(tx, signedIn, 'lanchuan-beidu'));
  assert.equal((await inTx((tx) => findSession(tx, session.token)))?.office, 'yunqi-linxi');
  good(await inTx((tx) => endRole(tx, security, grant)));
  assert.equal(await inTx((tx) => findApiToken(tx, token.token)), undefined);
  assert.equal(await inTx((tx) => findSession(tx, session.token)), undefined);
  const anew = await inTx((tx) => openSession(tx, { account, kind: 'staff', strong: true, device: 'x' }));
  assert.deepEqual(anew.actor.bureaus, ['yunqi-wangshan']);
});

test('step-up lasts ten minutes', async () => {
  const { token } = await settle(await newOfficial());
  await laterBy(stepUpLasts + 1000, async () => {
    const signedIn = await inTx((tx) => findSession(tx, token));
    assert.ok(signedIn && !isStrong(signedIn));
  });
});

test('a session ends at once when revoked, after its silence, and with its account', async () => {
  const person = await newOfficial();
  const open = () =>
    inTx((tx) => openSession(tx, { account: person.account, kind: 'staff', strong: true, device: 'x' }));
  const one = await open();
  const two = await open();
  const found = await inTx((tx) => findSession(tx, one.token));
  assert.ok(found);
  await inTx((tx) => endSession(tx, found.tokenHash));
  assert.equal(await inTx((tx) => findSession(tx, one.token)), undefined);
  assert.ok(await inTx((tx) => findSession(tx, two.token)));
  await laterBy(sessionLimits.staff.idle + 1000, async () => {
    assert.equal(await inTx((tx) => findSession(tx, two.token)), undefined);
  });
  good(await inTx((tx) => setAccountStatus(tx, security, person.account, 'locked', 'left the bureau')));
  assert.equal(await inTx((tx) => findSession(tx, two.token)), undefined);
  assert.equal(await inTx((tx) => endSessionsOf(tx, person.account)), 0, 'it ended for good');
});

test('whoever left or was locked comes back without the sessions and tokens of before', async () => {
  const { account } = await newOfficial();
  const set = (status: 'active' | 'locked' | 'left') =>
    inTx((tx) => setAccountStatus(tx, security, account, status, 'test'));
  for (const status of ['left', 'locked'] as const) {
    const { token } = await inTx((tx) => issueApiToken(tx, { account, name: 'x', mayWrite: true, days: 366 }));
    const session = await inTx((tx) => openSession(tx, { account, kind: 'staff', strong: true, device: 'x' }));
    good(await set(status));
    good(await set('active'));
    assert.equal(await inTx((tx) => findApiToken(tx, token)), undefined, status);
    assert.equal(await inTx((tx) => findSession(tx, session.token)), undefined, status);
  }
});

test('a role given or taken is felt at the next request, and dated roles begin and end by the day', async () => {
  const { account } = await newOfficial();
  const today = dayOf(now());
  const { token } = await inTx((tx) => openSession(tx, { account, kind: 'staff', strong: true, device: 'x' }));
  const roles = async () => (await inTx((tx) => findSession(tx, token)))?.actor.roles;
  const at = { account, tenant: 'yunqi', bureau: 'yunqi-linxi', sees: ['yunqi-linxi'] };
  assert.deepEqual(await roles(), []);
  const { grant } = good(await inTx((tx) => giveRole(tx, security, { ...at, role: 'handler', from: today })));
  good(await inTx((tx) => giveRole(tx, security, { ...at, role: 'mediator', from: addDays(today, 1) })));
  assert.deepEqual(await roles(), ['handler']);
  good(await inTx((tx) => endRole(tx, security, grant)));
  assert.deepEqual(await roles(), []);
  await laterBy(24 * 3_600_000, async () => {
    await inTx((tx) =>
      tx.run('update session set last_seen_at = $1, expires_at = $2', [now(), new Date(now().getTime() + 1e6)]),
    );
    assert.deepEqual(await roles(), ['mediator']);
  });
});

test("roles of two places never mix: a session acts for one office, and covering comes after one's own", async () => {
  const { account } = await newOfficial();
  const today = dayOf(now());
  const at = { account, tenant: 'yunqi', from: today };
  await inTx(async (tx) => {
    good(
      await giveRole(tx, security, {
        ...at,
        role: 'bureau-head',
        bureau: 'yunqi-wangshan',
        sees: ['yunqi-wangshan'],
        covers: account,
      }),
    );
    good(await giveRole(tx, security, { ...at, role: 'handler', bureau: 'yunqi-linxi', sees: ['yunqi-linxi'] }));
  });
  const { token, actor } = await inTx((tx) => openSession(tx, { account, kind: 'staff', strong: true, device: 'x' }));
  assert.deepEqual([actor.roles, actor.bureaus], [['handler'], ['yunqi-linxi']]);
  const signedIn = await inTx((tx) => findSession(tx, token));
  assert.ok(signedIn);
  await inTx((tx) => switchOffice(tx, signedIn, 'yunqi-wangshan'));
  const switched = await inTx((tx) => findSession(tx, token));
  assert.deepEqual([switched?.actor.roles, switched?.actor.bureaus], [['bureau-head'], ['yunqi-wangshan']]);
});

test('the three administrators are three people who see no case, and nobody gives roles to oneself', async () => {
  const { account } = await newOfficial();
  const at = { account, tenant: 'yunqi', bureau: 'yunqi', sees: ['yunqi-linxi'], from: dayOf(now()) };
  await inTx(async (tx) => {
    good(await giveRole(tx, security, { ...at, role: 'auditor' }));
    for (const role of ['system-administrator', 'security-administrator', 'handler'] as const) {
      assert.equal(refused(await giveRole(tx, security, { ...at, role })), 'administrators-are-separate', role);
    }
    const { actor } = await openSession(tx, { account, kind: 'staff', strong: true, device: 'x' });
    assert.deepEqual(actor.bureaus, []);
    assert.equal(
      refused(await giveRole(tx, { ...security, account }, { ...at, role: 'auditor' })),
      'own-roles-are-given-by-others',
    );
    assert.equal(
      refused(await giveRole(tx, { ...security, roles: ['handler'] }, { ...at, role: 'auditor' })),
      'not-permitted',
    );
  });
});

test('a bearer token stands for its person until revoked or run out', async () => {
  const { account } = await newOfficial();
  const wish = { account, name: 'night export', mayWrite: false, days: 30 };
  const { token, id } = await inTx((tx) => issueApiToken(tx, wish));
  assert.match(token, /^fxt_/);
  const signedIn = await inTx((tx) => findApiToken(tx, token));
  assert.equal(signedIn?.actor.account, account);
  assert.equal(signedIn?.mayWrite, false);
  await laterBy(31 * 86_400_000, async () => {
    assert.equal(await inTx((tx) => findApiToken(tx, token)), undefined);
  });
  await inTx((tx) => revokeApiToken(tx, account, id));
  assert.equal(await inTx((tx) => findApiToken(tx, token)), undefined);
  const stored = await inTx((tx) => tx.rows<{ text: string }>('select api_token::text as text from api_token'));
  assert.ok(stored.every((row) => !row.text.includes(token)));
});
