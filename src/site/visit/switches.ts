import type { FastifyInstance } from 'fastify';
import { languageCookie } from '#platform/http/language.ts';
import { largePrintCookie } from './visit.ts';

const wishes = {
  language: { cookie: languageCookie, values: ['zh-CN', 'en'] },
  print: { cookie: largePrintCookie, values: ['large', 'normal'] },
} as const;
const YEAR_SECONDS = 365 * 24 * 3600;

/** The language and print switches are links: the wish is kept and the same page answers without it in its address. */
export const keepSwitches = (app: FastifyInstance): void => {
  app.addHook('onRequest', async (request, reply) => {
    if (request.method !== 'GET' || !request.url.includes('?')) return;
    const address = new URL(request.url, 'http://site.invalid');
    let kept = false;
    for (const [name, { cookie, values }] of Object.entries(wishes)) {
      const wish = address.searchParams.get(name);
      if (wish === null) continue;
      address.searchParams.delete(name);
      kept = true;
      if (!(values as readonly string[]).includes(wish)) continue;
      reply.setCookie(cookie, wish, {
        path: '/',
        maxAge: YEAR_SECONDS,
        sameSite: 'lax',
        httpOnly: true,
        secure: request.server.cookieNames.secure,
      });
    }
    if (!kept) return;
    return reply.redirect(`${address.pathname}${address.search}`, 303);
  });
};

/** An upload by script follows the redirect of its answer only to learn the address; the page itself is asked for after. */
export const answerUploadsBriefly = (app: FastifyInstance): void => {
  app.addHook('onRequest', async (request, reply) => {
    if (request.method === 'GET' && request.headers['x-fangxin-upload'] !== undefined) return reply.code(204).send();
    return undefined;
  });
};
