import { systemActors } from '#modules/directory/facade.ts';
import type { Context } from '#platform/context.ts';
import { enqueue, type JobTask } from '#platform/jobs.ts';
import { scopeOf } from '../handle.ts';
import { type AmendmentNews, amendmentJob } from './amendment-job.ts';
import { type Announcement, announcementsOn } from './announcements.ts';
import { tellEach } from './tell-each.ts';
import { toldOf } from './told-of.ts';

/** One job looks at this many and asks for the next. */
const AT_ONCE = 50;

/** A correction concerns every announcement of the finding it replaced, a withdrawal that one alone. */
const concerned = (all: readonly Announcement[], { n, what }: AmendmentNews): readonly number[] => {
  const correctedOn = all.find((one) => one.n === n)?.correctedOn ?? null;
  if (what === 'withdrawal') return [n];
  return all.flatMap((one) => (one.n <= n && correctedOn !== null && one.correctedOn === correctedOn ? [one.n] : []));
};

/** Whoever was told what holds no more is told so the way they are told of everything, once for all they were told of. */
export const tellAmendment = (context: Context): JobTask<AmendmentNews> => ({
  ...amendmentJob,
  run: async (news, { tenant }) => {
    const { database } = context;
    const actor = (await systemActors(database, 'announcement')).find((one) => one.tenant === tenant);
    if (actor === undefined) throw new Error(`no tenant ${tenant}`);
    const scope = scopeOf(actor);
    const { incident, after, what } = news;
    const { told, last } = await database.transact(scope, async (tx) =>
      toldOf(tx, { tenant, incident, after, atOnce: AT_ONCE }, concerned(await announcementsOn(tx, incident), news)),
    );
    const notices = told.map(({ number, n }) => ({ number, notice: `${what}-${n}` }));
    await tellEach(context, scope, notices, tenant);
    if (last === undefined) return;
    await database.transact(scope, (tx) => enqueue(tx, amendmentJob, { ...news, after: last }, { tenant }));
  },
});
