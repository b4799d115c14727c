import type { KeyObject } from 'node:crypto';
import type { Actor } from '#kernel/actor.ts';
import { dayOf } from '#kernel/day.ts';
import { maskOf } from '#kernel/mask.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { audit } from './audit.ts';
import { now } from './clock.ts';
import { type IndexPurpose, normalFor } from './crypto/blind-index.ts';
import {
  entryAnswers,
  type Json,
  type OpenedEntry,
  openEntryBytes,
  sealEntry,
  unwrapPersonKey,
  wrapPersonKey,
} from './crypto/entries.ts';
import type { Keyring } from './crypto/keyring.ts';
import type { PersonKeys } from './crypto/person-keys.ts';
import { newSecretKey } from './crypto/sealing.ts';
import type { TenantKeys } from './crypto/tenant-keys.ts';
import type { Tx } from './db.ts';
import { listErasure } from './erasures.ts';
import { newId } from './ids.ts';

export type CaseKey = { readonly tenant: string; readonly stream: string };
export type PersonRef = CaseKey & { readonly person: string };
export type EntryRef = CaseKey & { readonly entry: string };

/** `kind` names the mask as well (`#kernel/mask.ts`): name, phone, id-number, address, email; others show nothing. */
export type NewEntry = { readonly kind: string; readonly value: Json };
export type NewIndex = { readonly purpose: IndexPurpose; readonly value: string };

/** What goes into the event: the entry's id and the commitment to its value. */
export type PutEntry = { readonly entry: string; readonly kind: string; readonly commitment: string };

/** Rows ready for one statement, as parallel arrays for `unnest`; `key` is undefined when the person's key exists. */
export type PreparedEntries = PersonRef & {
  /** For further values of the same person in the same act. */
  readonly personKey: KeyObject;
  readonly key: { readonly tenantKeyVersion: number; readonly wrapped: Buffer } | undefined;
  readonly put: readonly PutEntry[];
  readonly entries: readonly string[];
  readonly kinds: readonly string[];
  readonly sealed: readonly Buffer[];
  readonly purposes: readonly IndexPurpose[];
  readonly versions: readonly number[];
  readonly digests: readonly Buffer[];
  /** By what the person is recognised anew: marks of values given before lead nowhere any more. */
  readonly replaced: readonly IndexPurpose[];
};

export type VaultValue = {
  readonly entry: string;
  readonly person: string;
  readonly kind: string;
  readonly value: Json;
};
export type MaskedValue = { readonly entry: string; readonly kind: string; readonly masked: string };

type KeyRow = {
  tenant_key_version: number;
  wrapped: Buffer | null;
  destroyed_at: Date | null;
  destroyed_basis: string | null;
};
type EntryRow = KeyRow & { entry: string; person: string; kind: string; sealed: Buffer };

const entryColumns =
  'e.entry, e.person, e.kind, e.sealed, k.tenant_key_version, k.wrapped, k.destroyed_at, k.destroyed_basis';
const entryJoin = `from vault_entry e
  join person_key k on k.tenant = e.tenant and k.stream = e.stream and k.person = e.person`;

/** Where personal values lie: sealed per person and case, opened as a recorded act, gone when the key is destroyed. */
export class Vault {
  readonly #keys: TenantKeys;
  readonly #keyring: Keyring;

  constructor(keyring: Keyring, keys: TenantKeys) {
    this.#keyring = keyring;
    this.#keys = keys;
  }

  /** Call before `prepare` on a tenant met for the first time; free afterwards. */
  load(tenant: string, tx?: Tx): Promise<void> {
    return this.#keys.load(tenant, tx);
  }

