import { elapsed } from './clock.ts';

/** Values that change a few times a year and are asked for by every act: kept for half a minute a process. */
export class Remembered<T> {
  readonly #keptFor: number;
  readonly #most: number;
  readonly #kept = new Map<string, { readonly until: number; readonly value: T }>();

  constructor(keptFor = 30_000, most = 5_000) {
    this.#keptFor = keptFor;
    this.#most = most;
  }

  get(key: string): T | undefined {
    const held = this.#kept.get(key);
    return held !== undefined && held.until > elapsed() ? held.value : undefined;
  }

  drop(key: string): void {
    this.#kept.delete(key);
  }

  set(key: string, value: T): void {
    if (this.#kept.size >= this.#most) this.#kept.clear();
    this.#kept.set(key, { until: elapsed() + this.#keptFor, value });
  }
}

/** What is asked for many times at once is made once; a failure is not remembered. */
export const madeOnce = <T>(kept: Remembered<Promise<T>>, key: string, make: () => Promise<T>): Promise<T> => {
  const before = kept.get(key);
  if (before !== undefined) return before;
  const making = make();
  kept.set(key, making);
  making.catch(() => kept.drop(key));
  return making;
};
