import type { Actor } from '#kernel/actor.ts';
import { dayOf } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { authorityOf, enterAuthority, hasAuthorities, loadReference } from '#modules/directory/facade.ts';
import { nationalRegions } from '#modules/directory/reference/regions.ts';
import { authorityLevels, NewAuthority, NewPost } from '#modules/directory/upkeep-contract.ts';
import { audit } from '#platform/audit.ts';
import { type Administrator, administrators, administratorsOf } from '#platform/auth/administrators.ts';
import { isLogin } from '#platform/auth/staff.ts';
import { now } from '#platform/clock.ts';
import { type Config, readConfig } from '#platform/config.ts';
import { keyFilePath } from '#platform/crypto/keys.ts';
import { nobody, openDatabase, type Tx } from '#platform/db.ts';
import { bringUp, settleInstance } from '#platform/instance.ts';
import { withOwnerUrl } from '#platform/postgres/backup.ts';
import { appRole, urlForRole } from '#platform/postgres/roles.ts';
import { StartFailure } from '#platform/postgres/start-failure.ts';
import { refuseUnfinishedRestore } from '#platform/postgres/unfinished-restore.ts';
import { enrolAdministrator, officeOf, type Person, personOf } from '../enrol-administrator.ts';
import { requireLine } from '../fitting-line.ts';
import { readArgs } from '../read-args.ts';
import type { Out, Run } from '../say.ts';

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
  for (const role of administrators) {
    if (!isLogin(people[role].login)) throw new StartFailure('problems:refusals.login-malformed');
    requireLine(role, people[role].name, NewPost.properties.name);
  }
  return { tenant, people, authority: authorityIn(values, missing) };
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

/** One transaction: an instance with two of three administrators would be in nobody's hands. */
const enter = async (ownerUrl: string, wish: Wish): Promise<ReadonlyMap<Administrator, string>> => {
  const database = openDatabase({ url: urlForRole(ownerUrl, appRole), connections: 1 });
  try {
    return await database.transact(nobody, async (tx) => {
      await loadReference(tx);
      const { tenant } = wish;
      const running = (await administratorsOf(tx, tenant)).find(({ state }) => state !== 'ended');
      if (running !== undefined) {
        throw new StartFailure('people:failures.already-initialised', { tenant, login: running.login ?? '…' });
      }
      await enterOwnAuthority(tx, wish);
      const passwords = new Map<Administrator, string>();
      for (const role of administrators) {
        const administrator = { tenant, bureau: officeOf(tenant), role, person: wish.people[role] };
        passwords.set(role, await enrolAdministrator(tx, initialiser, administrator));
      }
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
