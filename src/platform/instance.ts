import { now } from './clock.ts';
import { Keyring } from './crypto/keyring.ts';
import { createKeyFile, KeyFileProblem, type KeyPlace, keyFilePath, readKeyFile } from './crypto/keys.ts';
import { asOwner } from './postgres/as-owner.ts';
import { restoreGrants } from './postgres/grants.ts';
import { refuseHalfRestored } from './postgres/half-restored.ts';
import { type MigrateOptions, type MigrationProgress, migrate, pendingMigrations } from './postgres/migrate.ts';
import { StartFailure } from './postgres/start-failure.ts';

export type InstanceKind = 'demo' | 'production';

export type SettledInstance = { readonly kind: InstanceKind; readonly keyring: Keyring; readonly keyFile: string };

type InstanceRow = { kind: InstanceKind; key_file: string };

/** What the database says it is; undefined before its first start. */
export const instanceOf = async (ownerUrl: string): Promise<InstanceRow | undefined> =>
  await asOwner(ownerUrl, 'instance', async (client) => {
    const { rows: tables } = await client.query<{ there: boolean }>(
      `select to_regclass('instance') is not null as there`,
    );
    if (tables[0]?.there !== true) return undefined;
    const { rows } = await client.query<InstanceRow>('select kind, key_file from instance');
    return rows[0];
  });

/** What a database that is brought up may have to tell. */
export type BringUpProgress = MigrationProgress | { readonly step: 'granting'; readonly rights: number };

type BringUpOptions = Omit<MigrateOptions, 'onProgress'> & {
  readonly onProgress?: (progress: BringUpProgress) => void;
};

/**
 * Brings a database up to this program; one in production only `upgrade` changes, which first backs up how it was. What its logins may
 * do is put right in either.
 */
export const bringUp = async (options: BringUpOptions): Promise<void> => {
  const { ownerUrl } = options;
  await refuseHalfRestored(ownerUrl);
  const [migration] = (await pendingMigrations(ownerUrl, options.directory)).pending;
  if (migration !== undefined && (await instanceOf(ownerUrl))?.kind === 'production') {
    throw new StartFailure('database-older-than-code', { migration });
  }
  await migrate(options);
  if (options.directory !== undefined) return;
  options.signal?.throwIfAborted();
  const rights = await restoreGrants(ownerUrl);
  if (rights > 0) options.onProgress?.({ step: 'granting', rights });
};

/**
 * Opens a migrated database's keys. The first start says what the database is, for ever; later ones must agree, and must
 * bring the very key file it was made with. Without a wish nothing is made.
 */
export const settleInstance = async (
  ownerUrl: string,
  place: KeyPlace,
  wish: InstanceKind | undefined,
): Promise<SettledInstance> => {
  const known = await instanceOf(ownerUrl);
  if (known === undefined) {
    if (wish === undefined) throw new StartFailure('people:failures.instance-unsettled');
    return await declare(ownerUrl, place, wish);
  }
  if (wish !== undefined && wish !== known.kind) throw new StartFailure(`people:failures.instance-is-${known.kind}`);
  const keyFile = keyFilePath(known.kind, place);
  const keyring = new Keyring(readKeyFile(keyFile));
  if (keyring.id !== known.key_file) throw new StartFailure('people:failures.key-file-of-another', { path: keyFile });
  return { kind: known.kind, keyring, keyFile };
};

const declare = async (ownerUrl: string, place: KeyPlace, kind: InstanceKind): Promise<SettledInstance> => {
  const keyFile = keyFilePath(kind, place);
  const keyring = openOrMake(keyFile);
  await asOwner(ownerUrl, 'instance', (client) =>
    client.query('insert into instance (kind, key_file, made_at) values ($1, $2, $3)', [kind, keyring.id, now()]),
  );
  return { kind, keyring, keyFile };
};

/** One that is there and may not be read is not absent: a new one beside it would open nothing. */
const openOrMake = (keyFile: string): Keyring => {
  try {
    return new Keyring(readKeyFile(keyFile));
  } catch (error) {
    if (error instanceof KeyFileProblem && error.fault === 'missing') return createKeyFile(keyFile, now());
    throw error;
  }
};
