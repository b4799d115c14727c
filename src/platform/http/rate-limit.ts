import { elapsed } from '../clock.ts';

export type Rate = { readonly perMinute: number; readonly burst: number };

type Bucket = { level: number; at: number };

/** Token buckets in this process: each key may spend `burst` at once and `perMinute` steadily. */
export class RateLimit {
  readonly #rate: Rate;
  readonly #most: number;
  readonly #buckets = new Map<string, Bucket>();

  constructor(rate: Rate, mostKeys = 50_000) {
    this.#rate = rate;
    this.#most = mostKeys;
  }

  /** Spends one; 0 when allowed, else the whole seconds to wait. */
  spend(key: string, at = elapsed()): number {
    const perMillisecond = this.#rate.perMinute / 60_000;
    const known = this.#buckets.get(key);
    const level =
      known === undefined
        ? this.#rate.burst
        : Math.min(this.#rate.burst, known.level + (at - known.at) * perMillisecond);
    // Deleted and set again, so that the map is in order of use and the front is what nobody needs.
    this.#buckets.delete(key);
    this.#buckets.set(key, { level: level >= 1 ? level - 1 : level, at });
    if (this.#buckets.size > this.#most) this.#forgetOldest();
    return level >= 1 ? 0 : Math.max(1, Math.ceil((1 - level) / perMillisecond / 1000));
  }

  /** One that was spent on what did not come about. */
  giveBack(key: string): void {
    const known = this.#buckets.get(key);
    if (known !== undefined) known.level = Math.min(this.#rate.burst, known.level + 1);
  }

  get size(): number {
    return this.#buckets.size;
  }

  #forgetOldest(): void {
    const [oldest] = this.#buckets.keys();
    if (oldest !== undefined) this.#buckets.delete(oldest);
  }
}
