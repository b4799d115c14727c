import type { TSchema } from 'typebox';
import Value from 'typebox/value';
import type { Actor, Role } from '#kernel/actor.ts';
import { dayOf } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import {
  authorityOf,
  enterAuthority,
  enterFirstPost,
  hasAuthorities,
  loadReference,
} from '#modules/directory/facade.ts';
import { nationalRegions } from '#modules/directory/reference/regions.ts';
import { authorityLevels, NewAuthority, NewPost } from '#modules/directory/upkeep-contract.ts';
import { audit } from '#platform/audit.ts';
import { giveRole, makeAccount } from '#platform/auth/grants.ts';
import { enrolStaff } from '#platform/auth/staff.ts';
import { now } from '#platform/clock.ts';
import { type Config, readConfig } from '#platform/config.ts';
import { keyFilePath } from '#platform/crypto/keys.ts';
import { nobody, openDatabase, type Tx } from '#platform/db.ts';
import { bringUp, settleInstance } from '#platform/instance.ts';
import { withOwnerUrl } from '#platform/postgres/backup.ts';
import { appRole, urlForRole } from '#platform/postgres/roles.ts';
import { StartFailure } from '#platform/postgres/start-failure.ts';
import { refuseUnfinishedRestore } from '#platform/postgres/unfinished-restore.ts';
import { textsFor } from '#platform/texts.ts';
import { readArgs } from '../read-args.ts';
import type { Out, Run } from '../say.ts';

const administrators = ['system-administrator', 'security-administrator', 'auditor'] as const satisfies readonly Role[];
type Administrator = (typeof administrators)[number];

type Person = { readonly login: string; readonly name: string };
type Wish = {
  readonly tenant: string;
  readonly people: Readonly<Record<Administrator, Person>>;
  /** Silent when the authority is there already, opened by the one that keeps this instance. */
  readonly authority: Omit<NewAuthority, 'id' | 'from'> | undefined;
};

const initialiser: Actor = {
  kind: 'system',
  account: 'system:init',
  roles: [],
  tenants: [],
  bureaus: [],
  principals: [],
};

/**
 * `fangxin init`: a production instance without cast or mailbox: reference tables, the authority with its office, and its
 * three administrators as three people. On an instance that is there it adds a further authority.
 */
export const run: Run = async (argv, out) => {
  const wish = wishOf(argv, out);
  const config = readConfig(process.env);
  // Before anything is made: without a named key file nothing shall be left behind.
  keyFilePath('production', config);
  refuseUnfinishedRestore(config.varDirectory);
  return await withOwnerUrl(config, async (ownerUrl) => {
    await bringUp({ ownerUrl });
    const { keyFile } = await settleInstance(ownerUrl, config, 'production');
    const passwords = await enter(ownerUrl, wish);
    report(out, config, keyFile, wish, passwords);
    return 0;
  });
};

const options = {
  tenant: { type: 'string' },
  name: { type: 'string' },
  'short-name': { type: 'string' },
  level: { type: 'string', default: 'city' },
  region: { type: 'string' },
  'document-prefix': { type: 'string' },
  address: { type: 'string', default: '' },
  phone: { type: 'string', default: '' },
  'without-intake-centre': { type: 'boolean', default: false },
  'system-administrator': { type: 'string' },
  'security-administrator': { type: 'string' },
  auditor: { type: 'string' },
} as const;

type Values = ReturnType<typeof readArgs<{ options: typeof options }>>['values'];

const wishOf = (argv: readonly string[], out: Out): Wish => {
  const { values } = readArgs({ args: [...argv], options });
  const { tenant } = values;
  const missing = () => new StartFailure('argument-missing', { usage: out.say('cli:commands.init.usage') });
  if (tenant === undefined) throw missing();
  if (!/^[a-z][a-z0-9]{1,19}$/.test(tenant))
    throw new StartFailure('people:failures.code-unreadable', { code: tenant });
  const [system, security, auditor] = administrators.map((role) => personOf(values[role] ?? ''));
  if (!system?.login || !security?.login || !auditor?.login) throw missing();
  if (new Set([system.login, security.login, auditor.login]).size !== administrators.length)
    throw new StartFailure('people:failures.three-people');
  const people = { 'system-administrator': system, 'security-administrator': security, auditor };
  for (const role of administrators) requireLine(role, people[role].name, NewPost.properties.name);
  return { tenant, people, authority: authorityIn(values, missing) };
};

/** `zhang` or `zhang:张明`: the login, and how the person is called. */
const personOf = (text: string): Person => {
  const [login = '', name = ''] = text.split(/[:：]/u).map((part) => part.trim());
  return { login: login.toLowerCase(), name: name || login };
};

