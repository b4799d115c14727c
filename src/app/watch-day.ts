import { join } from 'node:path';
import { elapsed, now } from '#platform/clock.ts';
import type { Config } from '#platform/config.ts';
import { DayWatch } from '#platform/day-watch.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import type { InstanceKind } from '#platform/instance.ts';
import { type KnownDay, lastKnownDay } from '#platform/known-day.ts';
import type { Log } from '#platform/log.ts';
import type { Metrics } from '#platform/metrics.ts';

const LOOKS_EVERY = 60_000;

/** By the owner's login, which alone sees every authority's trail. */
export const knownDayOf = async (ownerUrl: string, varDirectory: string): Promise<KnownDay | undefined> => {
  const owner = openDatabase({ url: ownerUrl, connections: 1 });
  return await owner
    .transact(nobody, (tx) => lastKnownDay(tx, join(varDirectory, 'heads')))
    .finally(() => owner.close());
};

type WatchGround = {
  readonly ownerUrl: string;
  readonly config: Pick<Config, 'varDirectory'>;
  readonly kind: InstanceKind;
  readonly log: Log;
};

/** Whoever starts a demo after weeks is not asked what day it is: nothing in it is anybody's. */
export const watchDay = ({ ownerUrl, config, kind, log }: WatchGround): DayWatch =>
  new DayWatch({
    lastKnown: async () => (kind === 'demo' ? undefined : await knownDayOf(ownerUrl, config.varDirectory)),
    onChange: (doubt) => {
      if (doubt === undefined) log.warn('the day is believed again');
      else
        log.error(
          { ...doubt },
          'the clock of this machine is not believed: nothing that follows from the calendar is done and nothing is taken in; put it right, or confirm the day with "fangxin clock --today DAY"',
        );
    },
  });

/** Looks by itself, also on a server that leaves the background work to another. */
export const keepWatching = (watch: DayWatch, log: Log, metrics: Metrics): { end(): void } => {
  metrics.gauge('fangxin_clock_in_doubt', '1 while the day of this machine is not believed', () =>
    watch.doubt === undefined ? 0 : 1,
  );
  const timer = setInterval(
    () =>
      void watch
        .trusts(now(), elapsed())
        .catch((error: unknown) => log.warn({ err: error }, 'the day was not looked at')),
    LOOKS_EVERY,
  );
  timer.unref();
  return { end: () => clearInterval(timer) };
};
