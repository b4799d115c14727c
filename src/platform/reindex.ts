import { isRefusal } from '#kernel/refusal.ts';
import { readProfile } from './auth/consumer-profile.ts';
import type { IndexPurpose } from './crypto/blind-index.ts';
import type { Keyring } from './crypto/keyring.ts';
import type { TenantKeys } from './crypto/tenant-keys.ts';
import type { Database, Scope, Tx } from './db.ts';
import { Vault } from './vault.ts';

type Marked = { tenant: string; stream: string; person: string; entries: string[]; marks: string[] };

/** A thousand people a transaction: a stop in between loses nothing, the next run goes on. */
const batch = 1000;

const everything: Scope = { tenants: [], bureaus: [], principals: [], account: 'system:reindex' };

export type Reindexed = {
  readonly people: number;
  readonly consumers: number;
  /** People whose value is no longer in the vault: they keep the old mark until it is erased with them. */
  readonly left: number;
};

/**
 * After a new version of an index key: computes every mark anew from the vault and forgets the old one. Needs the
 * owner's login, which row-level security spares. Until it is through, both versions are looked for.
 */
export const reindex = async (
  owner: Database,
  keyring: Keyring,
  keys: TenantKeys,
  purpose: IndexPurpose,
): Promise<Reindexed> => {
  const vault = new Vault(keyring, keys);
  const { version } = keyring.digest(purpose, '');
  let people = 0;
  let left = 0;
  for (let after = ''; ; ) {
    const step = await owner.transact(everything, (tx) => reindexBatch(tx, keyring, vault, purpose, version, after));
    people += step.people;
    left += step.left;
    if (step.last === undefined) break;
    after = step.last;
  }
  const moved = purpose === 'phone' ? await reindexConsumers(owner, keyring, keys, version) : 0;
  return { people, consumers: moved, left };
};

const reindexBatch = async (
  tx: Tx,
  keyring: Keyring,
  vault: Vault,
  purpose: IndexPurpose,
  version: number,
  after: string,
): Promise<{ people: number; left: number; last: string | undefined }> => {
  const marked = await tx.rows<Marked>(
    `select b.tenant, b.stream, b.person, array(select e.entry::text from vault_entry e
        where e.tenant = b.tenant and e.stream = b.stream and e.person = b.person and e.kind = $1) as entries,
       array(select m.version || ':' || encode(m.digest, 'hex') from blind_index m where m.tenant = b.tenant
         and m.stream = b.stream and m.person = b.person and m.purpose = $1 and m.version < $2) as marks
       from (select distinct tenant, stream, person from blind_index where purpose = $1 and version < $2) b
      where b.stream::text || b.person::text > $3 order by b.stream::text || b.person::text limit $4`,
    [purpose, version, after, batch],
  );
  let left = 0;
  for (const one of marked) {
    const opened = await vault.openEntries(tx, one, one.entries);
    const values = opened.flatMap((entry) =>
      isRefusal(entry) || typeof entry.value !== 'string' ? [] : [entry.value],
    );
    const digests = digestsAnew(keyring, purpose, values, new Set(one.marks));
    if (digests.length === 0) {
      left += 1;
      continue;
    }
    await tx.run(
      `with gone as (delete from blind_index
          where tenant = $1 and stream = $2 and person = $3 and purpose = $4 and version < $5)
       insert into blind_index (tenant, stream, person, purpose, version, digest)
       select $1, $2, $3, $4, $5, * from unnest($6::bytea[]) on conflict do nothing`,
      [one.tenant, one.stream, one.person, purpose, version, digests],
    );
  }
  const last = marked.at(-1);
  return {
    people: marked.length - left,
    left,
    last: last === undefined || marked.length < batch ? undefined : `${last.stream}${last.person}`,
  };
};

/** Of the values in the vault those that were marked: a number put right lies there still, and leads nowhere. */
const digestsAnew = (
  keyring: Keyring,
  purpose: IndexPurpose,
  values: readonly string[],
  marks: ReadonlySet<string>,
): Buffer[] =>
  values.flatMap((value) => {
    const [anew, ...before] = keyring.digests(purpose, value);
    const wasMarked = before.some(({ version, digest }) => marks.has(`${version}:${digest.toString('hex')}`));
    return anew !== undefined && wasMarked ? [anew.digest] : [];
  });

const reindexConsumers = (owner: Database, keyring: Keyring, keys: TenantKeys, version: number): Promise<number> =>
  owner.transact(everything, async (tx) => {
    const old = await tx.rows<{ account: string }>('select distinct account from consumer_phone where version < $1', [
      version,
    ]);
    for (const { account } of old) {
      const profile = await readProfile(tx, keys, account);
      if (profile === undefined) continue;
      await tx.run(
        `with gone as (delete from consumer_phone where account = $1 and version < $2)
         insert into consumer_phone (version, digest, account) values ($2, $3, $1) on conflict do nothing`,
        [account, version, keyring.digest('phone', profile.phone).digest],
      );
    }
    return old.length;
  });
