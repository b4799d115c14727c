import { copyFileSync, existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { audit, platformTenant } from '#platform/audit.ts';
import { now } from '#platform/clock.ts';
import { type KeyFamily, Keyring, withNewVersion } from '#platform/crypto/keyring.ts';
import { readKeyFile, writeKeyFile } from '#platform/crypto/keys.ts';
import { checkTenantKeys, rewrapTenantKeys } from '#platform/crypto/tenant-keys.ts';
import { nobody } from '#platform/db.ts';
import { StartFailure } from '#platform/postgres/start-failure.ts';
import type { Out, Run } from '../say.ts';
import { type OpenInstance, withInstance } from '../with-instance.ts';

/** `fangxin keys check` and `fangxin keys rotate [--signing]`. */
export const run: Run = async (argv, out) => {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: { signing: { type: 'boolean', default: false } },
  });
  const [act] = positionals;
  if (act === 'check') return await withInstance((instance) => check(instance, out));
  if (act === 'rotate') {
    return await withInstance((instance) => rotate(instance, values.signing ? 'signing' : 'master', out));
  }
  throw new StartFailure('argument-missing', { usage: out.say('cli:commands.keys.usage') });
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
const rotate = async (
  { database, keyFile }: OpenInstance,
  family: Extract<KeyFamily, 'master' | 'signing'>,
  out: Out,
): Promise<number> => {
  const before = `${keyFile}.before-${now().toISOString().replaceAll(':', '').slice(0, 15)}`;
  if (!existsSync(before)) copyFileSync(keyFile, before);
  const file = withNewVersion(readKeyFile(keyFile), family, now());
  writeKeyFile(keyFile, file);
  const keyring = new Keyring(file);
  const rewrapped = await database.transact(nobody, async (tx) => {
    const count = family === 'master' ? await rewrapTenantKeys(tx, keyring) : 0;
    await audit(tx, {
      tenant: platformTenant,
      account: 'system:command-line',
      act: 'rotate-keys',
      subject: `key-file:${keyring.id}`,
      detail: { family, version: family === 'master' ? keyring.masterVersion : keyring.signingVersion },
    });
    return count;
  });
  if (family === 'signing') out.print(out.say('people:keys.signing-rotated', { version: keyring.signingVersion }));
  else out.print(out.say('people:keys.rotated', { version: keyring.masterVersion, count: rewrapped }));
  out.note(out.say('people:keys.keep-both', { path: keyFile, before }));
  return 0;
};
