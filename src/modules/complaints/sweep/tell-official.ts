import { createHash } from 'node:crypto';
import { dayOf } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import type { Translate } from '#kernel/translate.ts';
import { staffMember } from '#modules/directory/facade.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { nobody } from '#platform/db.ts';
import { isRecorded, type JobTask, recordOnce } from '#platform/jobs.ts';
import type { Complaint } from '../complaint.ts';

/** What one official is told about limits; numbers and days only, so it may lie in the job table. */
export type ClockNews = {
  readonly account: string;
  readonly kind:
    | 'due-soon'
    | 'overdue'
    | 'proof-day-passed'
    | 'telling-soon'
    | 'telling-late'
    | 'platform-day-passed'
    | 'public-notice-ends'
    | 'public-notice-over'
    | 'to-end';
  readonly clocks: readonly { readonly number: string; readonly rule: string; readonly dueOn: string }[];
  /** Papers that fell with annulled decisions before: what is drafted anew after one is news again. */
  readonly fallen?: number;
};

export const fallenIn = ({ voided }: Pick<Complaint, 'voided'>): Pick<ClockNews, 'fallen'> =>
  voided.length === 0 ? {} : { fallen: voided.length };

/** A text message holds no more than these; the desk shows them all. */
const NAMED_AT_MOST = 3;

const isNews = (payload: unknown): payload is ClockNews =>
  typeof payload === 'object' &&
  payload !== null &&
  'account' in payload &&
  'kind' in payload &&
  'clocks' in payload &&
  Array.isArray(payload.clocks);

export const clockNewsTask: Pick<JobTask<ClockNews>, 'name' | 'read'> = {
  name: 'tell-official-of-clocks',
  read: (payload) => {
    if (!isNews(payload)) throw new TypeError('not news of clocks');
    return payload;
  },
};

export const newsText = (news: ClockNews, t: Translate): string => {
  const named = news.clocks
    .slice(0, NAMED_AT_MOST)
    .map(({ number, dueOn }) => t('reminder:clock', { number, dueOn }))
    .join(t('reminder:separator'));
  const count = news.clocks.length;
  return t(`reminder:${news.kind}.${count > NAMED_AT_MOST ? 'more' : 'all'}`, { count, named });
};

const effectOf = (tenant: string, news: ClockNews): string =>
  `clock-news:${createHash('sha256')
    .update(
      JSON.stringify([
        tenant,
        news.account,
        news.kind,
        news.clocks,
        ...(news.fallen === undefined ? [] : [news.fallen]),
      ]),
    )
    .digest('hex')}`;

/** Sends the message to the official's duty number; sent twice only if the process dies between sending and recording. */
export const tellOfficial = (context: Context): JobTask<ClockNews> => ({
  ...clockNewsTask,
  run: async (news, { tenant, log }) => {
    const { database, people, texts } = context;
    const effect = effectOf(tenant, news);
    const scope = { ...nobody, tenants: [tenant] };
    const { member, isDone } = await database.transact(scope, async (tx) => ({
      member: await staffMember(tx, news.account, dayOf(now())),
      isDone: await isRecorded(tx, effect),
    }));
    if (isDone) return;
    if (member === undefined || member.phone === '') {
      log.warn({ account: news.account }, 'an official has no duty number to be told on');
      return;
    }
    const t = texts('zh-CN');
    const sent = await people.messages.send({
      channel: 'sms',
      to: member.phone,
      subject: t(`reminder:${news.kind}.subject`),
      body: newsText(news, t),
      purpose: 'clock-notice',
      tenant,
      subjectRef: `account:${news.account}`,
    });
    if (isRefusal(sent)) throw new Error(sent.refusal);
    await database.transact(scope, (tx) => recordOnce(tx, effect));
  },
});
