import { isRefusal } from '#kernel/refusal.ts';
import type { Keyring } from '#platform/crypto/keyring.ts';
import type { TenantKeys } from '#platform/crypto/tenant-keys.ts';
import { type Database, nobody, type Scope, type Tx } from '#platform/db.ts';
import { Vault } from '#platform/vault.ts';

const BATCH = 1000;

const everything: Scope = { ...nobody, account: 'system:reindex' };

type Marked = { tenant: string; stream: string; phones: string[] };

/**
 * After a new version of the phone's index key: the mark by which a reporter is known again is made anew from the vault.
 * Needs the owner's login. A stop in between loses nothing, the next run goes on. Resolves to how many were marked.
 */
export const markReportersAnew = async (owner: Database, keyring: Keyring, keys: TenantKeys): Promise<number> => {
  const vault = new Vault(keyring, keys);
  const { version } = keyring.digest('phone', '');
  let made = 0;
  for (let after: string | undefined = ''; after !== undefined; ) {
    const from: string = after;
    const step = await owner.transact(everything, (tx) => markBatch(tx, keyring, vault, version, from));
    made += step.made;
    after = step.last;
  }
  return made;
};

const markBatch = async (
  tx: Tx,
  keyring: Keyring,
  vault: Vault,
  version: number,
  after: string,
): Promise<{ made: number; last: string | undefined }> => {
  const marked = await tx.rows<Marked>(
    `select r.tenant, r.stream, array(select e.entry::text from vault_entry e
        where e.tenant = r.tenant and e.stream = r.stream and e.person = r.person and e.kind = 'phone') as phones
       from reporter r where r.phone_version < $1 and r.stream::text > $2 order by r.stream::text limit $3`,
    [version, after, BATCH],
  );
  let made = 0;
  for (const { tenant, stream, phones } of marked) {
    const [phone] = await vault.openEntries(tx, { tenant, stream }, phones);
    if (phone === undefined || isRefusal(phone)) continue;
    made += await tx.run(
      'update reporter set phone_version = $3, phone_digest = $4 where tenant = $1 and stream = $2',
      [tenant, stream, version, keyring.digest('phone', String(phone.value)).digest],
    );
  }
  return { made, last: marked.length < BATCH ? undefined : marked.at(-1)?.stream };
};
