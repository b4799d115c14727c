import { constants, copyFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { untieDrafts } from '#modules/intake/facade.ts';
import { markReportersAnew } from '#modules/reports/facade.ts';
import { audit, platformTenant } from '#platform/audit.ts';
import { now } from '#platform/clock.ts';
import { readConfig } from '#platform/config.ts';
import type { IndexPurpose } from '#platform/crypto/blind-index.ts';
import { type KeyFamily, Keyring, withNewVersion } from '#platform/crypto/keyring.ts';
import { readKeyFile, writeKeyFile } from '#platform/crypto/keys.ts';
import { checkTenantKeys, rewrapTenantKeys, TenantKeys } from '#platform/crypto/tenant-keys.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import { lockServer } from '#platform/lock.ts';
import { StartFailure } from '#platform/postgres/start-failure.ts';
import { reindex } from '#platform/reindex.ts';
import type { Out, Run } from '../say.ts';
import { type OpenInstance, withInstance } from '../with-instance.ts';

/** `fangxin keys check` and `fangxin keys rotate [--signing | --phone-index | --id-number-index]`. */
export const run: Run = async (argv, out) => {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      signing: { type: 'boolean', default: false },
      'phone-index': { type: 'boolean', default: false },
      'id-number-index': { type: 'boolean', default: false },
    },
  });
  const [act] = positionals;
  if (act === 'check') return await withInstance((instance) => check(instance, out));
  if (act === 'rotate') {
    const family = values.signing
      ? 'signing'
      : values['phone-index']
        ? 'phone'
        : values['id-number-index']
          ? 'idNumber'
          : 'master';
    const turn = () => withInstance((instance) => rotate(instance, family, out));
    // A running service would go on looking for the old marks only, and take returning people for new ones.
    return family === 'phone' || family === 'idNumber' ? await withoutService(turn) : await turn();
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

/**
 * The new version goes into the file before anything is wrapped by it, and the old one stays there: a stop between the
 * two leaves everything readable, and the command can simply run again.
 */
const rotate = async (instance: OpenInstance, family: KeyFamily, out: Out): Promise<number> => {
  const { database, keyFile } = instance;
  const before = `${keyFile}.before-${now().toISOString().replaceAll(/[:.]/g, '')}`;
  copyFileSync(keyFile, before, constants.COPYFILE_EXCL);
  const file = withNewVersion(readKeyFile(keyFile), family, now());
  writeKeyFile(keyFile, file);
  const keyring = new Keyring(file);
  const version = file[family].length;
  const rewrapped = await database.transact(nobody, async (tx) => {
    const count = family === 'master' ? await rewrapTenantKeys(tx, keyring) : 0;
    await audit(tx, {
      tenant: platformTenant,
      account: 'system:command-line',
      act: 'rotate-keys',
      subject: `key-file:${keyring.id}`,
      detail: { family, version },
    });
    return count;
  });
  if (family === 'master') out.print(out.say('people:keys.rotated', { version, count: rewrapped }));
  else if (family === 'signing') out.print(out.say('people:keys.signing-rotated', { version }));
  else await markAnew(instance, keyring, family === 'phone' ? 'phone' : 'id-number', out);
  out.note(out.say('people:keys.keep-both', { path: keyFile, before }));
  return 0;
};

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
