import { parseArgs } from 'node:util';
import type { Actor, Role } from '#kernel/actor.ts';
import { type Day, dayOf } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { giveRole, makeAccount } from '#platform/auth/grants.ts';
import { enrolStaff } from '#platform/auth/staff.ts';
import { now } from '#platform/clock.ts';
import { type Config, readConfig } from '#platform/config.ts';
import { keyFilePath } from '#platform/crypto/keys.ts';
import { nobody, openDatabase, type Tx } from '#platform/db.ts';
import { settleInstance } from '#platform/instance.ts';
import { withOwnerUrl } from '#platform/postgres/backup.ts';
import { migrate } from '#platform/postgres/migrate.ts';
import { appRole, urlForRole } from '#platform/postgres/roles.ts';
import { StartFailure } from '#platform/postgres/start-failure.ts';
import type { Out, Run } from '../say.ts';

const administrators = ['system-administrator', 'security-administrator', 'auditor'] as const satisfies readonly Role[];

type Wish = { readonly tenant: string; readonly bureau: string; readonly logins: Readonly<Record<string, string>> };

const initialiser: Actor = {
  kind: 'system',
  account: 'system:init',
  roles: [],
  tenants: [],
  bureaus: [],
  principals: [],
};

/** `fangxin init`: a production instance without cast or mailbox, with its three administrators as three people. */
export const run: Run = async (argv, out) => {
  const wish = wishOf(argv, out);
  const config = readConfig(process.env);
  // Before anything is made: without a named key file nothing shall be left behind.
  keyFilePath('production', config);
  return await withOwnerUrl(config, async (ownerUrl) => {
    await migrate({ ownerUrl });
    const { keyFile } = await settleInstance(ownerUrl, config, 'production');
    const passwords = await enrolAdministrators(ownerUrl, wish);
    report(out, config, keyFile, wish, passwords);
    return 0;
  });
};

const wishOf = (argv: readonly string[], out: Out): Wish => {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      tenant: { type: 'string' },
      bureau: { type: 'string' },
      'system-administrator': { type: 'string' },
      'security-administrator': { type: 'string' },
      auditor: { type: 'string' },
    },
  });
  const { tenant, bureau = tenant } = values;
  const logins = administrators.map((role) => values[role]?.trim().toLowerCase() ?? '');
  if (tenant === undefined || bureau === undefined || logins.includes('')) {
    throw new StartFailure('argument-missing', { usage: out.say('cli:commands.init.usage') });
  }
  if (!/^[a-z0-9][a-z0-9-]{1,39}$/.test(tenant) || !/^[a-z0-9][a-z0-9-]{1,59}$/.test(bureau)) {
    throw new StartFailure('people:failures.code-unreadable', { code: `${tenant} ${bureau}` });
  }
  if (new Set(logins).size !== administrators.length) throw new StartFailure('people:failures.three-people');
  return { tenant, bureau, logins: Object.fromEntries(administrators.map((role, n) => [role, logins[n] ?? ''])) };
};

const enrolAdministrators = async (ownerUrl: string, wish: Wish): Promise<ReadonlyMap<Role, string>> => {
  const database = openDatabase({ url: urlForRole(ownerUrl, appRole), connections: 1 });
  try {
    return await database.transact(nobody, async (tx) => {
      const { count } = await tx.one<{ count: number }>('select count(*) as count from account');
      if (count > 0) throw new StartFailure('people:failures.already-initialised');
      const passwords = new Map<Role, string>();
      for (const role of administrators) passwords.set(role, await enrolAdministrator(tx, role, wish, dayOf(now())));
      return passwords;
    });
  } finally {
    await database.close();
  }
};

const enrolAdministrator = async (tx: Tx, role: Role, wish: Wish, from: Day): Promise<string> => {
  const account = await makeAccount(tx, 'staff');
  const enrolled = await enrolStaff(tx, initialiser, account, wish.logins[role] ?? '');
  if (isRefusal(enrolled)) throw new StartFailure(`problems:refusals.${enrolled.refusal}`);
  const { tenant, bureau } = wish;
  const given = await giveRole(tx, initialiser, { account, role, tenant, bureau, sees: [], from });
  if (isRefusal(given)) throw new StartFailure(`problems:refusals.${given.refusal}`);
  return enrolled.password;
};

/** The one-time passwords are shown here and nowhere else. */
const report = (out: Out, config: Config, keyFile: string, wish: Wish, passwords: ReadonlyMap<Role, string>): void => {
  out.print(out.say('people:init.done', { address: `${config.publicUrl}/account/staff` }));
  for (const [role, password] of passwords) {
    out.print(`  ${out.say(`people:roles.${role}`)}  ${wish.logins[role] ?? ''}  ${password}`);
  }
  out.print(out.say('people:init.once'));
  out.note(out.say('people:init.key-file', { path: keyFile }));
};
