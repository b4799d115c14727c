import assert from 'node:assert/strict';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { type AppOptions, buildApp } from '#app/build-app.ts';
import { type CastName, cast } from '#db/seed/cast.ts';
import { issueApiToken } from '#platform/auth/api-tokens.ts';
import { openSession } from '#platform/auth/sessions.ts';
import { csrfOf } from '#platform/auth/tokens.ts';
import { nobody } from '#platform/db.ts';
import type { Log } from '#platform/log.ts';
import { openWorld, type World } from '#test/world.ts';

/** The whole application as it is served, site and API, called without a network. */
export type WholeApp = {
  readonly world: World;
  readonly app: FastifyInstance;
  as(name: CastName): Promise<Readonly<Record<string, string>>>;
  /** At the desk in a browser, the second factor just shown. */
  atDesk(name: CastName): Promise<Readonly<Record<string, string>>>;
  /** A browser's visit to the site: its cookie and the token of its forms. */
  visit(): Promise<{ readonly cookie: string; readonly csrf: string }>;
  close(): Promise<void>;
};

export const openWholeApp = async (log?: Log, rate: AppOptions['rate'] = 'off'): Promise<WholeApp> => {
  const world = await openWorld();
  const app = await buildApp({
    context: { ...world.context, demo: true, refreshLaw: () => Promise.resolve() },
    rate,
    ...(log === undefined ? {} : { log }),
  });
  return {
    world,
    app,
    as: async (name) => {
      const { token } = await world.context.database.transact(nobody, (tx) =>
        issueApiToken(tx, { account: cast[name].account, name: 'test', mayWrite: true, days: 1 }),
      );
      return { authorization: `Bearer ${token}` };
    },
    atDesk: async (name) => {
      const { account, kind } = cast[name];
      const { token } = await world.context.database.transact(nobody, (tx) =>
        openSession(tx, { account, kind, strong: true, device: 'test' }),
      );
      return { cookie: `${app.cookieNames.session}=${token}`, 'x-csrf-token': csrfOf(token) };
    },
    visit: async () => {
      const page = await app.inject({ method: 'GET', url: '/file/short', headers: { accept: 'text/html' } });
      const cookie = page.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
      return { cookie, csrf: /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '' };
    },
    close: async () => {
      await app.close();
      await world.close();
    },
  };
};

/** Whatever came in: never a fault of ours, and a refusal says what and where. */
export const assertTold = (answer: LightMyRequestResponse, what: string): void => {
  assert.ok(answer.statusCode < 500, `${what}: ${answer.statusCode} ${answer.body.slice(0, 300)}`);
  if (answer.statusCode < 400 || !answer.headers['content-type']?.includes('problem+json')) return;
  const problem = answer.json() as { code?: string; detail?: string };
  assert.ok(problem.code, `${what}: a refusal without a code`);
  assert.notEqual(problem.detail, problem.code, `${what}: ${problem.code} has no sentence`);
};
