import { setTimeout as sleep } from 'node:timers/promises';
import { elapsed } from '#platform/clock.ts';

export type Pace = {
  readonly connections: number;
  /** Ends when either is reached. */
  readonly seconds: number;
  readonly count: number;
  /** Left out of the figures: caches, prepared statements and the JIT compiler settle. */
  readonly warmUpSeconds?: number;
  /**
   * Requests that begin a second, all connections together, as people make them; as many as it takes when silent. What
   * begins late because an answer came late counts from when it should have begun.
   */
  readonly perSecond?: number;
};

export type Measured = {
  readonly count: number;
  /** With those of the warming up. */
  readonly all: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly worst: number;
};

/** Runs `once` on every connection again and again; an error ends the whole measurement. */
export const drive = async (pace: Pace, once: (connection: number) => Promise<void>): Promise<Measured> => {
  const begun = elapsed();
  const from = begun + (pace.warmUpSeconds ?? 0) * 1000;
  const until = from + pace.seconds * 1000;
  const times: number[] = [];
  let all = 0;
  let failure: unknown;
  const gap = pace.perSecond === undefined ? undefined : (pace.connections * 1000) / pace.perSecond;
  const connection = async (index: number): Promise<void> => {
    let slot = begun + ((gap ?? 0) * index) / pace.connections;
    while (failure === undefined && times.length < pace.count && elapsed() < until) {
      if (gap !== undefined) await sleep(Math.max(0, slot - elapsed()));
      const at = gap === undefined ? elapsed() : slot;
      slot += gap ?? 0;
      try {
        await once(index);
      } catch (error) {
        failure ??= error;
      }
      all += 1;
      if (at >= from) times.push(elapsed() - at);
    }
  };
  await Promise.all(Array.from({ length: pace.connections }, (_, index) => connection(index)));
  if (failure !== undefined) throw failure;
  const seconds = (elapsed() - from) / 1000;
  const sorted = Float64Array.from(times).sort();
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
  return {
    count: sorted.length,
    all,
    seconds,
    perSecond: sorted.length / seconds,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    worst: sorted.at(-1) ?? Number.NaN,
  };
};
