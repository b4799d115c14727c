import { type Config, readConfig } from '#platform/config.ts';
import type { Keyring } from '#platform/crypto/keyring.ts';
import { type Database, openDatabase } from '#platform/db.ts';
import { type InstanceKind, settleInstance } from '#platform/instance.ts';
import { requireData, withOwnerUrl } from '#platform/postgres/backup.ts';
import { refuseHalfRestored } from '#platform/postgres/half-restored.ts';
import { requireMigrated } from '#platform/postgres/migrate.ts';
import { appRole, urlForRole } from '#platform/postgres/roles.ts';

/** An instance opened by a command: its keys, and its database under the application's login. */
export type OpenInstance = {
  readonly config: Config;
  readonly kind: InstanceKind;
  readonly keyring: Keyring;
  readonly keyFile: string;
  readonly database: Database;
  readonly ownerUrl: string;
};

/** Opens the instance that is there (never makes or migrates one), works, and closes it again. */
export const withInstance = async <T>(work: (instance: OpenInstance) => Promise<T>): Promise<T> => {
  const config = readConfig(process.env);
  requireData(config);
  return await withOwnerUrl(config, async (ownerUrl) => {
    await refuseHalfRestored(ownerUrl);
    await requireMigrated(ownerUrl);
    const settled = await settleInstance(ownerUrl, config, undefined);
    const database = openDatabase({ url: urlForRole(ownerUrl, appRole), connections: 2 });
    try {
      return await work({ ...settled, config, database, ownerUrl });
    } finally {
      await database.close();
    }
  });
};
