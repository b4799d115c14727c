import type { Actor } from '#kernel/actor.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { neverReceiving, systemActors } from '#modules/directory/facade.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { ScheduledTask } from '#platform/jobs.ts';
import { lineByLine } from '#platform/log.ts';
import { pageByPage } from '#platform/page-by-page.ts';
import { everyReport } from './desk-scope.ts';
import { compartmentOf } from './report.ts';
import { lockReport } from './store.ts';
import { transferReport } from './transfer.ts';

const AT_ONCE = 200;

export type BroughtBack = {
  readonly moved: readonly string[];
  readonly left: readonly { readonly number: string; readonly why: string }[];
};

/** Reports at a unit that verifies none, put there by a door of an earlier time, go back to the intake body (Order 121 art. 41). */
export const bringBackReports = async (
  context: Context,
  actor: Actor,
  at: Date,
  atOnce: number = AT_ONCE,
): Promise<BroughtBack> => {
  const { tenant = '' } = actor;
  const scope = everyReport(actor);
  const reasons = context.texts('zh-CN')('reminder:broughtBack');
  const moved: string[] = [];
  const left: { number: string; why: string }[] = [];
  const astray = (after: string) =>
    context.database.transact(scope, async (tx) => {
      const units = (await neverReceiving(tx, tenant)).map(compartmentOf);
      return units.length === 0
        ? []
        : await tx.rows<{ stream: string; number: string }>(
            `select stream, number from report where tenant = $1 and bureau = any ($2::text[]) and phase = 'verifying'
             and stream > $3::uuid order by stream limit $4`,
            [tenant, units, after, atOnce],
          );
    });
  for await (const { number } of pageByPage(atOnce, astray)) {
    const done = await context.database.transact(scope, async (tx) => {
      const state = (await lockReport(tx, number))?.state;
      if (state === undefined || state.phase !== 'verifying') return undefined;
      const body = { unit: state.intake, reasons };
      return await transferReport(context, tx, { actor, at, number, expectedVersion: state.version, body, scope });
    });
    if (done === undefined) continue;
    if (isRefusal(done)) left.push({ number, why: done.refusal });
    else moved.push(number);
  }
  return { moved, left };
};

export const bringBackReportsRound = (context: Context): ScheduledTask => ({
  name: 'bring-back-reports',
  cron: '5,15,25,35,45,55 * * * *',
  byCalendar: true,
  run: async ({ log }) => {
    for (const actor of await systemActors(context.database, 'bring-back')) {
      const { tenant } = actor;
      const done = await bringBackReports(context, actor, now());
      for (const moved of lineByLine(done.moved))
        log.warn({ tenant, moved }, 'reports that lay at an association are at the intake body now');
      for (const left of lineByLine(done.left))
        log.error({ tenant, left }, 'reports lie at an association, where nobody sees them');
    }
  },
});
