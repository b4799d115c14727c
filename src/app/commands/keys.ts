import { constants, copyFileSync } from 'node:fs';
import { untieDrafts } from '#modules/intake/facade.ts';
import { markReportersAnew } from '#modules/reports/facade.ts';
import { audit, platformTenant } from '#platform/audit.ts';
import { now } from '#platform/clock.ts';
import { readConfig } from '#platform/config.ts';
import type { IndexPurpose } from '#platform/crypto/blind-index.ts';
import { type KeyFamily, Keyring, withNewVersion } from '#platform/crypto/keyring.ts';
import { clearHalfWritten, readKeyFile, writeKeyFile } from '#platform/crypto/keys.ts';
import { checkTenantKeys, rewrapTenantKeys, TenantKeys } from '#platform/crypto/tenant-keys.ts';
import { nobody, openDatabase, type Tx } from '#platform/db.ts';
import { lockServer, withLock } from '#platform/lock.ts';
import { StartFailure } from '#platform/postgres/start-failure.ts';
import { reindex } from '#platform/reindex.ts';
import { readArgs } from '../read-args.ts';
import type { Out, Run } from '../say.ts';
import { type OpenInstance, withInstance } from '../with-instance.ts';

const options = {
  master: { type: 'boolean' },
  signing: { type: 'boolean' },
  'phone-index': { type: 'boolean' },
  'id-number-index': { type: 'boolean' },
} as const;

/** In the order of the work: what is quick and undoes nothing first. */
const familyOf = {
  master: 'master',
  signing: 'signing',
  'phone-index': 'phone',
  'id-number-index': 'idNumber',
} as const;

/** `fangxin keys check` and `fangxin keys rotate [--master] [--signing] [--phone-index] [--id-number-index]`. */
export const run: Run = async (argv, out) => {
  const { values, positionals } = readArgs({ args: [...argv], allowPositionals: true, options });
  const [act, ...surplus] = positionals;
  const named = (Object.keys(familyOf) as (keyof typeof familyOf)[]).filter((name) => values[name]);
  if (surplus.length === 0 && act === 'check' && named.length === 0)
    return await withInstance((instance) => check(instance, out));
  if (surplus.length === 0 && act === 'rotate') {
    const families = named.length === 0 ? (['master'] as const) : named.map((name) => familyOf[name]);
    const turn = () => withInstance((instance) => rotateAlone(instance, families, out));
    // A running service would go on looking for the old marks only, and take returning people for new ones.
    return families.some((family) => family === 'phone' || family === 'idNumber')
      ? await withoutService(turn)
      : await turn();
  }
  throw new StartFailure('argument-missing', { usage: out.say('cli:commands.keys.usage') });
};

const withoutService = async (work: () => Promise<number>): Promise<number> => {
  const lock = lockServer(readConfig(process.env).varDirectory);
  try {
    return await work();
  } finally {
    lock.release();
  }
};

const check = async ({ database, keyring, keyFile }: OpenInstance, out: Out): Promise<number> => {
  const report = await database.transact(nobody, (tx) => checkTenantKeys(tx, keyring));
  out.print(out.say('people:keys.file', { path: keyFile, id: keyring.id, version: keyring.masterVersion }));
  for (const [version, count] of Object.entries(report.byMaster)) {
    out.print(out.say('people:keys.by-master', { version, count }));
  }
  for (const { tenant, version, reason } of report.broken) {
    out.note(out.say('people:keys.broken', { tenant, version, reason }));
  }
  out.print(
    out.say(report.broken.length === 0 ? 'people:keys.all-open' : 'people:keys.some-broken', {
      opened: report.opened,
      broken: report.broken.length,
    }),
  );
  return report.broken.length === 0 ? 0 : 1;
};

/** Two at once would each make a version of their own, and what the one has wrapped the other could not open. */
const rotateAlone = async (instance: OpenInstance, families: readonly KeyFamily[], out: Out): Promise<number> => {
  const done = await withLock(`${instance.keyFile}.lock`, () => rotate(instance, families, out), { patienceMs: 0 });
  if (done === undefined) throw new StartFailure('people:failures.rotating-already', { path: instance.keyFile });
  return done;
};

/**
 * The new versions go into the file before anything is wrapped by them, and the old ones stay there: a stop between the
 * two leaves everything readable, and the command can simply run again.
 */
const rotate = async (instance: OpenInstance, families: readonly KeyFamily[], out: Out): Promise<number> => {
  const { database, keyFile } = instance;
  const before = `${keyFile}.before-${now().toISOString().replaceAll(/[:.]/g, '')}`;
  const { keyring, file, rewrapped } = await database.transact(nobody, async (tx) => {
    // Also against one on another machine that has a copy of the file.
    await tx.rows("select pg_advisory_xact_lock(hashtextextended('rotate-keys', 0))");
    // Read under the lock: what the instance was opened with may have been rotated since.
    const known = readKeyFile(keyFile);
    const isMaster = families.includes('master');
    if (isMaster) await requireAllOpen(tx, new Keyring(known), keyFile);
    copyFileSync(keyFile, before, constants.COPYFILE_EXCL);
    clearHalfWritten(keyFile);
    const file = families.reduce((so, family) => withNewVersion(so, family, now()), known);
    writeKeyFile(keyFile, file);
    const keyring = new Keyring(readKeyFile(keyFile));
    const rewrapped = isMaster ? await rewrapTenantKeys(tx, keyring) : 0;
    if (isMaster) await requireAllOpen(tx, keyring, keyFile);
    for (const family of families) await noteRotation(tx, keyring, family, file[family].length);
    return { keyring, file, rewrapped };
  });
  for (const family of families) {
    const version = file[family].length;
    if (family === 'master') out.print(out.say('people:keys.rotated', { version, count: rewrapped }));
    else if (family === 'signing') out.print(out.say('people:keys.signing-rotated', { version }));
    else await markAnew(instance, keyring, family === 'phone' ? 'phone' : 'id-number', out);
  }
  out.note(out.say('people:keys.keep-both', { path: keyFile, before }));
  return 0;
};

/** Tried key by key, before anything is changed and again before the change is committed. */
const requireAllOpen = async (tx: Tx, keyring: Keyring, path: string): Promise<void> => {
  const { broken } = await checkTenantKeys(tx, keyring);
  if (broken.length > 0) throw new StartFailure('people:failures.data-keys-closed', { path, count: broken.length });
};

const noteRotation = (tx: Tx, keyring: Keyring, family: KeyFamily, version: number): Promise<void> =>
  audit(tx, {
    tenant: platformTenant,
    account: 'system:command-line',
    act: 'rotate-keys',
    subject: `key-file:${keyring.id}`,
    detail: { family, version },
  });

const markAnew = async (
  { database, ownerUrl }: OpenInstance,
  keyring: Keyring,
  purpose: IndexPurpose,
  out: Out,
): Promise<void> => {
  const owner = openDatabase({ url: ownerUrl, connections: 1 });
  try {
    const keys = new TenantKeys(keyring, database);
    const done = await reindex(owner, keyring, keys, purpose);
    out.print(out.say('people:keys.marked-anew', { ...done }));
    if (purpose !== 'phone') return;
    const reporters = await markReportersAnew(owner, keyring, keys);
    const drafts = await owner.transact(nobody, (tx) => untieDrafts(tx, keyring));
    out.print(out.say('people:keys.reporters-marked-anew', { reporters, drafts }));
  } finally {
    await owner.close();
  }
};
