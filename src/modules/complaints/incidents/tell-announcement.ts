import { dayOf } from '#kernel/day.ts';
import { readPhone } from '#kernel/phone.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { enqueue, type JobTask } from '#platform/jobs.ts';
import type { Message } from '#platform/messages/message.ts';
import { isWorthTrying } from '#platform/messages/messages.ts';
import { scopeOf } from '../handle.ts';
import { openPaperDesk } from '../open-paper-desk.ts';
import { readComplaint } from '../store.ts';
import { systemActors } from '../sweep/system-actor.ts';
import { type AnnouncementNews, announcementJob } from './announcement-job.ts';
import { type Announcement, announcementsOn } from './announcements.ts';

/** One job tells this many and asks for the next, so that a stop never waits long and a fault repeats little. */
const AT_ONCE = 50;

/** One message a complaint: whoever has no mobile number reads the announcement on the site or is written to. */
export const tellAnnouncement = (context: Context): JobTask<AnnouncementNews> => ({
  ...announcementJob,
  run: async (news, { tenant }) => {
    const { database, people } = context;
    const actor = (await systemActors(database, 'announcement')).find((one) => one.tenant === tenant);
    if (actor === undefined) throw new Error(`no tenant ${tenant}`);
    const scope = scopeOf(actor);
    const { numbers, announcement } = await database.transact(scope, async (tx) => ({
      announcement: (await announcementsOn(tx, news.incident)).find(({ n }) => n === news.n),
      numbers: await tx.rows<{ number: string }>(
        `select number from complaint where tenant = $1 and incident = $2 and number > $3 order by number limit $4`,
        [tenant, news.incident, news.after, AT_ONCE],
      ),
    }));
    if (announcement === undefined) return;
    for (const { number } of numbers) {
      const message = await database.transact(scope, (tx) => messageFor(context, tx, number, news, announcement));
      if (message === undefined) continue;
      const sent = await people.messages.sendOnce(message);
      if (isRefusal(sent) && isWorthTrying(sent)) throw new Error(sent.refusal);
    }
    const last = numbers.at(-1)?.number;
    if (last === undefined || numbers.length < AT_ONCE) return;
    await database.transact(scope, (tx) => enqueue(tx, announcementJob, { ...news, after: last }, { tenant }));
  },
});

const messageFor = async (
  context: Context,
  tx: Tx,
  number: string,
  news: AnnouncementNews,
  announcement: Announcement,
): Promise<(Message & { readonly subjectRef: string }) | undefined> => {
  const loaded = await readComplaint(tx, context.vault, number);
  if (loaded === undefined) return undefined;
  const { state, tenant, stream } = loaded;
  const desk = await openPaperDesk(context, tx, { tenant, stream, state, today: dayOf(now()), actor: 'system' });
  const phone = readPhone(desk.complainant.phone);
  if (phone.kind !== 'mobile') return undefined;
  const t = context.texts(state.language === 'en' ? 'en' : 'zh-CN');
  const words = {
    bureau: announcement.authority,
    number,
    title: announcement.title,
    url: `${context.publicUrl}/announcements/${news.incident}`,
    phone: announcement.phone,
  };
  return {
    channel: 'sms',
    to: phone.text,
    subject: t('notices:subject', words),
    body: t('notices:announced', words),
    purpose: 'announcement-notice',
    values: words,
    tenant,
    subjectRef: `announcement:${stream}:${news.n}`,
  };
};
