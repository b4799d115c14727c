import { elapsed, now } from '#platform/clock.ts';
import { ClockWatch } from '#platform/clock-watch.ts';
import type { Context } from '#platform/context.ts';
import type { ScheduledTask } from '#platform/jobs.ts';
import { tellOfClocks } from './sweep/clock-notices.ts';
import { settleExpiredMediations } from './sweep/expired-mediation.ts';
import { systemActors } from './sweep/system-actor.ts';

export type SweepReport = {
  readonly drafted: number;
  readonly ended: number;
  readonly told: number;
  /** Refusal codes of what could not be done; tried again in the next round. */
  readonly left: readonly string[];
};

/** One round over all clocks of all tenants, as of an instant. Run twice it does once; interrupted it goes on. */
export const sweepClocks = async (context: Context, at: Date): Promise<SweepReport> => {
  let report: SweepReport = { drafted: 0, ended: 0, told: 0, left: [] };
  for (const actor of await systemActors(context.database, 'sweep')) {
    const expired = await settleExpiredMediations(context, actor, at);
    const told = await tellOfClocks(context, actor, at);
    report = {
      drafted: report.drafted + expired.drafted,
      ended: report.ended + expired.ended,
      told: report.told + told,
      left: [...report.left, ...expired.left],
    };
  }
  return report;
};

/** Every minute, on one server at a time. Waits while the clock does not walk with the process. */
export const clockSweep = (context: Context, watch = new ClockWatch()): ScheduledTask => ({
  name: 'clock-sweep',
  cron: '* * * * *',
  run: async ({ log }) => {
    const at = now();
    if (!watch.trusts(at, elapsed())) {
      log.warn({ at: at.toISOString() }, 'the clock was set: limits wait until it has held for ten rounds');
      return;
    }
    const report = await sweepClocks(context, at);
    if (report.left.length > 0) log.warn({ left: report.left }, 'limits that could not be settled');
    if (report.drafted + report.ended + report.told > 0) log.info({ ...report }, 'clocks swept');
  },
});
