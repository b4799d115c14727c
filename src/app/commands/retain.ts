import { join } from 'node:path';
import { dayOf } from '#kernel/day.ts';
import { filesAtEnd, requestsAtEnd } from '#modules/complaints/facade.ts';
import { questionsAtEnd } from '#modules/intake/facade.ts';
import { reportsAtEnd } from '#modules/reports/facade.ts';
import { audit, platformTenant } from '#platform/audit.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import { completeErasures } from '#platform/erasures.ts';
import { confirmDay, doubtOfDay, retained } from '#platform/known-day.ts';
import { StartFailure } from '#platform/postgres/start-failure.ts';
import { type RetentionResult, retain } from '#platform/retention.ts';
import { evenIfFailed } from '../even-if-failed.ts';
import { letGoAll, reasonOf } from '../let-go.ts';
import { openCommandContext } from '../open-context.ts';
import { readArgs } from '../read-args.ts';
import type { Out, Run } from '../say.ts';
import { knownDayOf } from '../watch-day.ts';
import { type OpenInstance, withInstance } from '../with-instance.ts';

const options = { 'dry-run': { type: 'boolean', default: false }, today: { type: 'string' } } as const;

/**
 * `fangxin retain [--dry-run] [--today DAY]`: removes what its dated rule no longer lets us keep, records first, then whole files
 * of archived cases, reports and closed questions; what is under a legal hold is named and left alone.
 */
export const run: Run = async (argv, out) => {
  const { values } = readArgs({ args: [...argv], options });
  const dryRun = values['dry-run'];
  return await withInstance(async (instance) => {
    const { config, ownerUrl } = instance;
    // Whatever could be amiss with the settings shows here, before anything is gone.
    const context = await openCommandContext(ownerUrl, config, instance);
    try {
      await requireBelievedDay(instance, values.today, dryRun, out);
      const results = await retainRecords(ownerUrl, dryRun);
      out.print(out.say(dryRun ? 'people:retain.would' : 'people:retain.done'));
      for (const result of results) out.print(`  ${lineOf(result, out.say)}`);
      const failed = await evenIfFailed(
        () => retainFiles(context, dryRun, out),
        async () => (dryRun ? undefined : await listErasures(instance)),
        (error) => out.note(out.say('people:retain.not-listed', { reason: reasonOf(error, out.say) })),
      );
      if (failed > 0) out.note(out.say('people:retain.some-failed', { count: failed }));
      return failed > 0 ? 1 : 0;
    } finally {
      await context.database.close();
    }
  });
};

/**
 * What is removed does not come back when a clock that ran years ahead is put right. Whoever has looked at a calendar may say
 * the day; a trial only warns.
 */
const requireBelievedDay = async (
  { config, ownerUrl }: OpenInstance,
  said: string | undefined,
  dryRun: boolean,
  out: Out,
): Promise<void> => {
  const today = dayOf(now());
  if (said !== undefined) {
    if (said !== today) throw new StartFailure('people:failures.day-differs', { said, today });
    if (!dryRun) await noteDay(config, ownerUrl);
    return;
  }
  // A clock behind removes too little, which the next night makes up.
  const found = doubtOfDay(today, await knownDayOf(ownerUrl, config.varDirectory));
  if (found?.is !== 'ahead') return;
  const doubt = new StartFailure('people:failures.day-in-doubt', { today, known: found.known });
  if (!dryRun) throw doubt;
  out.note(out.say(doubt.code, doubt.params));
};

const noteDay = async ({ varDirectory }: OpenInstance['config'], ownerUrl: string): Promise<void> => {
  const owner = openDatabase({ url: ownerUrl, connections: 1 });
  await owner
    .transact(nobody, (tx) => confirmDay(tx, 'system:command-line', join(varDirectory, 'heads')))
    .finally(() => owner.close());
};

const retainRecords = async (ownerUrl: string, dryRun: boolean): Promise<readonly RetentionResult[]> => {
  // Audit lines are beyond the application's own login: only the owner may let the oldest go.
  const owner = openDatabase({ url: ownerUrl, connections: 1 });
  return await owner
    .transact(nobody, async (tx) => {
      const done = await retain(tx, dayOf(now()), now(), dryRun);
      if (!dryRun) {
        await audit(tx, {
          tenant: platformTenant,
          account: 'system:retain',
          ...retained,
          detail: { ...Object.fromEntries(done.map(({ rule, rows }) => [rule, rows])), ...lastKeptOf(done) },
        });
      }
      return done;
    })
    .finally(() => owner.close());
};

/** Whatever of the audit trail is gone from before this day is gone by right: `verify` goes by it. */
const lastKeptOf = (done: readonly RetentionResult[]): Readonly<Record<string, string>> => {
  const lines = done.find(({ rule }) => rule === 'audit-lines');
  return lines === undefined ? {} : { 'audit-lines-before': dayOf(lines.before) };
};

/** How many could not be let go. */
const retainFiles = async (context: Context, dryRun: boolean, out: Out): Promise<number> => {
  const at = now();
  const failed = [
    await letGoAll('files', await filesAtEnd(context, at), dryRun, out),
    await letGoAll('reports', await reportsAtEnd(context, at), dryRun, out),
    await letGoAll('questions', await questionsAtEnd(context, at), dryRun, out),
    await letGoAll('requests', await requestsAtEnd(context, at), dryRun, out),
  ];
  return failed.reduce((sum, one) => sum + one, 0);
};

/** A service that stands still lists nothing: whoever restores an older backup meanwhile must know what is gone. */
const listErasures = async ({ config, keyring, ownerUrl }: OpenInstance): Promise<void> => {
  const owner = openDatabase({ url: ownerUrl, connections: 1 });
  await owner
    .transact(nobody, (tx) => completeErasures(tx, join(config.varDirectory, 'heads'), keyring))
    .finally(() => owner.close());
};

const lineOf = ({ rule, keepDays, basis, rows, before }: RetentionResult, say: Parameters<Run>[1]['say']): string =>
  say('people:retain.line', {
    what: say(`people:retain.rules.${rule}`),
    days: keepDays,
    basis,
    before: dayOf(before),
    count: rows,
  });
