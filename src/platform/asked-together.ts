/**
 * Look-ups by key that are asked at the same moment share a statement: the first leaves at once, those who come while it
 * is under way leave together after it. Nothing is remembered: every answer is younger than its question.
 */
export class AskedTogether<V> {
  readonly #ask: (keys: readonly Buffer[]) => Promise<ReadonlyMap<string, V>>;
  #waiting: { readonly keys: Map<string, Buffer>; readonly answer: Promise<ReadonlyMap<string, V>> } | undefined;
  #underWay: Promise<unknown> = Promise.resolve();

  /** `ask` answers by the key's hexadecimal text; a key it leaves out is unknown. */
  constructor(ask: (keys: readonly Buffer[]) => Promise<ReadonlyMap<string, V>>) {
    this.#ask = ask;
  }

  async find(key: Buffer): Promise<V | undefined> {
    const name = key.toString('hex');
    this.#waiting ??= this.#nextTurn();
    this.#waiting.keys.set(name, key);
    return (await this.#waiting.answer).get(name);
  }

  #nextTurn() {
    const keys = new Map<string, Buffer>();
    const answer = this.#underWay.then(() => {
      this.#waiting = undefined;
      return this.#ask([...keys.values()]);
    });
    this.#underWay = answer.catch(() => undefined);
    return { keys, answer };
  }
}
