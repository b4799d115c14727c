import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, beforeEach, test } from 'node:test';
import type { Actor } from '#kernel/actor.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { type FakeProvider, startFakeProvider } from '#test/fake-provider.ts';
import { platformTenant } from '../audit.ts';
import { Keyring, newKeyFile } from '../crypto/keyring.ts';
import { TenantKeys } from '../crypto/tenant-keys.ts';
import { type Database, nobody, openDatabase, type Tx } from '../db.ts';
import { setAccountStatus } from './account-status.ts';
import { makeAccount } from './grants.ts';
import { ProviderSignIn } from './provider.ts';
import { providerFrom } from './provider-settings.ts';
import { findSession, isStrong } from './sessions.ts';
import { enrolStaff, resetStaff, StaffSignIn } from './staff.ts';
import { stepUpOf } from './step-up.ts';

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
let staff: StaffSignIn;
let settings: ConstructorParameters<typeof ProviderSignIn>[0];
let account = '';

before(async () => {
  home = await testDatabase();
  database = openDatabase({ url: home.appUrl, connections: 3 });
  fake = await startFakeProvider('fangxin', 'shared secret');
  staff = new StaffSignIn(database, keyring, new TenantKeys(keyring, database));
  settings = {
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
  assert.ok(begun.failure === undefined);
  return begun;
};
const through = async () => {
  const { address, ticket } = await begin();
  return await signIn.finish(fake.approve(address), ticket, 'test browser');
};
const refused = (value: unknown): string => (isRefusal(value) ? value.refusal : 'not refused');
const failure = (value: object): string => ('failure' in value ? String(value.failure) : 'none');
const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => database.transact(nobody, work);
const newOfficial = (login: string): Promise<string> =>
  inTx(async (tx) => {
    const made = await makeAccount(tx, 'staff');
    await enrolStaff(tx, security, made, login);
    return made;
  });
/** The newest line of the trail about failed sign-ins, as the auditor reads it. */
const lastFailure = async (): Promise<{ account: string; subject: string; detail: { failure: string } }> =>
  database.transact({ ...nobody, tenants: [platformTenant] }, (tx) =>
    tx.one(
      "select account, subject, detail from audit_line where act = 'sign-in-failed' order by audit_line desc limit 1",
    ),
  );
const statusOf = (of: string, status: 'active' | 'locked' | 'left') =>
  inTx((tx) => setAccountStatus(tx, security, of, status, 'test'));

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
  await statusOf(account, 'locked');
  fake.person = { sub: 'provider-1', employee_no: 'no-315' };
  assert.equal(refused(await through()), 'provider-person-unknown');
  await statusOf(account, 'active');
});

test('every lie is refused, and its reason stands in the trail without a word about the person', async () => {
  for (const [breaking, reason] of [
    ['signature', 'signature-wrong'],
    ['nonce', 'nonce-differs'],
    ['audience', 'audience-differs'],
    ['issuer', 'issuer-differs'],
    ['expired', 'token-out-of-time'],
    ['key', 'signing-key-unknown'],
    ['unsigned', 'signature-wrong'],
    ['secret', 'signature-wrong'],
    ['public-key-as-secret', 'signature-wrong'],
  ] as const) {
    fake.breaking = breaking;
    const outcome = await through();
    assert.equal(refused(outcome), 'provider-sign-in-failed', breaking);
    assert.equal(failure(outcome), reason, breaking);
    const line = await lastFailure();
    assert.deepEqual(line, {
      account: 'unknown',
      subject: 'account:unknown',
      detail: { issuer: fake.issuer, failure: reason },
    });
  }
});

test('a cancelled sign-in and a provider that cannot be reached are told as such', async () => {
  const { address, ticket } = await begin();
  const denied = await signIn.finish(fake.deny(address), ticket, 'x');
  assert.deepEqual([refused(denied), failure(denied)], ['provider-declined', 'declined']);
  assert.equal((await lastFailure()).detail.failure, 'declined');
  const closed = await startFakeProvider('fangxin', 'x');
  await closed.close();
  const gone = new ProviderSignIn({ ...settings, issuer: closed.issuer }, database, keyring, staff);
  const begun = await gone.begin();
  assert.deepEqual([refused(begun), failure(begun)], ['provider-unreachable', 'provider-unreachable']);
  assert.match(JSON.stringify(begun), /"fault":"ECONNREFUSED"/);
});

