import { parseArgs } from 'node:util';
import { dayOf } from '#kernel/day.ts';
import { audit, platformTenant } from '#platform/audit.ts';
import { now } from '#platform/clock.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import { type RetentionResult, retain } from '#platform/retention.ts';
import type { Run } from '../say.ts';
import { withInstance } from '../with-instance.ts';

/** `fangxin retain [--dry-run]`: removes what its dated rule no longer lets us keep; holds are left alone. */
export const run: Run = async (argv, out) => {
  const { values } = parseArgs({ args: [...argv], options: { 'dry-run': { type: 'boolean', default: false } } });
  const dryRun = values['dry-run'];
  return await withInstance(async ({ ownerUrl }) => {
    // Audit lines are beyond the application's own login: only the owner may let the oldest go.
    const owner = openDatabase({ url: ownerUrl, connections: 1 });
    const results = await owner
      .transact(nobody, async (tx) => {
        const done = await retain(tx, dayOf(now()), now(), dryRun);
        if (!dryRun) {
          await audit(tx, {
            tenant: platformTenant,
            account: 'system:retain',
            act: 'retain',
            subject: 'instance',
            detail: Object.fromEntries(done.map(({ rule, rows }) => [rule, rows])),
          });
        }
        return done;
      })
      .finally(() => owner.close());
    out.print(out.say(dryRun ? 'people:retain.would' : 'people:retain.done'));
    for (const result of results) out.print(`  ${lineOf(result, out.say)}`);
    return 0;
  });
};

const lineOf = ({ rule, keepDays, basis, rows, before }: RetentionResult, say: Parameters<Run>[1]['say']): string =>
  say('people:retain.line', {
    what: say(`people:retain.rules.${rule}`),
    days: keepDays,
    basis,
    before: dayOf(before),
    count: rows,
  });
