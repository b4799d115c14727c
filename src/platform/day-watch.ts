import { compareDays, dayOf } from '#kernel/day.ts';
import { elapsed, now } from './clock.ts';
import { ClockWatch } from './clock-watch.ts';
import type { ScheduledTask } from './jobs.ts';
import { type DayDoubt, doubtOfDay, type KnownDay } from './known-day.ts';

export type DayWatchOptions = {
  /** What the instance itself knows, with what somebody said meanwhile; asked at the first look and while there is a doubt. */
  readonly lastKnown: () => Promise<KnownDay | undefined>;
  /** Told where a doubt comes up, changes or goes. */
  readonly onChange?: (doubt: DayDoubt | undefined) => void;
  readonly watch?: Pick<ClockWatch, 'trusts'>;
};

/**
 * Whether the time may be gone by. A clock that disagrees with the process is waited for (`ClockWatch`); a day too far from the
 * last one on which the instance was at work is in doubt, at the first look too, until the clock is right or somebody says the day.
 */
export class DayWatch {
  readonly #options: DayWatchOptions;
  readonly #clock: Pick<ClockWatch, 'trusts'>;
  #known: KnownDay | undefined;
  #looked = false;
  #doubt: DayDoubt | undefined;

  constructor(options: DayWatchOptions) {
    this.#options = options;
    this.#clock = options.watch ?? new ClockWatch();
  }

  /** As of the last look. */
  get doubt(): DayDoubt | undefined {
    return this.#doubt;
  }

  /** Whether what the calendar brings about may happen now. `elapsed` is monotonic. */
  async trusts(at: Date, elapsed: number): Promise<boolean> {
    const walks = this.#clock.trusts(at, elapsed);
    return (await this.look(at)) === undefined && walks;
  }

  async look(at: Date): Promise<DayDoubt | undefined> {
    const today = dayOf(at);
    let doubt = this.#looked ? doubtOfDay(today, this.#known) : undefined;
    if (!this.#looked || doubt !== undefined) {
      this.#known = await this.#options.lastKnown();
      this.#looked = true;
      doubt = doubtOfDay(today, this.#known);
    }
    // While the process walks on, every day it believes is one it knows.
    if (doubt === undefined && (this.#known === undefined || compareDays(this.#known.day, today) < 0))
      this.#known = { day: today, since: this.#known?.since ?? today, disowned: this.#known?.disowned };
    const before = this.#doubt;
    this.#doubt = doubt;
    if (before?.is !== doubt?.is || before?.today !== doubt?.today) this.#options.onChange?.(doubt);
    return doubt;
  }
}

/** A round that waits while the time may not be gone by; who watches the day says so in the log. */
export const whileTrusted = (task: ScheduledTask, day: DayWatch): ScheduledTask => ({
  ...task,
  run: async (context) => {
    if (await day.trusts(now(), elapsed())) await task.run(context);
    else context.log.info('waits until the clock can be trusted');
  },
});
