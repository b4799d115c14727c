import type { FastifyInstance } from 'fastify';
import { paths } from '#site/kit/paths.ts';
import { draftDays, withDraft } from '#site/visit/draft-at-hand.ts';
import { type SiteKit, visitOf } from '#site/visit/visit.ts';
import { accessibilityPage, privacyNoticePage } from './about.page.ts';
import { homePage } from './home.page.ts';

/** The front page and the two pages about the service itself. */
export const homeRoutes =
  (kit: SiteKit) =>
  async (app: FastifyInstance): Promise<void> => {
    app.get(paths.home, async (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const open = await withDraft(
        kit.context,
        request,
        async (_tx, draft) => draft !== undefined && draft.filed === null && Object.keys(draft.steps).length > 0,
      );
      return visit.show(
        homePage(
          {
            shell: visit.shell,
            draftDays: draftDays(kit.context),
            ...(open ? { draft: { resume: paths.fileStep('check') } } : {}),
          },
          visit.t,
        ),
      );
    });
    app.get(paths.privacyNotice, (request, reply) => {
      const visit = visitOf(kit, request, reply);
      return visit.show(privacyNoticePage({ shell: visit.shell }, visit.t));
    });
    app.get(paths.accessibility, (request, reply) => {
      const visit = visitOf(kit, request, reply);
      return visit.show(accessibilityPage({ shell: visit.shell }, visit.t));
    });
  };
