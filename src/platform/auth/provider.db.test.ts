import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { Actor } from '#kernel/actor.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { type FakeProvider, startFakeProvider } from '#test/fake-provider.ts';
import { Keyring, newKeyFile } from '../crypto/keyring.ts';
import { TenantKeys } from '../crypto/tenant-keys.ts';
import { type Database, nobody, openDatabase } from '../db.ts';
import { makeAccount, setAccountStatus } from './grants.ts';
import { ProviderSignIn } from './provider.ts';
import { enrolStaff, resetStaff, StaffSignIn } from './staff.ts';

const keyring = new Keyring(newKeyFile(new Date('2026-05-06T00:00:00Z')));
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
let account = '';

before(async () => {
  home = await testDatabase();
  database = openDatabase({ url: home.appUrl, connections: 3 });
  fake = await startFakeProvider('fangxin', 'shared secret');
  const staff = new StaffSignIn(database, keyring, new TenantKeys(keyring, database));
  const settings = {
    issuer: fake.issuer,
    clientId: 'fangxin',
    clientSecret: 'shared secret',
    redirectUrl: 'http://localhost:8315/account/provider/return',
    claim: 'employee_no',
    strongValues: ['mfa'],
    withoutTls: true,
  };
  signIn = new ProviderSignIn(settings, database, keyring, staff);
  account = await database.transact(nobody, async (tx) => {
    const made = await makeAccount(tx, 'staff');
    await enrolStaff(tx, security, made, 'no-315');
    return made;
  });
});
beforeEach(() => {
  fake.person = { sub: 'provider-1', employee_no: 'NO-315', amr: ['pwd', 'mfa'] };
  fake.breaking = 'nothing';
});
after(async () => {
  await fake.close();
  await database.close();
  await home.drop();
});

const begin = async () => {
  const begun = await signIn.begin();
  assert.ok(!isRefusal(begun));
  return begun;
};
const through = async () => {
  const { address, ticket } = await begin();
  return await signIn.finish(fake.approve(address), ticket, 'test browser');
};
const refused = (value: unknown): string => (isRefusal(value) ? value.refusal : 'not refused');

test('an official known to the provider, with its second factor, is signed in', async () => {
  const opened = await through();
  assert.ok(!isRefusal(opened) && 'token' in opened);
  assert.equal(opened.actor.account, account);
});

test('without a second factor at the provider our own is asked for', async () => {
  fake.person.amr = ['pwd'];
  const step = await through();
  assert.ok(!isRefusal(step) && 'next' in step);
  assert.equal(step.next, 'enrol-code');
});

test('the subject stays linked, so a changed claim does not become somebody else', async () => {
  await through();
  fake.person.employee_no = 'somebody-new';
  const opened = await through();
  assert.ok(!isRefusal(opened) && 'token' in opened);
  assert.equal(opened.actor.account, account);
  fake.person = { sub: 'provider-2', employee_no: 'no-315', amr: ['mfa'] };
  assert.equal(refused(await through()), 'provider-person-unknown');
});

test('after a reset by the security administrator the provider may know the person by another subject', async () => {
  await through();
  fake.person = { sub: 'provider-moved', employee_no: 'no-315', amr: ['mfa'] };
  assert.equal(refused(await through()), 'provider-person-unknown');
  assert.ok(!isRefusal(await database.transact(nobody, (tx) => resetStaff(tx, security, account))));
  const opened = await through();
  assert.ok(!isRefusal(opened) && 'token' in opened);
  assert.equal(opened.actor.account, account);
  fake.person = { sub: 'provider-1', employee_no: 'no-315', amr: ['mfa'] };
  assert.equal(refused(await through()), 'provider-person-unknown', 'the subject of before is nobody');
  assert.ok(!isRefusal(await database.transact(nobody, (tx) => resetStaff(tx, security, account))));
  await through();
});

test('an unknown person and a locked account get nothing', async () => {
  fake.person = { sub: 'provider-3', employee_no: 'nobody' };
  assert.equal(refused(await through()), 'provider-person-unknown');
  const set = (status: 'locked' | 'active') =>
    database.transact(nobody, (tx) => setAccountStatus(tx, security, account, status, 'test'));
  await set('locked');
  fake.person = { sub: 'provider-1', employee_no: 'no-315' };
  assert.equal(refused(await through()), 'provider-person-unknown');
  await set('active');
});

test('a forged signature, a foreign nonce and a token for another client are refused', async () => {
  for (const breaking of ['signature', 'nonce', 'audience'] as const) {
    fake.breaking = breaking;
    assert.equal(refused(await through()), 'provider-sign-in-failed', breaking);
  }
});

test("a return without the browser's own ticket, with another state or a used code is refused", async () => {
  const first = await begin();
  const second = await begin();
  assert.equal(refused(await signIn.finish(fake.approve(first.address), 'forged', 'x')), 'provider-sign-in-failed');
  assert.equal(
    refused(await signIn.finish(fake.approve(first.address), second.ticket, 'x')),
    'provider-sign-in-failed',
  );
  const back = fake.approve(first.address);
  assert.ok(!isRefusal(await signIn.finish(back, first.ticket, 'x')));
  assert.equal(refused(await signIn.finish(back, first.ticket, 'x')), 'provider-sign-in-failed');
});
