import type { Actor } from '#kernel/actor.ts';
import { type Day, dayOf, daysBetween } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { daysOf } from '#kernel/rule.ts';

import { holdersOfDesk, systemActors } from '#modules/directory/facade.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { isRecorded, recordOnce, type ScheduledTask } from '#platform/jobs.ts';
import type { Log } from '#platform/log.ts';
import { DESK, everyReport } from './desk-scope.ts';
import { bureauOf } from './report.ts';

/** A message holds no more numbers than these; the reports desk shows them all. */
const NAMED_AT_MOST = 3;

type Owing = { readonly stream: string; readonly number: string; readonly bureau: string; readonly changed: Date };
/** Reports of one bureau whose letters have waited, each with the mark that says which reminder this is. */
type Due = { readonly bureau: string; readonly numbers: readonly string[]; readonly marks: readonly string[] };

/** RPT-02: as often as the days have passed since the report last changed; each of these is told once. */
const dueIn = async (tx: Tx, tenant: string, today: Day, days: number): Promise<Due[]> => {
  const rows = await tx.rows<Owing>(
    'select stream, number, bureau, changed_at as changed from report where tenant = $1 and owed > 0 order by changed_at, stream',
    [tenant],
  );
  const due = new Map<string, { numbers: string[]; marks: string[] }>();
  for (const { stream, number, bureau, changed } of rows) {
    const times = Math.floor(daysBetween(dayOf(changed), today) / days);
    const mark = `report-letter:${stream}:${dayOf(changed)}:${times}`;
    if (times < 1 || (await isRecorded(tx, mark))) continue;
    const unit = bureauOf(bureau);
    const there = due.get(unit) ?? { numbers: [], marks: [] };
    there.numbers.push(number);
    there.marks.push(mark);
    due.set(unit, there);
  }
  return [...due].map(([bureau, found]) => ({ bureau, ...found }));
};

/**
 * A letter about a report goes by hand or post, so that nobody is told of it by a machine: whoever holds the reports desk of the
 * bureau is told that it still lies there. @returns how many reports were reminded of
 */
export const remindOfOwedLetters = async (context: Context, at: Date, log: Pick<Log, 'warn'>): Promise<number> => {
  const today = dayOf(at);
  const days = daysOf(context.law().rulebook, 'RPT-02', today);
  let reminded = 0;
  for (const actor of await systemActors(context.database, 'owed-letters')) {
    const scope = everyReport(actor);
    const due = await context.database.transact(scope, (tx) => dueIn(tx, actor.tenant ?? '', today, days));
    for (const one of due) {
      if (!(await tellDesk(context, actor, one, today, log))) continue;
      await context.database.transact(scope, async (tx) => {
        for (const mark of one.marks) await recordOnce(tx, mark);
      });
      reminded += one.numbers.length;
    }
  }
  return reminded;
};

const tellDesk = async (
  context: Context,
  actor: Actor,
  { bureau, numbers }: Due,
  today: Day,
  log: Pick<Log, 'warn'>,
): Promise<boolean> => {
  const tenant = actor.tenant ?? '';
  const holders = await context.database.transact(everyReport(actor), (tx) => holdersOfDesk(tx, bureau, DESK, today));
  const reachable = holders.filter(({ phone }) => phone !== '');
  if (reachable.length === 0) {
    log.warn({ tenant, bureau }, 'letters about reports wait, and nobody with a duty number holds the reports desk');
    return false;
  }
  const t = context.texts('zh-CN');
  const named = numbers.slice(0, NAMED_AT_MOST).join(t('reminder:separator'));
  const count = numbers.length;
  let isTold = false;
  for (const { account, phone } of reachable) {
    const sent = await context.people.messages.send({
      channel: 'sms',
      to: phone,
      subject: t('reminder:report-letters.subject'),
      body: t(`reminder:report-letters.${count > NAMED_AT_MOST ? 'more' : 'all'}`, { count, named }),
      purpose: 'clock-notice',
      tenant,
      subjectRef: `account:${account}`,
    });
    if (!isRefusal(sent)) isTold = true;
  }
  return isTold;
};

/** On every morning, nine o'clock in Beijing. */
export const owedLettersRound = (context: Context): ScheduledTask => ({
  name: 'remind-of-owed-letters',
  cron: '5 1 * * *',
  byCalendar: true,
  run: async ({ log }) => {
    const reminded = await remindOfOwedLetters(context, now(), log);
    if (reminded > 0) log.info({ reminded }, 'the reports desk was reminded of letters');
  },
});
