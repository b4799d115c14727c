import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { TOTP } from 'otpauth';
import { checkCitizenId } from '#kernel/citizen-id.ts';
import { readPhone } from '#kernel/phone.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { Consumers } from '#platform/auth/consumers.ts';
import { passwordProblem } from '#platform/auth/passwords.ts';
import { PhoneCodes } from '#platform/auth/phone-codes.ts';
import { StaffSignIn } from '#platform/auth/staff.ts';
import { Keyring, newKeyFile } from '#platform/crypto/keyring.ts';
import { TenantKeys } from '#platform/crypto/tenant-keys.ts';
import { type Database, nobody, openDatabase } from '#platform/db.ts';
import { demoMailbox } from '#platform/messages/demo-mailbox.ts';
import { Messages } from '#platform/messages/messages.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { actorOf } from '#test/world.ts';
import { cast, castMembers, castOfficials, demoPassword, demoTotpSecret } from './cast.ts';
import { seedDirectory } from './district.ts';
import { seedPeople } from './people.ts';

const keyring = new Keyring(newKeyFile(new Date('2026-05-06T00:00:00Z')));
let home: TestDatabase;
let database: Database;
let keys: TenantKeys;
let consumers: Consumers;

before(async () => {
  home = await testDatabase();
  database = openDatabase({ url: home.appUrl, connections: 4 });
  keys = new TenantKeys(keyring, database);
  const mailbox = demoMailbox(database);
  const codes = new PhoneCodes(database, keyring, new Messages(database, { sms: mailbox, email: mailbox }));
  consumers = new Consumers(database, keyring, keys, codes);
  await database.transact(nobody, (tx) => seedDirectory(tx, new Date('2026-05-06T00:00:00Z')));
  await database.transact(nobody, (tx) => seedPeople(tx, { keys, consumers }));
});

after(async () => {
  await database.close();
  await home.drop();
});

test('every official signs in with the demo password and code, and is who the cast says', async () => {
  const staff = new StaffSignIn(database, keyring, keys);
  for (const member of castOfficials) {
    const step = await staff.checkPassword(member.login, demoPassword);
    assert.ok(!isRefusal(step), member.name);
    assert.equal(step.next, 'show-code');
    const opened = await staff.showCode(step.ticket, new TOTP({ secret: demoTotpSecret }).generate(), 'test');
    assert.ok(!isRefusal(opened), member.name);
    assert.deepEqual(opened.actor, actorOf(member.name));
  }
});

test('a consumer of the cast is found by phone, under the fixed account and name', async () => {
  const member = cast.consumer;
  await database.transact(nobody, async (tx) => {
    assert.equal(await consumers.accountFor(tx, member.phone), member.account);
    assert.equal((await consumers.profile(tx, member.account))?.name, member.personName);
  });
});

test('seeding again changes nothing', async () => {
  const count = () =>
    database.transact(nobody, (tx) =>
      tx.one<{ n: number }>(
        `select (select count(*) from account) + (select count(*) from role_grant) + (select count(*) from representation)
           + (select count(*) from staff_credential) as n`,
      ),
    );
  const once = await count();
  await database.transact(nobody, (tx) => seedPeople(tx, { keys, consumers }));
  assert.deepEqual(await count(), once);
});

test('the cast is well made: own ids, own phones, sound numbers, a password the rules allow', () => {
  assert.equal(new Set(castMembers.map((member) => member.account)).size, 14);
  assert.equal(new Set(castMembers.map((member) => member.phone)).size, 14);
  for (const member of castMembers) {
    assert.equal(readPhone(member.phone).kind, 'mobile');
    if (member.kind === 'consumer') assert.equal(checkCitizenId(member.idNumber).sound, true, member.name);
    if (member.kind === 'staff') assert.equal(passwordProblem(demoPassword, member.login), undefined);
  }
});
