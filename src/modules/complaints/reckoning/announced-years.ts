import { isDecreed, type WorkCalendar } from '#kernel/calendar.ts';
import { systemActors } from '#modules/directory/facade.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import type { ScheduledTask } from '#platform/jobs.ts';
import { complaintLimits } from './complaint-limits.ts';
import type { LimitKeeper } from './limit-keeper.ts';
import { reckonCases } from './reckon-cases.ts';

/** Years that limits were reckoned without. */
const openYears = `
  select distinct (d ->> 'year')::integer as year
    from case_clock k, jsonb_array_elements(k.reckoning -> 'decrees') d
   where k.tenant = $1 and k.provisional and d ->> 'decree' is null`;

const announcedSince = async (tx: Tx, tenant: string, calendar: WorkCalendar): Promise<number[]> =>
  (await tx.rows<{ year: number }>(openYears, [tenant])).flatMap(({ year }) =>
    isDecreed(year, calendar) ? [year] : [],
  );

/**
 * A notice that a newer release of the program brought along was entered by nobody, so nobody ordered the reckoning: limits that
 * still wait for it are reckoned now. How many cases had an act.
 */
export const reckonAnnouncedYears = async (
  context: Context,
  at: Date,
  others: readonly LimitKeeper[],
): Promise<number> => {
  let moved = 0;
  for (const actor of await systemActors(context.database, 'reckoning')) {
    const { tenant = '' } = actor;
    const years = new Set<number>();
    for (const keeper of [complaintLimits, ...others]) {
      const read = (tx: Tx) => announcedSince(tx, tenant, context.law().calendar);
      for (const year of await context.database.transact(keeper.scope(actor), read)) years.add(year);
    }
    for (const year of [...years].sort())
      moved += await reckonCases(context, { cause: { year }, tenant }, at, { others });
  }
  return moved;
};

export const announcedYears = (context: Context, others: readonly LimitKeeper[]): ScheduledTask => ({
  name: 'limits-of-announced-years',
  cron: '25 * * * *',
  byCalendar: true,
  run: async ({ log }) => {
    const moved = await reckonAnnouncedYears(context, now(), others);
    if (moved > 0) log.info({ moved }, 'limits reckoned with a year announced since');
  },
});
