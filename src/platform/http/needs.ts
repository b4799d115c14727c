import type { FastifyInstance, FastifyRequest } from 'fastify';

/** What a route asks for beside its body. The API's document prints it, and whoever reads a header asks whether the route says so. */
export type Needs = {
  /** `If-Match` with the version the act rests on. */
  readonly version?: true;
  /** `Idempotency-Key`: without it nothing is done, or the same request sent twice is done twice. */
  readonly key?: 'required' | 'optional';
};

declare module 'fastify' {
  interface FastifyContextConfig {
    readonly needs?: Needs;
  }
}

/** A header that the document does not name would be asked of nobody who goes by it. */
export const saysItNeeds = (request: FastifyRequest, what: keyof Needs): void => {
  const { config, url } = request.routeOptions;
  if (config.needs?.[what] === undefined) throw new Error(`${request.method} ${url} reads a ${what} it does not name`);
};

/** Every order of these routes is done once under its key. Call before the first of them. */
export const takesKeys = (app: FastifyInstance): void => {
  app.addHook('onRoute', (route) => {
    if (route.method === 'GET' || route.method === 'HEAD') return;
    route.config = { ...route.config, needs: { key: 'optional', ...route.config?.needs } };
  });
};
