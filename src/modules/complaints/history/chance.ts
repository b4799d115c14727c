/** Chance that comes out the same for the same seed, on every machine (sfc32 over a hash of the seed). */
export class Chance {
  #a: number;
  #b: number;
  #c: number;
  #count = 1;

  constructor(seed: string) {
    let hash = 0x811c9dc5;
    const mixed = [0, 0, 0].map((_, round) => {
      for (let i = 0; i < seed.length; i++) hash = Math.imul(hash ^ (seed.charCodeAt(i) + round), 0x01000193);
      return hash >>> 0;
    });
    [this.#a = 0, this.#b = 0, this.#c = 0] = mixed;
    for (let i = 0; i < 12; i++) this.next();
  }

  /** From 0 up to, not including, 1. */
  next(): number {
    const sum = (this.#a + this.#b + this.#count) | 0;
    this.#count = (this.#count + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (this.#c << 21) | (this.#c >>> 11);
    this.#c = (this.#c + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  }

  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  happens(share: number): boolean {
    return this.next() < share;
  }

  pick<T>(list: readonly T[]): T {
    const found = list[Math.floor(this.next() * list.length)];
    if (found === undefined) throw new Error('nothing to pick from');
    return found;
  }

  digits(count: number): string {
    let text = '';
    while (text.length < count) text += String(this.between(0, 9));
    return text;
  }

  bytes(count: number): Uint8Array {
    return Uint8Array.from({ length: count }, () => this.between(0, 255));
  }

  /** As the program's own ids (uuid, version 7), but of that moment. */
  uuidAt(at: Date): string {
    const time = at.getTime().toString(16).padStart(12, '0');
    const hex = Array.from(this.bytes(10), (byte) => byte.toString(16).padStart(2, '0')).join('');
    const variant = ((Number.parseInt(hex.slice(3, 4), 16) & 3) | 8).toString(16);
    return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(0, 3)}-${variant}${hex.slice(4, 7)}-${hex.slice(7, 19)}`;
  }
}
