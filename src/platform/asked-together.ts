import { NextRun } from './next-run.ts';

/**
 * Look-ups by key that are asked at the same moment share a statement: the first leaves at once, those who come while it
 * is under way leave together after it. Nothing is remembered: every answer is younger than its question.
 */
export class AskedTogether<V> {
  readonly #runs: NextRun<ReadonlyMap<string, V>>;
  #keys = new Map<string, Buffer>();

  /** `ask` answers by the key's hexadecimal text; a key it leaves out is unknown. */
  constructor(ask: (keys: readonly Buffer[]) => Promise<ReadonlyMap<string, V>>) {
    this.#runs = new NextRun(() => {
      const keys = [...this.#keys.values()];
      this.#keys = new Map();
      return ask(keys);
    });
  }

  async find(key: Buffer): Promise<V | undefined> {
    const name = key.toString('hex');
    this.#keys.set(name, key);
    return (await this.#runs.join()).get(name);
  }
}