test('a subject that is empty or no text links nobody', async () => {
  const nobodys = await newOfficial('no-subject');
  for (const sub of ['', '   ', 7, null, 'a\u0000b', 'x'.repeat(256)]) {
    fake.person = { sub, employee_no: 'no-subject', amr: ['mfa'] };
    assert.ok(['subject-missing', 'answer-malformed'].includes(failure(await through())), JSON.stringify(sub));
  }
  fake.person = { sub: 'provider-nul', employee_no: 'a\u0000b', amr: ['mfa'] };
  assert.equal(failure(await through()), 'login-missing');
  const links = await inTx((tx) => tx.rows('select 1 from oidc_identity where account = $1', [nobodys]));
  assert.deepEqual(links, []);
  await assert.rejects(
    inTx((tx) => tx.run("insert into oidc_identity values ($1, '', $2, now())", [fake.issuer, nobodys])),
    /oidc_identity_subject_said/,
  );
});

test('who comes back with a new account and the same subject signs in; who is only locked is unlinked by a newer login', async () => {
  const first = await newOfficial('returning-1');
  fake.person = { sub: 'returning', employee_no: 'returning-1', amr: ['mfa'] };
  await through();
  await statusOf(first, 'left');
  assert.equal(refused(await through()), 'provider-person-unknown');
  const second = await newOfficial('returning-2');
  fake.person.employee_no = 'returning-2';
  const opened = await through();
  assert.ok('token' in opened);
  assert.equal(opened.actor.account, second);

  // Linked before a leaver was unlinked, or locked: the link goes over only once the provider names another active login.
  await statusOf(second, 'locked');
  const locked = await through();
  assert.equal(failure(locked), 'person-inactive');
  assert.equal((await lastFailure()).account, second, 'whose account it is stands in the trail');
  const third = await newOfficial('returning-3');
  fake.person.employee_no = 'returning-3';
  const again = await through();
  assert.ok('token' in again);
  assert.equal(again.actor.account, third);
  await statusOf(second, 'active');
  fake.person.employee_no = 'returning-2';
  const kept = await through();
  assert.ok('token' in kept);
  assert.equal(kept.actor.account, third, 'an active account keeps its link');
});

test('links of who has left, and of an empty subject, go with the change of the database (0164)', async () => {
  const [gone, there] = [await newOfficial('gone-before'), await newOfficial('there-still')];
  const owner = openDatabase({ url: home.ownerUrl, connections: 1 });
  try {
    const links = await owner.transact(nobody, async (tx) => {
      await tx.run('alter table oidc_identity drop constraint oidc_identity_subject_said');
      await tx.run("update account set status = 'left' where account = $1", [gone]);
      await tx.run(
        "insert into oidc_identity values ('i', 'of-gone', $1, now()), ('i', ' ', $2, now()), ('i', 'kept', $2, now())",
        [gone, there],
      );
      const change = new URL('../../../db/migrations/0164_subjects_that_say_who.sql', import.meta.url);
      for (const statement of readFileSync(change, 'utf8')
        .split(/;\n/)
        .filter((one) => one.trim() !== ''))
        await tx.run(statement);
      return await tx.rows("select subject from oidc_identity where issuer = 'i'");
    });
    assert.deepEqual(links, [{ subject: 'kept' }]);
  } finally {
    await owner.close();
  }
});

test('two first sign-ins at one moment link once', async () => {
  const both = await newOfficial('twice-at-once');
  fake.person = { sub: 'twice', employee_no: 'twice-at-once', amr: ['mfa'] };
  const opened = await Promise.all([through(), through(), through()]);
  for (const one of opened) assert.ok('token' in one && one.actor.account === both);
});

const openedSession = async (login: string, sub: string) => {
  await newOfficial(login);
  fake.person = { sub, employee_no: login, amr: ['mfa'] };
  const opened = await through();
  assert.ok('token' in opened);
  await inTx((tx) => tx.run("update session set strong_at = strong_at - interval '11 minutes'"));
  return async () => {
    const signedIn = await inTx((tx) => findSession(tx, opened.token));
    assert.ok(signedIn);
    return signedIn;
  };
};
const again = async (session: Awaited<ReturnType<typeof openedSession>>) => {
  const begun = await signIn.begin(await session());
  assert.ok(begun.failure === undefined);
  return {
    ...begun,
    through: async () => signIn.finish(fake.approve(begun.address), begun.ticket, 'x', await session()),
  };
};

