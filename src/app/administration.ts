import type { FastifyInstance } from 'fastify';
import { openCasesAt } from '#modules/complaints/views/open-cases-at.ts';
import { isPost, rolePlaces, trailNames, usualSight } from '#modules/directory/facade.ts';
import { upkeepRoutes } from '#modules/directory/upkeep-routes.ts';
import type { Context } from '#platform/context.ts';
import { administrationRoutes } from '#platform/http/administration-routes.ts';
import { auditRoutes } from '#platform/http/audit-routes.ts';

/** What the three administrators do over HTTP; each part is told what it may not know by itself. */
export const registerAdministration = async (app: FastifyInstance, context: Context): Promise<void> => {
  await app.register(administrationRoutes(context.database, { isPost, placesOf: rolePlaces, usualSight }), {
    prefix: '/api/v1',
  });
  await app.register(auditRoutes(context.database, trailNames), { prefix: '/api/v1' });
  await app.register(upkeepRoutes(context, openCasesAt), { prefix: '/api/v1' });
};
