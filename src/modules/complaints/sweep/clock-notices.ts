import type { Actor } from '#kernel/actor.ts';
import { type Day, dayOf } from '#kernel/day.ts';
import { type DueDays, dueDays } from '#kernel/due-soon.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { enqueue } from '#platform/jobs.ts';
import { scopeOf } from '../handle.ts';
import {
  claimNotices,
  type DueClock,
  endingPublicNotices,
  type NoticeKind,
  overdueClocks,
  overdueTellings,
  passedPlatformDays,
  passedProofDays,
  passedPublicNotices,
  soonDueClocks,
  soonDueTellings,
} from './due-clocks.ts';
import { recipientsOf } from './recipients.ts';
import { type ClockNews, clockNewsTask } from './tell-official.ts';

type Finder = (tx: Tx, tenant: string, days: DueDays) => Promise<DueClock[]>;

const onDay =
  (find: (tx: Tx, tenant: string, today: Day) => Promise<DueClock[]>): Finder =>
  (tx, tenant, { today }) =>
    find(tx, tenant, today);

const finders: readonly (readonly [Exclude<NoticeKind, 'acted'>, Finder])[] = [
  ['due-soon', soonDueClocks],
  ['overdue', onDay(overdueClocks)],
  ['proof-day-passed', onDay(passedProofDays)],
  ['platform-day-passed', onDay(passedPlatformDays)],
  ['public-notice-ends', onDay(endingPublicNotices)],
  ['public-notice-over', onDay(passedPublicNotices)],
  ['telling-soon', soonDueTellings],
  ['telling-late', onDay(overdueTellings)],
];

/** Tells officials of limits once each: one message a person and kind, asked for in the transaction that claims them. */
export const tellOfClocks = async (context: Context, actor: Actor, at: Date): Promise<number> => {
  const tenant = actor.tenant ?? '';
  const today = dayOf(at);
  const days = dueDays(today, context.law().calendar);
  let told = 0;
  for (const [kind, find] of finders) {
    told += await context.database.transact(scopeOf(actor), async (tx) => {
      const claimed = await claimNotices(tx, tenant, kind, await find(tx, tenant, days), at);
      for (const [account, clocks] of await recipientsOf(tx, tenant, claimed, today)) {
        const news: ClockNews = {
          account,
          kind,
          clocks: clocks.map(({ number, rule, dueOn }) => ({ number, rule, dueOn })),
        };
        await enqueue(tx, clockNewsTask, news, { tenant });
      }
      return claimed.length;
    });
  }
  return told;
};
