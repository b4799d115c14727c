import { platformTenant } from '../audit.ts';
import { now } from '../clock.ts';
import { openBytes, place, sealBytes } from '../crypto/sealing.ts';
import type { TenantKeys } from '../crypto/tenant-keys.ts';
import type { Tx } from '../db.ts';

/** What a consumer told about oneself, to fill the next form with. */
export type ConsumerProfile = { readonly phone: string; readonly name?: string };

const profilePlace = (account: string): Buffer => place('consumer-identity', account);

/** The caller's scope must be the account's own. */
export const readProfile = async (tx: Tx, keys: TenantKeys, account: string): Promise<ConsumerProfile | undefined> => {
  await keys.load(platformTenant, tx);
  const row = await tx.maybe<{ sealed: Buffer }>('select sealed from consumer_identity where account = $1', [account]);
  if (row === undefined) return undefined;
  const bytes = openBytes(keys.newest(platformTenant).key, row.sealed, profilePlace(account));
  return JSON.parse(bytes.toString('utf8')) as ConsumerProfile;
};

/** The caller's scope must be the account's own. */
export const writeProfile = async (
  tx: Tx,
  keys: TenantKeys,
  account: string,
  profile: ConsumerProfile,
): Promise<void> => {
  await keys.load(platformTenant, tx);
  const bytes = Buffer.from(JSON.stringify(profile), 'utf8');
  await tx.run(
    `insert into consumer_identity (account, sealed, changed_at) values ($1, $2, $3)
     on conflict (account) do update set sealed = excluded.sealed, changed_at = excluded.changed_at`,
    [account, sealBytes(keys.newest(platformTenant).key, bytes, profilePlace(account)), now()],
  );
};
