import type { KeyObject } from 'node:crypto';
import { now } from '../clock.ts';
import { type Database, nobody, type Tx } from '../db.ts';
import type { Keyring } from './keyring.ts';
import { newSecretKey, place, unwrapKey, wrapKey } from './sealing.ts';

type TenantKeyRow = { tenant: string; version: number; master_version: number; wrapped: Buffer };

export type VersionedKey = { readonly version: number; readonly key: KeyObject };

const keyPlace = (tenant: string, version: number): Buffer => place('tenant-key', tenant, String(version));

const unwrapped = (keyring: Keyring, row: TenantKeyRow): KeyObject =>
  unwrapKey(keyring.master(row.master_version), row.wrapped, keyPlace(row.tenant, row.version));

/** The tenants' data keys, unwrapped once a process. Load a tenant before asking for its key. */
export class TenantKeys {
  readonly #keyring: Keyring;
  readonly #database: Database;
  readonly #loaded = new Map<string, Map<number, KeyObject>>();
  readonly #making = new Map<string, Promise<TenantKeyRow[]>>();

  constructor(keyring: Keyring, database: Database) {
    this.#keyring = keyring;
    this.#database = database;
  }

  /** The key that seals now. */
  newest(tenant: string): VersionedKey {
    const version = Math.max(0, ...this.#versions(tenant).keys());
    return { version, key: this.of(tenant, version) };
  }

  of(tenant: string, version: number): KeyObject {
    const key = this.#versions(tenant).get(version);
    if (key === undefined) throw new Error(`tenant ${tenant} has no data key of version ${version}`);
    return key;
  }

  /**
   * Free once loaded. Reads through the caller's transaction when there is one, so that no second connection is
   * waited for; a tenant's first key is committed on its own, because a rolled-back key must not be remembered, and so
   * whoever asks has made sure that there is such a tenant.
   */
  async load(tenant: string, tx?: Tx): Promise<void> {
    if (this.#loaded.has(tenant)) return;
    const rows = tx === undefined ? [] : await readTenantKeys(tx, tenant);
    this.#remember(tenant, rows.length > 0 ? rows : await this.#make(tenant));
  }

  #versions(tenant: string): Map<number, KeyObject> {
    const versions = this.#loaded.get(tenant);
    if (versions === undefined) throw new Error(`the data key of tenant ${tenant} was not loaded`);
    return versions;
  }

  #remember(tenant: string, rows: readonly TenantKeyRow[]): void {
    this.#loaded.set(tenant, new Map(rows.map((row) => [row.version, unwrapped(this.#keyring, row)])));
  }

  /** However many ask at once, one connection is taken for it, and none of those the askers may hold. */
  #make(tenant: string): Promise<TenantKeyRow[]> {
    const before = this.#making.get(tenant);
    if (before !== undefined) return before;
    const making = this.#commitNew(tenant).finally(() => this.#making.delete(tenant));
    this.#making.set(tenant, making);
    return making;
  }

  #commitNew(tenant: string): Promise<TenantKeyRow[]> {
    const master = this.#keyring.masterVersion;
    return this.#database.aside(nobody, async (tx) => {
      await tx.run(
        `insert into tenant_key (tenant, version, master_version, wrapped, made_at) values ($1, 1, $2, $3, $4)
         on conflict do nothing`,
        [tenant, master, wrapKey(this.#keyring.master(master), newSecretKey(), keyPlace(tenant, 1)), now()],
      );
      return await readTenantKeys(tx, tenant);
    });
  }
}

const readTenantKeys = (tx: Tx, tenant: string): Promise<TenantKeyRow[]> =>
  tx.rows<TenantKeyRow>('select tenant, version, master_version, wrapped from tenant_key where tenant = $1', [tenant]);

/** Puts every tenant key under the newest master key; the data keys and all that they seal stay as they are. */
export const rewrapTenantKeys = async (tx: Tx, keyring: Keyring): Promise<number> => {
  const rows = await tx.rows<TenantKeyRow>(
    'select tenant, version, master_version, wrapped from tenant_key where master_version <> $1 for update',
    [keyring.masterVersion],
  );
  for (const row of rows) {
    const where = keyPlace(row.tenant, row.version);
    await tx.run('update tenant_key set master_version = $3, wrapped = $4 where tenant = $1 and version = $2', [
      row.tenant,
      row.version,
      keyring.masterVersion,
      wrapKey(keyring.master(keyring.masterVersion), unwrapped(keyring, row), where),
    ]);
  }
  return rows.length;
};

export type TenantKeyReport = {
  readonly opened: number;
  readonly broken: readonly { readonly tenant: string; readonly version: number; readonly reason: string }[];
  /** How many tenant keys each master version still wraps. */
  readonly byMaster: Readonly<Record<number, number>>;
};

/** Tries every tenant key against the key file. */
export const checkTenantKeys = async (tx: Tx, keyring: Keyring): Promise<TenantKeyReport> => {
  const rows = await tx.rows<TenantKeyRow>(
    'select tenant, version, master_version, wrapped from tenant_key order by tenant, version',
  );
  const byMaster: Record<number, number> = {};
  const broken: { tenant: string; version: number; reason: string }[] = [];
  for (const row of rows) {
    byMaster[row.master_version] = (byMaster[row.master_version] ?? 0) + 1;
    try {
      unwrapped(keyring, row);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      broken.push({ tenant: row.tenant, version: row.version, reason });
    }
  }
  return { opened: rows.length - broken.length, broken, byMaster };
};
