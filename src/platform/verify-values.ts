import { entryAnswers, type Json, type OpenedEntry, openEntryBytes } from './crypto/entries.ts';
import type { StreamKey } from './events.ts';
import type { Vault } from './vault.ts';

/** A vault entry with the key of its person, as read from the tables. */
export type StoredEntry = {
  readonly stream: string;
  readonly entry: string;
  readonly person: string;
  readonly kind: string;
  readonly sealed: Buffer;
  readonly tenant_key_version: number;
  readonly wrapped: Buffer | null;
  readonly destroyed_basis: string | null;
};

export type Committed = { readonly entry: string; readonly commitment: string };

export type Lessened = { readonly commitment: string; readonly basis: string };

/** Commitments to values that name somebody no more since an erasure, by entry, the last one of each, with its basis. */
export const lessenedIn = (events: readonly { readonly payload: unknown }[]): ReadonlyMap<string, Lessened> =>
  new Map(
    events.flatMap(({ payload }) => {
      const { lessened, basis } = (payload ?? {}) as { lessened?: unknown; basis?: unknown };
      if (typeof lessened !== 'object' || lessened === null) return [];
      return Object.entries(lessened).map(
        ([entry, commitment]) => [entry, { commitment: String(commitment), basis: String(basis) }] as const,
      );
    }),
  );

export type ValueFinding = { readonly entry: string; readonly finding: 'value-missing' | 'value-broken' };

/** Every commitment inside a payload, wherever it stands. */
export const commitmentsIn = (payload: unknown): Committed[] => {
  if (typeof payload !== 'object' || payload === null) return [];
  const { entry, commitment } = payload as Partial<Committed>;
  if (typeof entry === 'string' && typeof commitment === 'string') return [{ entry, commitment }];
  return Object.values(payload).flatMap(commitmentsIn);
};

/** The values of one stream, opened when asked for; an erased one is neither true nor broken. */
export class StreamValues {
  readonly #vault: Vault;
  readonly #key: StreamKey;
  readonly #stored: ReadonlyMap<string, StoredEntry>;
  readonly #opened = new Map<string, OpenedEntry | 'erased' | 'broken'>();
  readonly #persons = new Map<string, ReturnType<Vault['personKey']>>();

  constructor(vault: Vault, key: StreamKey, stored: readonly StoredEntry[]) {
    this.#vault = vault;
    this.#key = key;
    this.#stored = new Map(stored.map((row) => [row.entry, row]));
  }

  value(entry: string): Json | undefined {
    const opened = this.#open(entry);
    return typeof opened === 'object' ? opened.value : undefined;
  }

  /** Of these kinds, in the order in which they were given. */
  ofKinds(kinds: readonly string[]): readonly StoredEntry[] {
    return [...this.#stored.values()]
      .filter(({ kind }) => kinds.includes(kind))
      .sort((a, b) => (a.entry < b.entry ? -1 : 1));
  }

  /** Under whose key it lies. */
  personOf(entry: string): string | undefined {
    return this.#stored.get(entry)?.person;
  }

  /** `holds`, a fault, or the basis under which it was erased. */
  check({ entry, commitment }: Committed): 'holds' | ValueFinding['finding'] | { readonly erasedUnder: string } {
    const opened = this.#open(entry);
    if (opened === undefined) return 'value-missing';
    if (opened === 'erased') return { erasedUnder: this.#stored.get(entry)?.destroyed_basis ?? '' };
    return opened !== 'broken' && entryAnswers(opened, commitment) ? 'holds' : 'value-broken';
  }

  #open(entry: string): OpenedEntry | 'erased' | 'broken' | undefined {
    const known = this.#opened.get(entry);
    if (known !== undefined) return known;
    const row = this.#stored.get(entry);
    if (row === undefined) return undefined;
    const opened = this.#unseal(row);
    this.#opened.set(entry, opened);
    return opened;
  }

  #unseal(row: StoredEntry): OpenedEntry | 'erased' | 'broken' {
    try {
      const key = this.#personKey(row);
      if (key === undefined) return 'erased';
      return openEntryBytes(key, { ...this.#key, person: row.person, entry: row.entry, kind: row.kind }, row.sealed);
    } catch {
      return 'broken';
    }
  }

  #personKey(row: StoredEntry): ReturnType<Vault['personKey']> {
    if (row.wrapped === null) return undefined;
    const known = this.#persons.get(row.person);
    if (known !== undefined) return known;
    const key = this.#vault.personKey({ ...this.#key, person: row.person }, row);
    this.#persons.set(row.person, key);
    return key;
  }
}
