import type { FastifyInstance } from 'fastify';
import type { Context } from '#platform/context.ts';
import { postRoutes } from './post-routes.ts';
import { referenceRoutes } from './reference-routes.ts';
import { registerRoutes } from './register-routes.ts';
import { representativeRoutes } from './representative-routes.ts';
import { type CasesAt, unitRoutes } from './unit-routes.ts';

/** Everything the system administrator keeps, below `/api/v1/administration`. */
export const upkeepRoutes =
  (context: Context, casesAt: CasesAt) =>
  async (app: FastifyInstance): Promise<void> => {
    await app.register(unitRoutes(context, casesAt), { prefix: '/administration' });
    await app.register(postRoutes(context, casesAt), { prefix: '/administration' });
    await app.register(registerRoutes(context), { prefix: '/administration' });
    await app.register(representativeRoutes(context), { prefix: '/administration' });
    await app.register(referenceRoutes(context), { prefix: '/administration' });
  };
