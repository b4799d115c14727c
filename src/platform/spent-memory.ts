import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What may lie about uncollected beyond what was in use after the last time, in bytes. */
const MOST = 24_000_000;

/**
 * A walk through everything in pages leaves many times what it holds at once. The engine, left to itself, lets that grow with the
 * memory of the machine before it looks for it, and with it what lies outside its heap: ciphers, hashes, answers of the database.
 */
export class SpentMemory {
  #inUse = used();

  /** Between two pages, when nothing of the one before is needed any more. Says whether it was time. */
  collect(): boolean {
    if (used() - this.#inUse < MOST) return false;
    collector()();
    this.#inUse = used();
    return true;
  }
}

const used = (): number => {
  const { used_heap_size, external_memory } = getHeapStatistics();
  return used_heap_size + external_memory;
};

let known: (() => void) | undefined;

/** There is no other way to it once the process runs: contexts made after the flag was set have it. */
const collector = (): (() => void) => {
  if (known === undefined) {
    setFlagsFromString('--expose-gc');
    known = runInNewContext('gc') as () => void;
    setFlagsFromString('--no-expose-gc');
  }
  return known;
};
