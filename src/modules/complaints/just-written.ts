import { elapsed } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { PersonKeys } from '#platform/crypto/person-keys.ts';
import type { Database } from '#platform/db.ts';
import type { ChainedEvents } from '#platform/events.ts';
import type { Complaint, ComplaintEvent } from './complaint.ts';
import { evolve } from './evolve.ts';
import { isOwnRecord, type LoadedComplaint } from './store.ts';

/** An act as it went to the database, and the case it was done on; none before the filing. */
export type Written = {
  readonly tenant: string;
  readonly stream: string;
  readonly before: Pick<LoadedComplaint, 'state' | 'settledVersion'> | undefined;
  readonly chained: ChainedEvents;
  readonly actor: string;
  readonly personKeys: PersonKeys;
  readonly erased: ReadonlySet<string>;
};

const KEPT_FOR = 120_000;
const KEPT_AT_MOST = 1_000;

/**
 * Cases as this process wrote them last, for the next act of somebody who has seen that very version: it then need not read
 * the case again. What stands here may be old and says nothing of who may see it: such an act is written only where the head
 * it was decided on still stands and is in sight, and done anew under the lock where it does not, or where the rules refuse
 * (docs/decisions/0051).
 */
export class JustWritten {
  readonly #kept = new Map<string, { readonly until: number; readonly written: Written }>();

  keep(number: string, written: Written): void {
    const now = elapsed();
    this.#kept.delete(number);
    // Oldest first. What nobody may use any more goes, and its keys with it.
    for (const [old, { until }] of this.#kept) {
      if (until > now && this.#kept.size < KEPT_AT_MOST) break;
      this.#kept.delete(old);
    }
    this.#kept.set(number, { until: now + KEPT_FOR, written });
  }

  forget(number: string): void {
    this.#kept.delete(number);
  }

  has(number: string, version: number | undefined): boolean {
    const held = this.#kept.get(number);
    return held !== undefined && held.written.chained.version === version && held.until > elapsed();
  }

  /** The case at that version, folded from what was written as if it had been read. */
  at(number: string, version: number | undefined): LoadedComplaint | undefined {
    const held = this.has(number, version) ? this.#kept.get(number) : undefined;
    return held === undefined ? undefined : refolded(held.written);
  }
}

const refolded = ({ before, chained, actor, ...rest }: Written): LoadedComplaint => {
  let state: Complaint | undefined = before?.state;
  let settledVersion = before?.settledVersion ?? 0;
  for (const [i, type] of chained.types.entries()) {
    const payload: unknown = JSON.parse(chained.payloads[i] ?? 'null');
    state = evolve(state, { type, payload } as ComplaintEvent);
    if (!isOwnRecord({ type, payload, actor })) settledVersion = state.version;
  }
  if (state === undefined) throw new Error('nothing was written');
  return { ...rest, state, settledVersion, headHash: chained.headHash };
};

const perDatabase = new WeakMap<Database, JustWritten>();

export const justWrittenIn = ({ database }: Pick<Context, 'database'>): JustWritten => {
  let kept = perDatabase.get(database);
  if (kept === undefined) {
    kept = new JustWritten();
    perDatabase.set(database, kept);
  }
  return kept;
};
