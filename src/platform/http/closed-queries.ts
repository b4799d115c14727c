import type { FastifyInstance } from 'fastify';

type Query = { readonly additionalProperties?: unknown };

const nothing = { type: 'object', properties: {} } as const;

/** What a route says of its query, closed: without a word of its own it takes none. */
const closed = (query: unknown): unknown => {
  const said = (query ?? nothing) as Query;
  return said.additionalProperties === undefined ? { ...said, additionalProperties: false } : said;
};

/** A misspelt filter must not look like an answer: reads of the API refuse a parameter they do not know. Call before any route. */
export const closeQueries = (app: FastifyInstance): void => {
  app.addHook('onRoute', (route) => {
    const isRead = route.method === 'GET' || route.method === 'HEAD';
    if (isRead && route.url.startsWith('/api/v1/'))
      route.schema = { ...route.schema, querystring: closed(route.schema?.querystring) };
  });
};
