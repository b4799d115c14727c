import type { FastifyInstance } from 'fastify';
import { dayOf } from '#kernel/day.ts';
import { refuse } from '#kernel/refusal.ts';
import { announcements, announcementsOn, publicNotices } from '#modules/complaints/facade.ts';
import { now } from '#platform/clock.ts';
import { nobody } from '#platform/db.ts';
import { Refused } from '#platform/http/errors.ts';
import { paths } from '#site/kit/paths.ts';
import { type SiteKit, visitOf } from '#site/visit/visit.ts';
import { announcementPage, announcementsPage } from './announcements.page.ts';
import { publicNoticesPage } from './public-notices.page.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;
const LAST_PAGE = 10_000;

const pageIn = (query: unknown): number => {
  const page = Number((query as { page?: unknown }).page ?? 1);
  return Number.isInteger(page) && page >= 1 && page <= LAST_PAGE ? page : 1;
};

/** Announcements on events that many complaints are about, and papers served by public notice: open to everybody, without a session. */
export const announcementRoutes =
  (kit: SiteKit) =>
  async (app: FastifyInstance): Promise<void> => {
    const { database } = kit.context;

    app.get(paths.announcements, async (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const page = pageIn(request.query);
      const found = await database.transact(nobody, (tx) => announcements(tx, kit.tenant, page));
      return visit.show(announcementsPage({ shell: visit.shell, page, ...found }, visit.t));
    });

    app.get(paths.publicNotices, async (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const at = { page: pageIn(request.query), today: dayOf(now()) };
      const found = await database.transact(nobody, (tx) => publicNotices(tx, kit.tenant, at));
      return visit.show(publicNoticesPage({ shell: visit.shell, page: at.page, ...found }, visit.t));
    });

    app.get('/announcements/:incident', async (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const { incident } = request.params as { incident: string };
      const found = uuid.test(incident) ? await database.transact(nobody, (tx) => announcementsOn(tx, incident)) : [];
      const [newest, ...earlier] = found;
      if (newest === undefined) throw new Refused(refuse('route-not-found', { status: 404 }));
      return visit.show(announcementPage({ shell: visit.shell, ...newest, earlier }, visit.t));
    });
  };
