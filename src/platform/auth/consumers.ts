import { isRefusal, type Refusal } from '#kernel/refusal.ts';
import { audit, platformTenant } from '../audit.ts';
import { normalFor } from '../crypto/blind-index.ts';
import type { Keyring } from '../crypto/keyring.ts';
import type { TenantKeys } from '../crypto/tenant-keys.ts';
import { type Database, nobody, type Scope, type Tx } from '../db.ts';
import { type ConsumerProfile, readProfile, writeProfile } from './consumer-profile.ts';
import { makeAccount } from './grants.ts';
import type { PhoneCodes, PhoneProof } from './phone-codes.ts';
import { type OpenedSession, openSession } from './sessions.ts';

const ownScope = (account: string): Scope => ({ tenants: [], bureaus: [], principals: [account], account });

/** Consumers: known by their phone, found by its keyed digest, described only in sealed bytes. */
export class Consumers {
  readonly #database: Database;
  readonly #keyring: Keyring;
  readonly #keys: TenantKeys;
  readonly #codes: PhoneCodes;

  constructor(database: Database, keyring: Keyring, keys: TenantKeys, codes: PhoneCodes) {
    this.#database = database;
    this.#keyring = keyring;
    this.#keys = keys;
    this.#codes = codes;
  }

  /** Signs in whoever proves a phone; the first time makes the account. */
  signIn(proof: PhoneProof, device: string): Promise<OpenedSession | Refusal> {
    return this.#database.transact(nobody, async (tx) => {
      const accepted = await this.#codes.prove(tx, proof);
      if (isRefusal(accepted)) return accepted;
      const account = await this.accountFor(tx, proof.phone);
      await audit(tx, {
        tenant: platformTenant,
        account,
        act: 'sign-in',
        subject: `account:${account}`,
        detail: { device, ...('two' in proof ? { by: 'two-codes' } : {}) },
      });
      return await openSession(tx, { account, kind: 'consumer', strong: false, device });
    });
  }

  /** The account of a phone, made when there is none. Leaves the transaction in the scope of that account. */
  async accountFor(tx: Tx, typed: string, fixed?: string): Promise<string> {
    const phone = normalFor('phone', typed);
    const known = await this.#find(tx, phone);
    if (known !== undefined) {
      await tx.rescope(ownScope(known));
      return known;
    }
    const { version, digest } = this.#keyring.digest('phone', phone);
    // Two first visits at once take turns, and the second one finds the account of the first.
    await tx.rows('select pg_advisory_xact_lock($1)', [digest.readInt32BE(0)]);
    const account = (await this.#find(tx, phone)) ?? (await makeAccount(tx, 'consumer', fixed));
    const added = await tx.run(
      'insert into consumer_phone (version, digest, account) values ($1, $2, $3) on conflict do nothing',
      [version, digest, account],
    );
    await tx.rescope(ownScope(account));
    if (added === 1) await this.saveProfile(tx, account, { phone });
    return account;
  }

  /** Who signs in with this phone, where anybody does. Makes no account and leaves the scope as it is. */
  accountOf(tx: Tx, typed: string): Promise<string | undefined> {
    return this.#find(tx, normalFor('phone', typed));
  }

  async #find(tx: Tx, phone: string): Promise<string | undefined> {
    for (const { version, digest } of this.#keyring.digests('phone', phone)) {
      const found = await tx.maybe<{ account: string }>(
        'select account from consumer_phone where version = $1 and digest = $2',
        [version, digest],
      );
      if (found !== undefined) return found.account;
    }
    return undefined;
  }

  /** The caller's scope must be the account's own. */
  profile(tx: Tx, account: string): Promise<ConsumerProfile | undefined> {
    return readProfile(tx, this.#keys, account);
  }

  /** The caller's scope must be the account's own. */
  saveProfile(tx: Tx, account: string, profile: ConsumerProfile): Promise<void> {
    return writeProfile(tx, this.#keys, account, profile);
  }
}
