import { systemActors } from '#modules/directory/facade.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { ScheduledTask } from '#platform/jobs.ts';
import { tellOfClocks } from './sweep/clock-notices.ts';
import { type Fault, settleExpiredMediations } from './sweep/expired-mediation.ts';
import { remindOfRegistrations } from './sweep/registration-reminders.ts';

export type SweepReport = {
  readonly drafted: number;
  readonly ended: number;
  readonly told: number;
  /** Refusal codes of what could not be done; tried again in the next round. */
  readonly left: readonly string[];
  readonly faults: readonly Fault[];
};

/**
 * One round over all clocks of all tenants, as of an instant. Run twice it does once; interrupted it goes on. A case or a
 * tenant that fails is left behind: limits of the others run by law.
 */
export const sweepClocks = async (context: Context, at: Date): Promise<SweepReport> => {
  let report: SweepReport = { drafted: 0, ended: 0, told: 0, left: [], faults: [] };
  for (const actor of await systemActors(context.database, 'sweep')) {
    const tenant = actor.tenant ?? '';
    const failed = (error: unknown): Partial<SweepReport> => ({ faults: [{ tenant, error }] });
    const settled: Partial<SweepReport> = await settleExpiredMediations(context, actor, at).catch(failed);
    const reminded: Partial<SweepReport> = await remindOfRegistrations(context, actor, at).catch(failed);
    const heard: Partial<SweepReport> = await tellOfClocks(context, actor, at).then((told) => ({ told }), failed);
    report = {
      drafted: report.drafted + (settled.drafted ?? 0),
      ended: report.ended + (settled.ended ?? 0),
      told: report.told + (heard.told ?? 0) + (reminded.told ?? 0),
      left: [...report.left, ...(settled.left ?? []), ...(reminded.left ?? [])],
      faults: [...report.faults, ...(settled.faults ?? []), ...(heard.faults ?? []), ...(reminded.faults ?? [])],
    };
  }
  return report;
};

/** Every minute, on one server at a time. */
export const clockSweep = (context: Context): ScheduledTask => ({
  name: 'clock-sweep',
  cron: '* * * * *',
  byCalendar: true,
  run: async ({ log }) => {
    const { faults, ...report } = await sweepClocks(context, now());
    for (const { tenant, stream, error } of faults)
      log.error({ tenant, stream, err: error }, 'a limit could not be swept');
    if (report.left.length > 0) log.warn({ left: report.left }, 'limits that could not be settled');
    if (report.drafted + report.ended + report.told > 0) log.info({ ...report }, 'clocks swept');
  },
});
