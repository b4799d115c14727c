import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { Actor } from '#kernel/actor.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { type FakeProvider, startFakeProvider } from '#test/fake-provider.ts';
import { shiftClock } from '../clock.ts';
import { Keyring, newKeyFile } from '../crypto/keyring.ts';
import { TenantKeys } from '../crypto/tenant-keys.ts';
import { type Database, nobody, openDatabase } from '../db.ts';
import { makeAccount } from './grants.ts';
import { ProviderSignIn } from './provider.ts';
import { enrolStaff, StaffSignIn } from './staff.ts';

const security: Actor = {
  kind: 'staff',
  account: 's',
  roles: ['security-administrator'],
  tenants: [],
  bureaus: [],
  principals: [],
};
let home: TestDatabase;
let database: Database;
let fake: FakeProvider;
let signIn: ProviderSignIn;

before(async () => {
  const keyring = new Keyring(newKeyFile(new Date('2026-05-06T00:00:00Z')));
  home = await testDatabase();
  database = openDatabase({ url: home.appUrl, connections: 3 });
  fake = await startFakeProvider('fangxin', 'shared secret');
  const settings = {
    issuer: fake.issuer,
    clientId: 'fangxin',
    clientSecret: 'shared secret',
    redirectUrl: 'http://localhost:8315/account/provider/return',
    claim: 'employee_no',
    strongValues: ['mfa'],
    withoutTls: true,
  };
  const staff = new StaffSignIn(database, keyring, new TenantKeys(keyring, database));
  signIn = new ProviderSignIn(settings, database, keyring, staff);
});
beforeEach(() => {
  fake.breaking = 'nothing';
});
after(async () => {
  await fake.close();
  await database.close();
  await home.drop();
});

const through = async () => {
  const begun = await signIn.begin();
  assert.ok(begun.failure === undefined);
  return await signIn.finish(fake.approve(begun.address), begun.ticket, 'test browser');
};
const failure = (value: object): string => ('failure' in value ? String(value.failure) : 'none');
const newOfficial = (login: string): Promise<string> =>
  database.transact(nobody, async (tx) => {
    const made = await makeAccount(tx, 'staff');
    await enrolStaff(tx, security, made, login);
    return made;
  });

test('a login written in other signs than its own is nobody', async () => {
  const own = await newOfficial('intake-officer');
  for (const [at, login] of [
    'inta\u212Ae-officer',
    'ｉntake-officer',
    'intake-o\u0131ficer',
    'intake\u00adofficer',
  ].entries()) {
    fake.person = { sub: `kelvin-${at}`, employee_no: login, amr: ['mfa'] };
    assert.ok(['login-missing', 'person-unknown'].includes(failure(await through())), login);
  }
  fake.person = { sub: 'kelvin-0', employee_no: 'inta\u212Ae-officer', amr: ['mfa'] };
  assert.equal(failure(await through()), 'login-missing');
  fake.person = { sub: 'real', employee_no: ' Intake-Officer ', amr: ['mfa'] };
  const opened = await through();
  assert.ok('token' in opened && opened.actor.account === own, 'its owner is not shut out');
});

test('an answer without end is read no further than a megabyte', async () => {
  fake.person = { sub: 'endless', employee_no: 'endless', amr: ['mfa'] };
  fake.breaking = 'endless';
  assert.equal(failure(await through()), 'answer-malformed');
  assert.ok(fake.written < 16 * 1024 * 1024, `${fake.written} bytes were taken`);
});

test('a provider that changed its keys, or its addresses, is asked anew', async () => {
  await newOfficial('rotating');
  fake.person = { sub: 'rotating', employee_no: 'rotating', amr: ['mfa'] };
  try {
    assert.ok('token' in (await through()));
    for (const [minutes, kid, reason] of [
      [0, 'two', 'signing-key-unknown'],
      [0, 'two', 'signing-key-unknown'],
      [2, 'two', 'signing-key-unknown'],
      [2, 'two', 'none'],
      [4, 'two', 'signature-wrong'],
      [4, 'two', 'none'],
    ] as const) {
      shiftClock(minutes * 60_000);
      if (kid !== fake.kid || reason === 'signature-wrong') fake.rotate(kid);
      assert.equal(failure(await through()), reason, `${minutes} ${kid}`);
    }
    fake.move();
    assert.notEqual(failure(await through()), 'none');
    shiftClock(70 * 60_000);
    assert.equal(failure(await through()), 'none');
  } finally {
    shiftClock(0);
  }
});
