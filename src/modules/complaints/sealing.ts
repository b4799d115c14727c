import type { KeyObject } from 'node:crypto';
import type { TSchema } from 'typebox';
import { isSeen } from '#kernel/field-shapes.ts';
import { idKindCode } from '#kernel/identity-words.ts';
import type { PersonKeys } from '#platform/crypto/person-keys.ts';
import { newId } from '#platform/ids.ts';
import type { NewIndex, PreparedEntries, PutEntry, Vault } from '#platform/vault.ts';
import type { PersonField, Sealed } from './complaint.ts';
import type { Person } from './contract.ts';

/** What one act puts into the vault, gathered so that a single statement can store it. */
export class Sealing {
  readonly prepared: PreparedEntries[] = [];
  readonly #vault: Vault;
  readonly #tenant: string;
  readonly #stream: string;
  readonly #known: PersonKeys;
  readonly #erased: ReadonlySet<string>;
  readonly #heirOf: (person: string) => string | undefined;
  readonly #anew = newId();
  readonly #fresh = new Map<string, KeyObject>();
  readonly #plain = new Map<string, string>();

  constructor(
    vault: Vault,
    tenant: string,
    stream: string,
    known: PersonKeys = new Map(),
    erased: ReadonlySet<string> = new Set(),
    heirOf: (person: string) => string | undefined = () => undefined,
  ) {
    this.#vault = vault;
    this.#tenant = tenant;
    this.#stream = stream;
    this.#known = known;
    this.#erased = erased;
    this.#heirOf = heirOf;
  }

  text(person: string, kind: string, value: string): Sealed {
    const [sealed] = this.#put(person, [{ kind, value }], []);
    if (sealed === undefined) throw new Error('nothing was sealed');
    return sealed;
  }

  value(person: string, kind: string, value: Parameters<Vault['prepare']>[1][number]['value']): Sealed {
    const [sealed] = this.#put(person, [{ kind, value }], []);
    if (sealed === undefined) throw new Error('nothing was sealed');
    return sealed;
  }

  /** A person's own values, each apart, with the blind indexes that recognise the same person again. */
  person(
    values: Partial<Person> & {
      contact?: string | undefined;
      power?: string | undefined;
      /** As the consumer called a respondent whom the directory knows by another name. */
      namedAs?: string | undefined;
      shownAddress?: string | undefined;
      licence?: string | undefined;
      clue?: string | undefined;
      station?: string | undefined;
    },
    person = newId(),
  ): {
    person: string;
    fields: Partial<Record<PersonField, Sealed>>;
  } {
    const named: [PersonField, string | undefined][] = [
      ['name', values.name],
      ['named-as', values.namedAs],
      ['phone', values.phone],
      ['address', values.address],
      ['shown-address', values.shownAddress],
      ['id-type', values.idType === undefined ? undefined : idKindCode(values.idType)],
      ['id-number', values.idNumber],
      ['email', values.email],
      ['special-group', values.specialGroup],
      ['contact', values.contact],
      ['power', values.power],
      ['licence', values.licence],
      ['clue', values.clue],
      ['station', values.station],
    ];
    const given = named.flatMap(([kind, value]) => (value === undefined || !isSeen(value) ? [] : [{ kind, value }]));
    return this.#fields(person, given);
  }

  /** Values as another case kept them, under this case's own keys. */
  again(
    person: string,
    fields: Readonly<Partial<Record<PersonField, string>>>,
  ): { person: string; fields: Partial<Record<PersonField, Sealed>> } {
    const given = (Object.entries(fields) as [PersonField, string][]).map(([kind, value]) => ({ kind, value }));
    return this.#fields(person, given);
  }

  #fields(
    person: string,
    given: readonly { kind: PersonField; value: string }[],
  ): { person: string; fields: Partial<Record<PersonField, Sealed>> } {
    const index: NewIndex[] = given.flatMap(({ kind, value }) =>
      kind === 'phone' || kind === 'id-number' ? [{ purpose: kind, value }] : [],
    );
    const put = this.#put(person, given, index);
    return { person, fields: Object.fromEntries(given.map(({ kind }, i) => [kind, put[i]])) };
  }

  /** Keys of everybody under whose key something lies after this act. */
  get keys(): PersonKeys {
    const known = this.#known;
    const fresh = this.#fresh;
    if (fresh.size === 0) return known;
    return {
      has: (person) => fresh.has(person) || known.has(person),
      get: (person) => fresh.get(person) ?? known.get(person),
    };
  }

  /** Whether this act names somebody. */
  get names(): boolean {
    return this.prepared.some(({ put }) =>
      put.some(({ kind }) => kind === 'name' || kind === 'named-as' || kind === 'contact'),
    );
  }

  /** A text sealed in this very act, for the paper that quotes it. */
  plain(entry: string): string | undefined {
    return this.#plain.get(entry);
  }

  /** What officials still write about a person who was erased is the case's own, or of those who complain along: that key stays destroyed. */
  #holderOf(about: string): string {
    if (!this.#erased.has(about)) return about;
    const heir = this.#heirOf(about) ?? this.#stream;
    // After the term of the file its own key is destroyed too.
    return this.#erased.has(heir) ? this.#anew : heir;
  }

  #put(about: string, entries: Parameters<Vault['prepare']>[1], index: readonly NewIndex[]): Sealed[] {
    const person = this.#holderOf(about);
    const key = this.#known.get(person) ?? this.#fresh.get(person);
    const rows = this.#vault.prepare({ tenant: this.#tenant, stream: this.#stream, person }, entries, index, key);
    if (key === undefined) this.#fresh.set(person, rows.personKey);
    entries.forEach(({ value }, i) => {
      const entry = rows.entries[i];
      if (entry !== undefined && typeof value === 'string') this.#plain.set(entry, value);
    });
    this.prepared.push(rows);
    return rows.put.map(({ entry, commitment }: PutEntry) => ({ entry, commitment }));
  }
}

/** Names of the body's fields whose schema says `sealed`. */
export const sealedFieldsOf = (schema: TSchema): readonly string[] => {
  const properties = (schema as { properties?: Record<string, { sealed?: boolean }> }).properties ?? {};
  return Object.keys(properties).filter((name) => properties[name]?.sealed === true);
};
