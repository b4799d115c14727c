import type { FastifyInstance } from 'fastify';
import { dayOf } from '#kernel/day.ts';
import { authorityOf, intakeCentreOf, mainAuthority, standingOn } from '#modules/directory/facade.ts';
import { elapsed, now } from '#platform/clock.ts';
import { nobody } from '#platform/db.ts';
import { StartFailure } from '#platform/postgres/start-failure.ts';
import { demoRoutes } from '#site/account/demo-routes.ts';
import { operatorContactRoutes } from '#site/account/operator-routes.ts';
import { privacyRoutes } from '#site/account/privacy-routes.ts';
import { renewPasswordRoutes } from '#site/account/renew-password-routes.ts';
import { accountRoutes } from '#site/account/routes.ts';
import { staffSignInRoutes } from '#site/account/staff-routes.ts';
import { stepUpRoutes } from '#site/account/step-up-routes.ts';
import { announcementRoutes } from '#site/announcements/routes.ts';
import { operatorCaseRoutes } from '#site/answer/case-routes.ts';
import { answerFileRoutes } from '#site/answer/file-routes.ts';
import { answerRoutes } from '#site/answer/routes.ts';
import { apiDocsRoutes } from '#site/api-docs/routes.ts';
import { draftRoutes } from '#site/filing/draft-routes.ts';
import { receiptRoutes } from '#site/filing/receipt-routes.ts';
import { filingRoutes } from '#site/filing/routes.ts';
import { shortRoutes } from '#site/filing/short-routes.ts';
import { followActRoutes } from '#site/follow/act-routes.ts';
import { followRoutes } from '#site/follow/routes.ts';
import { homeRoutes } from '#site/home/routes.ts';
import { siteAssets } from '#site/kit/assets.ts';
import { proofRoutes } from '#site/proof/routes.ts';
import { questionRoutes } from '#site/questions/routes.ts';
import { takeRenamed } from '#site/visit/renamed-cookies.ts';
import { answerUploadsBriefly, keepSwitches } from '#site/visit/switches.ts';
import type { SiteKit } from '#site/visit/visit.ts';
import type { OpenContext } from './open-context.ts';

const YEAR_SECONDS = 31_536_000;

/** A standing set on the desk shows on the site within this time. */
const STANDING_KEPT_MS = 30_000;

type Home = { readonly name: string; readonly tenant: string | undefined; readonly companion: boolean };

const homeOf = async (context: OpenContext, tenant: string | undefined): Promise<Home> => {
  const on = dayOf(now());
  return await context.database.transact(nobody, async (tx) => {
    const authority = tenant === undefined ? await mainAuthority(tx) : await authorityOf(tx, tenant);
    // A site in nobody's name would take complaints for nobody.
    if (tenant !== undefined && authority === undefined) throw new StartFailure('tenant-unknown', { tenant });
    const centre = authority === undefined ? undefined : await intakeCentreOf(tx, authority.id, on);
    const standing = centre === undefined ? 'published-channel' : await standingOn(tx, centre.id, on);
    return { name: authority?.name ?? '', tenant: authority?.id, companion: standing === 'companion' };
  });
};

/** Whose site this is: the authority of `FANGXIN_TENANT`, else the one that keeps the instance. */
export type HomeKit = SiteKit & {
  /** Looks again whether the site is a channel of its own today, once the last look is old. */
  readonly lookAgain: () => Promise<void>;
};

export const siteKitOf = async (
  context: OpenContext,
  tenant: string | undefined,
  keptForMs = STANDING_KEPT_MS,
): Promise<HomeKit> => {
  let home = await homeOf(context, tenant);
  let lookedAt = elapsed();
  return {
    context,
    assets: siteAssets().addresses,
    demo: context.demo,
    authority: home.name,
    tenant: home.tenant,
    get companion() {
      return home.companion;
    },
    lookAgain: async () => {
      if (elapsed() - lookedAt < keptForMs) return;
      lookedAt = elapsed();
      // A database that is away is told by whoever needs it; the banner of a minute ago still stands.
      home = await homeOf(context, tenant).catch(() => home);
    },
  };
};

/** Everything the public opens, with its files and its switches. */
export const registerSite = async (app: FastifyInstance, kit: HomeKit): Promise<void> => {
  for (const file of siteAssets().files) {
    app.get(file.address, { config: { open: true }, schema: { hide: true } }, (_request, reply) =>
      reply.type(file.type).header('cache-control', `public, max-age=${YEAR_SECONDS}, immutable`).send(file.body),
    );
  }
  await app.register(async (site) => {
    answerUploadsBriefly(site);
    keepSwitches(site);
    takeRenamed(site, kit.context);
    site.addHook('onRequest', kit.lookAgain);
    site.addHook('onRoute', (route) => {
      route.schema = { ...route.schema, hide: true };
    });
    await site.register(homeRoutes(kit));
    await site.register(filingRoutes(kit));
    await site.register(draftRoutes(kit));
    await site.register(receiptRoutes(kit));
    await site.register(shortRoutes(kit));
    await site.register(accountRoutes(kit));
    await site.register(operatorContactRoutes(kit));
    await site.register(privacyRoutes(kit));
    await site.register(staffSignInRoutes(kit));
    await site.register(stepUpRoutes(kit));
    await site.register(renewPasswordRoutes(kit));
    await site.register(followRoutes(kit));
    await site.register(followActRoutes(kit));
    await site.register(answerRoutes(kit));
    await site.register(answerFileRoutes(kit));
    await site.register(operatorCaseRoutes(kit));
    await site.register(questionRoutes(kit));
    await site.register(proofRoutes(kit));
    await site.register(announcementRoutes(kit));
    await site.register(apiDocsRoutes(kit));
    if (kit.demo) await site.register(demoRoutes(kit));
  });
};
