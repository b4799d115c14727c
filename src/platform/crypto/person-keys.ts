import type { KeyObject } from 'node:crypto';

/** The keys of the persons of a case. */
export type PersonKeys = Pick<ReadonlyMap<string, KeyObject>, 'get' | 'has'>;

/** Each is opened when it is first used: most acts seal nothing. */
export class KeysOnDemand implements PersonKeys {
  readonly #open: ReadonlyMap<string, () => KeyObject | undefined>;
  readonly #opened = new Map<string, KeyObject>();

  constructor(open: ReadonlyMap<string, () => KeyObject | undefined>) {
    this.#open = open;
  }

  has(person: string): boolean {
    return this.#open.has(person);
  }

  get(person: string): KeyObject | undefined {
    const key = this.#opened.get(person) ?? this.#open.get(person)?.();
    if (key !== undefined) this.#opened.set(person, key);
    return key;
  }
}
