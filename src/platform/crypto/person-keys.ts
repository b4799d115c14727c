import type { KeyObject } from 'node:crypto';

/** The keys of the persons of a case, each opened when it is first used: most acts seal nothing. */
export class PersonKeys {
  readonly #open: ReadonlyMap<string, () => KeyObject>;
  readonly #opened = new Map<string, KeyObject>();

  constructor(open: ReadonlyMap<string, () => KeyObject> = new Map()) {
    this.#open = open;
  }

  has(person: string): boolean {
    return this.#open.has(person);
  }

  get(person: string): KeyObject | undefined {
    const before = this.#opened.get(person);
    if (before !== undefined) return before;
    const key = this.#open.get(person)?.();
    if (key !== undefined) this.#opened.set(person, key);
    return key;
  }
}
