import type { Actor } from '#kernel/actor.ts';
import { dayOf } from '#kernel/day.ts';
import { isRefusal, type Refusal } from '#kernel/refusal.ts';
import { authorityOf, mainAuthority } from '#modules/directory/facade.ts';
import { NewPost } from '#modules/directory/upkeep-contract.ts';
import { audit } from '#platform/audit.ts';
import { setAccountStatus } from '#platform/auth/account-status.ts';
import {
  type Administrator,
  type AdministratorRow,
  administrators,
  administratorsOf,
  isRoleHeld,
  rolesWithoutHolder,
} from '#platform/auth/administrators.ts';
import { giveRole } from '#platform/auth/grants.ts';
import { resetStaff } from '#platform/auth/staff.ts';
import { now } from '#platform/clock.ts';
import { nobody, type Tx } from '#platform/db.ts';
import { StartFailure } from '#platform/postgres/start-failure.ts';
import { enrolAdministrator, officeOf, personOf } from '../enrol-administrator.ts';
import { requireLine } from '../fitting-line.ts';
import { readArgs } from '../read-args.ts';
import type { Out, Run } from '../say.ts';
import { type OpenInstance, withInstance } from '../with-instance.ts';

const options = {
  tenant: { type: 'string' },
  'bring-back': { type: 'string' },
  enter: { type: 'string' },
  role: { type: 'string' },
  reason: { type: 'string' },
} as const;

const atTheMachine: Actor = {
  kind: 'system',
  account: 'system:command-line',
  roles: [],
  tenants: [],
  bureaus: [],
  principals: [],
};

/** What was done, in the order of doing, and the one-time password it ends with. */
type Done = {
  readonly role: Administrator;
  readonly login: string;
  readonly password: string;
  readonly steps: readonly string[];
};

/**
 * `fangxin administrators`: who holds the three roles of an authority. Whoever lost password or device is brought back, and a
 * role that nobody holds any more is filled, here and nowhere else: it takes the key file and the owner's database.
 */
export const run: Run = async (argv, out) => {
  const { values } = readArgs({ args: [...argv], options });
  const wrong = (what: string) =>
    new StartFailure(`people:failures.administrators.${what}`, { roles: administrators.join(', ') });
  const { 'bring-back': back, enter } = values;
  const role = administrators.find((one) => one === values.role);
  if (values.role !== undefined && role === undefined) throw wrong('unknown-role');
  if (back !== undefined && enter !== undefined) throw wrong('one-at-a-time');
  if (enter !== undefined && role === undefined) throw wrong('role-missing');
  const reason = values.reason?.trim() ?? '';
  const isChange = back !== undefined || enter !== undefined;
  if (isChange && (reason.length < 2 || reason.length > 500 || /\p{Cc}/u.test(reason))) throw wrong('reason');
  return await withInstance(async (instance) => {
    const done = await instance.database.transact(nobody, async (tx) => {
      const tenant = await tenantNamed(tx, values.tenant);
      if (back !== undefined)
        return await bringBack(tx, out, { tenant, login: back.trim().toLowerCase(), role, reason });
      if (enter !== undefined && role !== undefined) return await fill(tx, out, { tenant, role, text: enter, reason });
      return await list(tx, tenant, out);
    });
    if (done !== undefined) report(out, instance, done);
    return 0;
  });
};

const tenantNamed = async (tx: Tx, wished: string | undefined): Promise<string> => {
  const found = wished === undefined ? await mainAuthority(tx) : await authorityOf(tx, wished);
  if (found === undefined) throw new StartFailure('people:failures.no-such-authority', { code: wished ?? '' });
  return found.id;
};

const list = async (tx: Tx, tenant: string, out: Out): Promise<undefined> => {
  for (const one of await administratorsOf(tx, tenant)) {
    const span = one.to === null ? one.from : `${one.from} – ${one.to}`;
    const cells = [
      one.login ?? '–',
      out.say(`people:roles.${one.role}`),
      out.say(`people:administrators.state.${one.state}`),
    ];
    out.print([...cells, span].join('\t'));
  }
  for (const role of await rolesWithoutHolder(tx, tenant)) {
    out.note(out.say('people:administrators.nobody', { tenant, role: out.say(`people:roles.${role}`), code: role }));
  }
};

