import { emptyHash, eventHash, type StreamKey } from './events.ts';
import type { Head } from './heads.ts';
import type { RaiseFault } from './verify-faults.ts';

/** An event as stored. `whole` is false where its moment is finer than the milliseconds that were hashed. */
export type ChainedRow = {
  readonly version: number;
  readonly type: string;
  readonly payload: unknown;
  readonly actor: string;
  readonly at: Date;
  readonly hash: Buffer;
  readonly whole: boolean;
};

/** Each event's hash over the one before; a broken link is told once, and the chain goes on from what is stored. */
export const checkChain = (
  key: StreamKey,
  head: { readonly version: number; readonly head_hash: Buffer } | undefined,
  events: readonly ChainedRow[],
  fault: RaiseFault,
): void => {
  let previous: Buffer = emptyHash;
  let version = 0;
  for (const event of events) {
    if (event.version !== version + 1) fault('event-missing', { version: version + 1 });
    else if (!event.whole || !isHashed(key, previous, event)) fault('event-changed', { version: event.version });
    previous = event.hash;
    version = event.version;
  }
  if (head === undefined) return;
  if (version < head.version) fault('event-missing', { version: version + 1 });
  else if (version > head.version) fault('event-after-head', { version });
  else if (!previous.equals(head.head_hash)) fault('head-differs', { version });
};

const isHashed = (key: StreamKey, previous: Buffer, event: ChainedRow): boolean => {
  try {
    return eventHash(key, previous, event).equals(event.hash);
  } catch {
    return false;
  }
};

type SignedFile = { readonly heads: AsyncIterator<Head>; next: Head | undefined; begun: boolean };

/** Walks several signed files beside the streams: both are in the order of tenant and stream. */
export class SignedHeads {
  readonly #files: { readonly heads: AsyncIterator<Head>; next: Head | undefined; begun: boolean }[];
  readonly #gone: (head: Head) => void;

  constructor(files: readonly AsyncIterator<Head>[], gone: (head: Head) => void) {
    this.#files = files.map((heads) => ({ heads, next: undefined, begun: false }));
    this.#gone = gone;
  }

  async meet(key: StreamKey, compare: (head: Head) => void): Promise<void> {
    for (const file of this.#files) {
      if (!file.begun) await this.#advance(file);
      while (file.next !== undefined && isBefore(file.next, key)) {
        this.#gone(file.next);
        await this.#advance(file);
      }
      if (file.next === undefined || isBefore(key, file.next)) continue;
      compare(file.next);
      await this.#advance(file);
    }
  }

  async end(): Promise<void> {
    await this.meet({ tenant: '\uffff', stream: '' }, () => undefined);
  }

  async #advance(file: SignedFile): Promise<void> {
    file.begun = true;
    const step = await file.heads.next();
    file.next = step.done === true ? undefined : step.value;
  }
}

const isBefore = (a: StreamKey, b: StreamKey): boolean =>
  a.tenant < b.tenant || (a.tenant === b.tenant && a.stream < b.stream);
