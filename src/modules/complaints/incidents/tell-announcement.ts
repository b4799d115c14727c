import { systemActors } from '#modules/directory/facade.ts';
import type { Context } from '#platform/context.ts';
import { enqueue, type JobTask } from '#platform/jobs.ts';
import { scopeOf } from '../handle.ts';
import { type AnnouncementNews, announcementJob } from './announcement-job.ts';
import { announcementsOn } from './announcements.ts';
import { toBeTold } from './members.ts';
import { tellEach } from './tell-each.ts';

/** One job tells this many and asks for the next, so that a stop never waits long and a fault repeats little. */
const AT_ONCE = 50;

/** What was put right or taken back meanwhile is told to nobody any more. */
export const tellAnnouncement = (context: Context): JobTask<AnnouncementNews> => ({
  ...announcementJob,
  run: async (news, { tenant }) => {
    const { database } = context;
    const actor = (await systemActors(database, 'announcement')).find((one) => one.tenant === tenant);
    if (actor === undefined) throw new Error(`no tenant ${tenant}`);
    const scope = scopeOf(actor);
    const { numbers, announcement } = await database.transact(scope, async (tx) => ({
      announcement: (await announcementsOn(tx, news.incident)).find(({ n }) => n === news.n),
      numbers: await toBeTold(tx, { tenant, incident: news.incident, after: news.after, atOnce: AT_ONCE }),
    }));
    if (announcement === undefined || announcement.withdrawnOn !== null || announcement.correctedOn !== null) return;
    const notice = `announcement-${news.n}`;
    await tellEach(
      context,
      scope,
      numbers.map((number) => ({ number, notice })),
      tenant,
    );
    const last = numbers.at(-1);
    if (last === undefined || numbers.length < AT_ONCE) return;
    await database.transact(scope, (tx) => enqueue(tx, announcementJob, { ...news, after: last }, { tenant }));
  },
});