  /** Seals without touching the database. `known` is the person's existing key in this case, if any. */
  prepare(
    at: PersonRef,
    entries: readonly NewEntry[],
    index: readonly NewIndex[] = [],
    known?: KeyObject,
  ): PreparedEntries {
    const personKey = known ?? newSecretKey();
    const ids: string[] = [];
    const sealed: Buffer[] = [];
    const put: PutEntry[] = [];
    for (const { kind, value } of entries) {
      const entry = newId();
      const one = sealEntry(personKey, { ...at, entry, kind }, value);
      ids.push(entry);
      sealed.push(one.sealed);
      put.push({ entry, kind, commitment: one.commitment });
    }
    // A dash or a blank where no number was known would make one person of all who have none.
    const marking = index.filter(({ purpose, value }) => normalFor(purpose, value) !== '');
    const digests = marking.map(({ purpose, value }) => this.#keyring.digest(purpose, value));
    return {
      tenant: at.tenant,
      stream: at.stream,
      person: at.person,
      personKey,
      key: known === undefined ? this.#wrap(at, personKey) : undefined,
      put,
      entries: ids,
      kinds: entries.map((entry) => entry.kind),
      sealed,
      purposes: digests.map((one) => one.purpose),
      versions: digests.map((one) => one.version),
      digests: digests.map((one) => one.digest),
      replaced: [...new Set(index.map((one) => one.purpose))],
    };
  }

  /** The person's key from a row the caller has read along with the case; undefined once erased. */
  personKey(at: PersonRef, row: Pick<KeyRow, 'tenant_key_version' | 'wrapped'>): KeyObject | undefined {
    return this.#personKey(at, row);
  }

  /** One statement for key, entries and index. The stream row must exist already, or be made in the same statement. */
  async store(tx: Tx, rows: PreparedEntries): Promise<void> {
    await tx.run(storeStatement, [
      rows.tenant,
      rows.stream,
      rows.person,
      rows.key?.tenantKeyVersion ?? null,
      rows.key?.wrapped ?? null,
      now(),
      rows.entries,
      rows.kinds,
      rows.sealed,
      rows.purposes,
      rows.versions,
      rows.digests,
    ]);
  }

  /** Adds values of a person to a case; the person's key in that case is made when absent. */
  async putEntries(
    tx: Tx,
    at: PersonRef & { readonly entries: readonly NewEntry[]; readonly index?: readonly NewIndex[] },
  ): Promise<readonly PutEntry[] | Refusal> {
    await this.load(at.tenant, tx);
    const row = await tx.maybe<KeyRow>(
      `select tenant_key_version, wrapped, destroyed_at, destroyed_basis from person_key
        where tenant = $1 and stream = $2 and person = $3`,
      [at.tenant, at.stream, at.person],
    );
    const known = row === undefined ? undefined : this.#personKey(at, row);
    if (row !== undefined && known === undefined) return erased(row);
    const rows = this.prepare(at, at.entries, at.index, known);
    await this.store(tx, rows);
    return rows.put;
  }

  /** For the machinery of an act (a notice needs the address): no mask, no line of its own; the act is the record. */
  async openEntry(tx: Tx, ref: EntryRef): Promise<VaultValue | Refusal> {
    const [value] = await this.openEntries(tx, ref, [ref.entry]);
    return value ?? refuse('vault-entry-not-found', { status: 404 });
  }

  /** As openEntry, for several entries of one case in one query, in the order asked. Unknown ones are left out. */
  async openEntries(tx: Tx, ref: CaseKey, entries: readonly string[]): Promise<(VaultValue | Refusal)[]> {
    await this.load(ref.tenant, tx);
    const rows = await tx.rows<EntryRow>(
      `select ${entryColumns} ${entryJoin} where e.tenant = $1 and e.stream = $2 and e.entry = any ($3::uuid[])
        order by array_position($3::uuid[], e.entry)`,
      [ref.tenant, ref.stream, entries],
    );
    const keys = new Map<string, KeyObject>();
    return rows.map((row) => {
      const opened = this.#open(ref, row, keys);
      return 'refusal' in opened
        ? opened
        : { entry: row.entry, person: row.person, kind: row.kind, value: opened.value };
    });
  }

  /** As openEntries, where the keys of the case are at hand; in no order. What lies under none of them is left out. */
  async openUnder(tx: Tx, at: CaseKey, entries: readonly string[], keys: PersonKeys): Promise<VaultValue[]> {
    const rows = await tx.rows<Pick<EntryRow, 'entry' | 'person' | 'kind' | 'sealed'>>(
      `select entry, person, kind, sealed from vault_entry where tenant = $1 and stream = $2 and entry = any ($3::uuid[])`,
      [at.tenant, at.stream, entries],
    );
    return rows.flatMap(({ entry, person, kind, sealed }) => {
      const key = keys.get(person);
      if (key === undefined) return [];
      const place = { tenant: at.tenant, stream: at.stream, person, entry, kind };
      return [{ entry, person, kind, value: openEntryBytes(key, place, sealed).value }];
    });
  }

  /** What stands under one kind in each of several cases, by its stream, in one query. What is erased is left out. */
  async openKind(tx: Tx, cases: readonly CaseKey[], kind: string): Promise<ReadonlyMap<string, Json>> {
    for (const tenant of new Set(cases.map((one) => one.tenant))) await this.load(tenant, tx);
    const rows = await tx.rows<EntryRow & CaseKey>(
      `select e.tenant, e.stream, ${entryColumns} ${entryJoin}
        where e.kind = $3 and (e.tenant, e.stream) in (select * from unnest($1::text[], $2::uuid[]))`,
      [cases.map((one) => one.tenant), cases.map((one) => one.stream), kind],
    );
    const values = new Map<string, Json>();
    for (const row of rows) {
      const opened = this.#open(row, row);
      if (!('refusal' in opened)) values.set(row.stream, opened.value);
    }
    return values;
  }

  /** What screens show by default. An erased value shows as an empty mask. */
  async masked(tx: Tx, ref: CaseKey, entries: readonly string[]): Promise<MaskedValue[]> {
    await this.load(ref.tenant, tx);
    const rows = await tx.rows<EntryRow>(
      `select ${entryColumns} ${entryJoin} where e.tenant = $1 and e.stream = $2 and e.entry = any ($3::uuid[])`,
      [ref.tenant, ref.stream, entries],
    );
    const keys = new Map<string, KeyObject>();
    return rows.map((row) => {
      const opened = this.#open(ref, row, keys);
      return { entry: row.entry, kind: row.kind, masked: 'refusal' in opened ? '' : maskOf(row.kind, opened.value) };
    });
  }

  /** Opens one value for a person's eyes: the look and its reason are recorded in the same transaction. */
  async reveal(tx: Tx, actor: Actor, ref: EntryRef, reason: string): Promise<VaultValue | Refusal> {
    if (reason.trim().length < 2) return refuse('reason-missing', { status: 422, field: 'reason' });
    const value = await this.openEntry(tx, ref);
    if ('refusal' in value) return value;
    await audit(tx, {
      tenant: ref.tenant,
      account: actor.account,
      act: 'reveal',
      subject: `stream:${ref.stream}`,
      reason: reason.trim(),
      detail: { entry: ref.entry, kind: value.kind, person: value.person },
    });
    return value;
  }

  /** Does the value still answer the commitment in its event? An erased one is neither true nor broken. */
  async check(tx: Tx, ref: EntryRef, commitment: string): Promise<'holds' | 'broken' | 'missing' | Refusal> {
    await this.load(ref.tenant, tx);
    const row = await tx.maybe<EntryRow>(
      `select ${entryColumns} ${entryJoin} where e.tenant = $1 and e.stream = $2 and e.entry = $3`,
      [ref.tenant, ref.stream, ref.entry],
    );
    if (row === undefined) return 'missing';
    try {
      const opened = this.#open(ref, row);
      if ('refusal' in opened) return opened;
      return entryAnswers(opened, commitment) ? 'holds' : 'broken';
    } catch {
      return 'broken';
    }
  }

  /**
   * Destroys the person's key in one case and forgets the ways of recognising the person. The caller appends the
   * event with the same basis. Refused under a legal hold.
   */
  async erasePerson(tx: Tx, actor: Actor, ref: PersonRef, basis: string): Promise<{ erasedAt: Date } | Refusal> {
    const held = await tx.maybe<{ held: boolean }>(
      'select true as held from legal_hold where tenant = $1 and stream = $2 and lifted_at is null limit 1',
      [ref.tenant, ref.stream],
    );
    if (held !== undefined) return refuse('under-legal-hold', { status: 409 });
    const erasedAt = now();
    const destroyed = await tx.run(
      `update person_key set wrapped = null, destroyed_at = $4, destroyed_basis = $5
        where tenant = $1 and stream = $2 and person = $3 and wrapped is not null`,
      [ref.tenant, ref.stream, ref.person, erasedAt, basis],
    );
    if (destroyed === 0) return refuse('person-not-found', { status: 404 });
    await tx.run('delete from blind_index where tenant = $1 and stream = $2 and person = $3', [
      ref.tenant,
      ref.stream,
      ref.person,
    ]);
    await listErasure(tx, {
      tenant: ref.tenant,
      stream: ref.stream,
      person: ref.person,
      at: erasedAt.toISOString(),
      basis,
    });
    await audit(tx, {
      tenant: ref.tenant,
      account: actor.account,
      act: 'erase-person',
      subject: `stream:${ref.stream}`,
      reason: basis,
      detail: { person: ref.person },
    });
    return { erasedAt };
  }

  #wrap(at: PersonRef, personKey: KeyObject): { tenantKeyVersion: number; wrapped: Buffer } {
    const tenantKey = this.#keys.newest(at.tenant);
    return { tenantKeyVersion: tenantKey.version, wrapped: wrapPersonKey(tenantKey.key, personKey, at) };
  }