const authorityIn = (values: Values, missing: () => StartFailure): Wish['authority'] => {
  const { name, region, level, 'document-prefix': documentPrefix } = values;
  if (name === undefined && region === undefined && documentPrefix === undefined) return undefined;
  if (!name?.trim() || region === undefined || !documentPrefix?.trim()) throw missing();
  const known = authorityLevels.find((one) => one === level);
  if (known === undefined) throw missing();
  if (!nationalRegions().some((one) => one.code === region))
    throw new StartFailure('people:failures.region-unknown', { code: region });
  const texts = {
    name,
    shortName: values['short-name'] || name,
    documentPrefix,
    address: values.address || name,
    phone: values.phone || '12315',
  };
  for (const [field, option] of Object.entries(lineOptions) as [keyof typeof texts, string][])
    requireLine(option, texts[field], NewAuthority.properties[field]);
  return { ...texts, region, level: known, intakeCentre: !values['without-intake-centre'] };
};

const lineOptions = {
  name: 'name',
  shortName: 'short-name',
  documentPrefix: 'document-prefix',
  address: 'address',
  phone: 'phone',
} as const;

/** The same limits as over HTTP: what is entered here is printed on papers for years. */
const requireLine = (option: string, text: string, schema: TSchema): void => {
  const [length, most] = [text.length, 'maxLength' in schema ? Number(schema.maxLength) : 0];
  if (!Value.Check(schema, text)) throw new StartFailure('people:failures.line-unfit', { option, most, length });
};

/** One transaction: an instance with two of three administrators would be in nobody's hands. */
const enter = async (ownerUrl: string, wish: Wish): Promise<ReadonlyMap<Administrator, string>> => {
  const database = openDatabase({ url: urlForRole(ownerUrl, appRole), connections: 1 });
  try {
    return await database.transact(nobody, async (tx) => {
      await loadReference(tx);
      const { held } = await tx.one<{ held: number }>('select count(*) as held from role_grant where tenant = $1', [
        wish.tenant,
      ]);
      if (held > 0) throw new StartFailure('people:failures.already-initialised');
      await enterOwnAuthority(tx, wish);
      const passwords = new Map<Administrator, string>();
      for (const role of administrators) passwords.set(role, await enrolAdministrator(tx, role, wish));
      return passwords;
    });
  } finally {
    await database.close();
  }
};

const enterOwnAuthority = async (tx: Tx, { tenant, authority }: Wish): Promise<void> => {
  if ((await authorityOf(tx, tenant)) !== undefined) return;
  if (authority === undefined) throw new StartFailure('people:failures.authority-unknown', { code: tenant });
  const first = !(await hasAuthorities(tx));
  const entered = await enterAuthority(tx, { ...authority, id: tenant, from: dayOf(now()) }, first);
  if (isRefusal(entered)) throw new StartFailure(`directory:refusals.${entered.refusal}`, entered.params);
  await audit(tx, {
    tenant,
    account: initialiser.account,
    act: 'open-authority',
    subject: `tenant:${tenant}`,
    detail: { level: authority.level, region: authority.region, keepsInstance: first },
  });
};

const enrolAdministrator = async (tx: Tx, role: Administrator, wish: Wish): Promise<string> => {
  const { tenant } = wish;
  const { login, name } = wish.people[role];
  const from = dayOf(now());
  const bureau = `${tenant}-office`;
  const account = await makeAccount(tx, 'staff');
  const enrolled = await enrolStaff(tx, initialiser, account, login);
  if (isRefusal(enrolled)) throw new StartFailure(`problems:refusals.${enrolled.refusal}`);
  const given = await giveRole(tx, initialiser, { account, role, tenant, bureau, sees: [], from });
  if (isRefusal(given)) throw new StartFailure(`problems:refusals.${given.refusal}`);
  const title = textsFor('zh-CN')(`people:roles.${role}`);
  const desks = [role === 'auditor' ? ('audit' as const) : ('administration' as const)];
  await enterFirstPost(tx, { account, name, title, unit: bureau, desks, from });
  return enrolled.password;
};

/** The one-time passwords are shown here and nowhere else. */
const report = (
  out: Out,
  config: Config,
  keyFile: string,
  wish: Wish,
  passwords: ReadonlyMap<Administrator, string>,
): void => {
  out.print(out.say('people:init.done', { address: `${config.publicUrl}/account/staff` }));
  for (const [role, password] of passwords) {
    out.print(`  ${out.say(`people:roles.${role}`)}  ${wish.people[role].login}  ${password}`);
  }
  out.print(out.say('people:init.once'));
  out.print(out.say('people:init.next'));
  out.note(out.say('people:init.key-file', { path: keyFile }));
};