test('who came in by the provider alone shows the second factor there again, asked anew', async () => {
  const session = await openedSession('by-provider', 'again-1');
  assert.deepEqual(await inTx(async (tx) => stepUpOf(tx, await session(), signIn)), {
    isStrong: false,
    ways: ['provider'],
  });
  const { address, through: back } = await again(session);
  const asked = new URL(address).searchParams;
  assert.deepEqual([asked.get('prompt'), asked.get('max_age')], ['login', '0']);
  assert.deepEqual(await back(), { strong: true });
  assert.ok(isStrong(await session()));
  const lines = await database.transact({ ...nobody, tenants: [platformTenant] }, (tx) =>
    tx.rows("select 1 from audit_line where act = 'step-up'"),
  );
  assert.equal(lines.length, 1);
});

test('an old sign-in at the provider, another person or another session makes nothing strong', async () => {
  const session = await openedSession('not-anew', 'again-2');
  const { account: other } = (await (await openedSession('somebody-else', 'again-3'))()).actor;
  const tries: readonly (readonly [Record<string, unknown>, string])[] = [
    [{ sub: 'again-2', auth_time: Math.floor(Date.now() / 1000) - 300 }, 'not-asked-anew'],
    [{ sub: 'again-2', auth_time: undefined }, 'not-asked-anew'],
    [{ sub: 'again-2', auth_time: 'now' }, 'answer-malformed'],
    [{ sub: 'again-3' }, 'another-person'],
    [{ sub: 'again-nobody', employee_no: 'not-anew' }, 'another-person'],
  ];
  for (const [claims, reason] of tries) {
    fake.person = { amr: ['mfa'], ...claims };
    assert.equal(failure(await (await again(session)).through()), reason, JSON.stringify(claims));
  }
  fake.person = { sub: 'again-2', amr: ['mfa'] };
  const { address, ticket } = await again(session);
  assert.equal(failure(await signIn.finish(fake.approve(address), ticket, 'x')), 'session-gone');
  assert.ok(!isStrong(await session()));
  assert.notEqual(other, (await session()).actor.account);
});

test('asked anew, but without a second factor there: our own is enrolled, and both ways are open from then on', async () => {
  const session = await openedSession('weak-again', 'again-4');
  fake.person = { sub: 'again-4', amr: ['pwd'] };
  const step = await (await again(session)).through();
  assert.ok('next' in step && step.next === 'enrol-code');
  assert.ok(!isStrong(await session()));
  const { account: weak } = (await session()).actor;
  await inTx((tx) => tx.run('update staff_credential set totp_confirmed_at = now() where account = $1', [weak]));
  const ways = async () => (await inTx(async (tx) => stepUpOf(tx, await session(), signIn))).ways;
  assert.deepEqual(await ways(), ['code', 'provider']);
  await inTx((tx) => tx.run('update staff_credential set totp_confirmed_at = null where account = $1', [weak]));
  await inTx((tx) => tx.run('delete from oidc_identity where account = $1', [weak]));
  assert.deepEqual(await ways(), ['sign-in']);
});

test('a provider without TLS is refused in words, but for a demo with one on its own machine', () => {
  const from = (issuer: string, instance: 'demo' | 'production') =>
    providerFrom(
      { FANGXIN_OIDC_ISSUER: issuer, FANGXIN_OIDC_CLIENT: 'fangxin', FANGXIN_OIDC_SECRET: 's' },
      'https://fangxin.example.gov.cn',
      instance,
    );
  assert.equal(from('https://id.example.gov.cn', 'production')?.withoutTls, undefined);
  for (const local of ['http://localhost:8080/realm', 'http://127.0.0.1:8080', 'http://[::1]:8080'])
    assert.equal(from(local, 'demo')?.withoutTls, true, local);
  for (const [issuer, instance, code] of [
    ['http://id.example.gov.cn', 'demo', 'cli:settings.issuer-without-tls'],
    ['http://localhost.evil.example', 'demo', 'cli:settings.issuer-without-tls'],
    ['http://localhost:8080', 'production', 'cli:settings.issuer-without-tls'],
    ['ldap://id.example.gov.cn', 'demo', 'cli:settings.form'],
  ] as const)
    assert.throws(() => from(issuer, instance), { code }, `${issuer} ${instance}`);
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