  #personKey(at: PersonRef, row: Pick<KeyRow, 'tenant_key_version' | 'wrapped'>): KeyObject | undefined {
    if (row.wrapped === null) return undefined;
    return unwrapPersonKey(this.#keys.of(at.tenant, row.tenant_key_version), row.wrapped, at);
  }

  /** `keys` are those already opened of the same case, within one answer of the database. */
  #open(ref: CaseKey, row: EntryRow, keys?: Map<string, KeyObject>): OpenedEntry | Refusal {
    const at = { tenant: ref.tenant, stream: ref.stream, person: row.person };
    const key = keys?.get(row.person) ?? this.#personKey(at, row);
    if (key !== undefined) keys?.set(row.person, key);
    return key === undefined
      ? erased(row)
      : openEntryBytes(key, { ...at, entry: row.entry, kind: row.kind }, row.sealed);
  }
}

const erased = (row: KeyRow): Refusal =>
  refuse('person-erased', {
    status: 410,
    params: { on: row.destroyed_at === null ? '' : dayOf(row.destroyed_at), under: row.destroyed_basis ?? '' },
  });

const storeStatement = `with made_key as (
    insert into person_key (tenant, stream, person, tenant_key_version, wrapped)
    select $1, $2, $3, $4, $5 where $5::bytea is not null),
  made_index as (
    insert into blind_index (tenant, stream, person, purpose, version, digest)
    select $1, $2, $3, * from unnest($10::text[], $11::integer[], $12::bytea[]) on conflict do nothing)
  insert into vault_entry (tenant, stream, person, made_at, entry, kind, sealed)
  select $1, $2, $3, $6, * from unnest($7::uuid[], $8::text[], $9::bytea[])`;
