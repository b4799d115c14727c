import type { FastifyInstance } from 'fastify';
import { dayOf } from '#kernel/day.ts';
import { ruleOn, switchOn } from '#kernel/rule.ts';
import { intakeCentreOf, unitsOf } from '#modules/directory/facade.ts';
import { now } from '#platform/clock.ts';
import { nobody } from '#platform/db.ts';
import { paths } from '#site/kit/paths.ts';
import { draftDays, draftWaits, receiptMinutes, withDraft } from '#site/visit/draft-at-hand.ts';
import { type SiteKit, visitOf } from '#site/visit/visit.ts';
import { accessibilityPage, type PrivacyView, privacyNoticePage } from './about.page.ts';
import { homePage } from './home.page.ts';

/** The terms as the rules and the authority's own decisions give them today, and the unit of that authority people turn to. */
const keptAndByWhom = async ({ context, tenant }: SiteKit): Promise<Omit<PrivacyView, 'shell'>> => {
  const today = dayOf(now());
  const { rulebook, settingsOf } = context.law();
  const settings = tenant === undefined ? [] : settingsOf(tenant);
  const years = (rule: string, name: string): number => Number(switchOn(rulebook, settings, rule, name, today));
  const log = ruleOn(rulebook, 'RET-02', today);
  const unit =
    tenant === undefined
      ? undefined
      : await context.database.transact(
          nobody,
          async (tx) => (await intakeCentreOf(tx, tenant, today)) ?? (await unitsOf(tx, tenant, today))[0],
        );
  return {
    ...(unit === undefined ? {} : { contact: { name: unit.name, phone: unit.phone, address: unit.address } }),
    years: {
      complaint: years('RET-04', 'complaint-file-years'),
      report: years('RET-05', 'report-file-years'),
      question: years('RET-06', 'consultation-file-years'),
      request: years('RET-07', 'data-request-years'),
    },
    draftDays: draftDays(context),
    receiptMinutes,
    logMonths: log?.kind === 'retention' ? log.atLeastMonths : 0,
  };
};

/** The front page and the two pages about the service itself. */
export const homeRoutes =
  (kit: SiteKit) =>
  async (app: FastifyInstance): Promise<void> => {
    app.get(paths.home, async (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const open = await withDraft(
        kit.context,
        request,
        async (_tx, draft) => draft !== undefined && Object.keys(draft.steps).length > 0,
      );
      const waits = !open && (await draftWaits(kit.context, request));
      return visit.show(
        homePage(
          {
            shell: visit.shell,
            draftDays: draftDays(kit.context),
            ...(waits ? { draftWaits: true as const } : {}),
            ...(open ? { draft: { resume: paths.fileStep('check') } } : {}),
          },
          visit.t,
        ),
      );
    });
    app.get(paths.privacyNotice, async (request, reply) => {
      const visit = visitOf(kit, request, reply);
      return visit.show(privacyNoticePage({ shell: visit.shell, ...(await keptAndByWhom(kit)) }, visit.t));
    });
    app.get(paths.accessibility, (request, reply) => {
      const visit = visitOf(kit, request, reply);
      return visit.show(accessibilityPage({ shell: visit.shell }, visit.t));
    });
  };
