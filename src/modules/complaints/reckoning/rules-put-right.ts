import { systemActors } from '#modules/directory/facade.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { isRecorded, recordOnce, type ScheduledTask } from '#platform/jobs.ts';
import { scopeOf } from '../handle.ts';
import type { LimitKeeper } from './limit-keeper.ts';
import { reckonCases } from './reckon-cases.ts';

/**
 * A rule that a release put right was decided by nobody, so nobody ordered the reckoning: its limits begun since the day named are
 * reckoned once in each authority. How many cases had an act.
 */
export const reckonRulesPutRight = async (
  context: Context,
  at: Date,
  others: readonly LimitKeeper[],
): Promise<number> => {
  let moved = 0;
  for (const actor of await systemActors(context.database, 'reckoning')) {
    const { tenant = '' } = actor;
    for (const { code, from, formerly } of context.law().rulebook.putRight) {
      const mark = `rule-put-right:${code}:${formerly.regimeBy}:${tenant}`;
      if (await context.database.transact(scopeOf(actor), (tx) => isRecorded(tx, mark))) continue;
      moved += await reckonCases(context, { cause: { corrected: code, from }, tenant }, at, { others });
      await context.database.transact(scopeOf(actor), (tx) => recordOnce(tx, mark));
    }
  }
  return moved;
};

export const rulesPutRight = (context: Context, others: readonly LimitKeeper[]): ScheduledTask => ({
  name: 'limits-of-rules-put-right',
  cron: '35 * * * *',
  run: async ({ log }) => {
    const moved = await reckonRulesPutRight(context, now(), others);
    if (moved > 0) log.info({ moved }, 'limits reckoned by rules that this release put right');
  },
});
