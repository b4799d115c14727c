import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Actor, Role } from '#kernel/actor.ts';
import { addDays, type Day, dayOf } from '#kernel/day.ts';
import { isRefusal, type Refusal } from '#kernel/refusal.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { now } from '../clock.ts';
import { type Database, nobody, openDatabase, type Tx } from '../db.ts';
import { endCover } from './absence-cover.ts';
import { setAccountStatus } from './account-status.ts';
import { rolesInNoHands } from './administrators.ts';
import { endRole, giveRole, makeAccount } from './grants.ts';
import { enrolStaff } from './staff.ts';

const system: Actor = { kind: 'system', account: 'system:test', roles: [], tenants: [], bureaus: [], principals: [] };
let home: TestDatabase;
let database: Database;

before(async () => {
  home = await testDatabase();
  database = openDatabase({ url: home.appUrl, connections: 3 });
});
after(async () => {
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
let tenants = 0;
const newTenant = (): string => {
  tenants += 1;
  return `t${tenants}`;
};

const administrator = async (tenant: string, role: Role, span: { from?: Day; to?: Day } = {}) => {
  people += 1;
  const login = `administrator-${people}`;
  return await inTx(async (tx) => {
    const account = await makeAccount(tx, 'staff');
    good(await enrolStaff(tx, system, account, login));
    const place = { tenant, bureau: `${tenant}-office`, sees: [] };
    const { grant } = good(await giveRole(tx, system, { account, role, from: '2020-01-01', ...place, ...span }));
    const actor: Actor = { ...system, kind: 'staff', account, roles: [role], tenants: [tenant] };
    return { account, login, actor, grant };
  });
};

test('nobody ends or locks the last administrator of any of the three roles, nor the own grant or account', async () => {
  const tenant = newTenant();
  const li = await administrator(tenant, 'security-administrator');
  const lock = (by: Actor, account: string, status: 'locked' | 'left' = 'locked') =>
    inTx((tx) => setAccountStatus(tx, by, account, status, 'test'));
  for (const role of ['system-administrator', 'auditor'] as const) {
    const only = await administrator(tenant, role);
    assert.equal(refused(await inTx((tx) => endRole(tx, li.actor, only.grant, tenant))), `last-${role}`);
    assert.equal(refused(await lock(li.actor, only.account)), `last-${role}`);
    assert.equal(refused(await lock(li.actor, only.account, 'left')), `last-${role}`);
    const second = await administrator(tenant, role);
    good(await inTx((tx) => endRole(tx, li.actor, only.grant, tenant)));
    assert.equal(refused(await lock(li.actor, second.account)), `last-${role}`);
    good(await lock(li.actor, only.account, 'left'));
  }
  assert.equal(refused(await inTx((tx) => endRole(tx, li.actor, li.grant, tenant))), 'own-account-is-kept-by-others');
  assert.equal(refused(await lock(li.actor, li.account)), 'own-account-is-kept-by-others');
  assert.equal(refused(await inTx((tx) => endRole(tx, system, li.grant, tenant))), 'last-security-administrator');
  const chen = await administrator(tenant, 'security-administrator');
  assert.equal(
    refused(await lock(li.actor, li.account)),
    'own-account-is-kept-by-others',
    'also with a colleague there',
  );
  good(await lock(li.actor, chen.account));
  assert.equal(refused(await lock(system, li.account)), 'last-security-administrator', 'a locked one is nobody');
});

test('a grant with an end, or one not begun, is no successor; one that follows without a gap is', async () => {
  const tenant = newTenant();
  const today = dayOf(now());
  const li = await administrator(tenant, 'security-administrator');
  const zhang = await administrator(tenant, 'system-administrator');
  const end = () => inTx((tx) => endRole(tx, li.actor, zhang.grant, tenant));
  await administrator(tenant, 'system-administrator', { to: addDays(today, 30) });
  const dated = await end();
  assert.deepEqual(isRefusal(dated) && dated.params, { from: addDays(today, 30) });
  await administrator(tenant, 'system-administrator', { from: addDays(today, 31) });
  assert.equal(refused(await end()), 'last-system-administrator', 'one day between them');
  await administrator(tenant, 'system-administrator', { from: addDays(today, 30) });
  good(await end());
});

test('the cover of an administrator ends no sooner than somebody holds the role again', async () => {
  const tenant = newTenant();
  const li = await administrator(tenant, 'security-administrator');
  const away = await administrator(tenant, 'auditor');
  const cover = await administrator(tenant, 'auditor', { to: addDays(dayOf(now()), 20) });
  await inTx((tx) => tx.run('update role_grant set covers = $2 where role_grant = $1', [cover.grant, away.account]));
  await inTx((tx) => tx.run("update account set status = 'locked' where account = $1", [away.account]));
  assert.equal(refused(await inTx((tx) => endCover(tx, li.actor, cover.grant))), 'last-auditor');
  good(await inTx((tx) => setAccountStatus(tx, li.actor, away.account, 'active', 'back')));
  good(await inTx((tx) => endCover(tx, li.actor, cover.grant)));
});

test('a role in no hands is named, authority by authority', async () => {
  const tenant = newTenant();
  const li = await administrator(tenant, 'security-administrator');
  await administrator(tenant, 'auditor', { to: addDays(dayOf(now()), 1) });
  const missing = async () =>
    (await inTx(rolesInNoHands)).filter((one) => one.tenant === tenant).map(({ role }) => role);
  assert.deepEqual(await missing(), ['system-administrator']);
  await inTx((tx) => tx.run("update account set status = 'locked' where account = $1", [li.account]));
  assert.deepEqual(await missing(), ['system-administrator', 'security-administrator']);
});

test('two administrators who end each other at one moment: one of them stays', async () => {
  const tenant = newTenant();
  const [li, chen] = [
    await administrator(tenant, 'security-administrator'),
    await administrator(tenant, 'security-administrator'),
  ];
  const ends = await Promise.all([
    inTx((tx) => endRole(tx, li.actor, chen.grant, tenant)),
    inTx((tx) => setAccountStatus(tx, chen.actor, li.account, 'left', 'test')),
  ]);
  assert.deepEqual(ends.map(refused).sort(), ['last-security-administrator', 'not refused']);
});