type BringBack = {
  readonly tenant: string;
  readonly login: string;
  readonly role: Administrator | undefined;
  readonly reason: string;
};

/** A new first sign-in. What somebody else who is there has taken from the person, only they give back. */
const bringBack = async (tx: Tx, out: Out, { tenant, login, role: wished, reason }: BringBack): Promise<Done> => {
  const { account, role, bureau, state } = theOne(await administratorsOf(tx, tenant), login, wished, out);
  const isIn = state === 'active' || state === 'not-signed-in';
  const say = (step: string, more = {}) => out.say(`people:administrators.step.${step}`, more);
  if (!isIn && (await isRoleHeld(tx, tenant, role))) {
    throw new StartFailure('people:failures.role-is-held', { tenant, role: out.say(`people:roles.${role}`) });
  }
  const steps: string[] = [];
  const { status } = await tx.one<{ status: string }>('select status from account where account = $1', [account]);
  if (status !== 'active') {
    told(await setAccountStatus(tx, atTheMachine, account, 'active', reason));
    steps.push(say('active', { before: out.say(`people:administrators.state.${status}`) }));
  }
  if (state === 'ended' || state === 'ahead') {
    const given = { account, role, tenant, bureau, sees: [], from: dayOf(now()) };
    told(await giveRole(tx, atTheMachine, given));
    steps.push(say('role'));
  }
  const { password, ended } = told(await resetStaff(tx, atTheMachine, account));
  steps.push(say('reset', ended));
  const detail = { role, before: state };
  await noted(tx, { tenant, act: 'bring-back-administrator', account, reason, detail });
  return { role, login, password, steps };
};

/** Which of the three the login means; one who held several says which. */
const theOne = (
  rows: readonly AdministratorRow[],
  login: string,
  wished: Administrator | undefined,
  out: Out,
): AdministratorRow => {
  const own = rows.filter((one) => one.login === login && (wished === undefined || one.role === wished));
  const running = own.filter(({ state }) => state !== 'ended');
  const [found, ...more] = running.length > 0 ? running : own;
  if (found === undefined) throw new StartFailure('people:failures.no-such-administrator', { login });
  if (more.length > 0) {
    const roles = own.map((one) => out.say(`people:roles.${one.role}`)).join(', ');
    throw new StartFailure('people:failures.which-administrator', { login, roles });
  }
  return found;
};

type Fill = {
  readonly tenant: string;
  readonly role: Administrator;
  readonly text: string;
  readonly reason: string;
};

const fill = async (tx: Tx, out: Out, { tenant, role, text, reason }: Fill): Promise<Done> => {
  const person = personOf(text);
  requireLine('enter', person.name, NewPost.properties.name);
  if (await isRoleHeld(tx, tenant, role)) {
    throw new StartFailure('people:failures.role-is-held', { tenant, role: out.say(`people:roles.${role}`) });
  }
  const bureau = (await administratorsOf(tx, tenant))[0]?.bureau ?? officeOf(tenant);
  const password = await enrolAdministrator(tx, atTheMachine, { tenant, bureau, role, person });
  const { account } = await tx.one<{ account: string }>('select account from staff_credential where login = $1', [
    person.login,
  ]);
  await noted(tx, { tenant, act: 'enter-administrator', account, reason, detail: { role } });
  return { role, login: person.login, password, steps: [out.say('people:administrators.step.entered')] };
};

const noted = (
  tx: Tx,
  line: { tenant: string; act: string; account: string; reason: string; detail: Record<string, string> },
): Promise<void> =>
  audit(tx, {
    tenant: line.tenant,
    account: atTheMachine.account,
    act: line.act,
    subject: `account:${line.account}`,
    reason: line.reason,
    detail: line.detail,
  });

const told = <T extends object>(outcome: T | Refusal): T => {
  if (isRefusal(outcome)) throw new StartFailure(`problems:refusals.${outcome.refusal}`, outcome.params);
  return outcome as T;
};

/** The password alone on standard output, with whose it is; all else beside it. */
const report = (out: Out, { config }: OpenInstance, { role, login, password, steps }: Done): void => {
  out.note(out.say('people:administrators.done', { role: out.say(`people:roles.${role}`), login }));
  for (const step of steps) out.note(`  - ${step}`);
  out.note(out.say('people:administrators.once', { address: `${config.publicUrl}/account/staff` }));
  out.print(`${login}  ${password}`);
};
