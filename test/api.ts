import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { type FastifyInstance, type FastifyPluginAsync, fastify } from 'fastify';
import type { TSchema } from 'typebox';
import { type CastName, cast } from '#db/seed/cast.ts';
import { issueApiToken } from '#platform/auth/api-tokens.ts';
import { openSession } from '#platform/auth/sessions.ts';
import { csrfOf } from '#platform/auth/tokens.ts';
import { nobody } from '#platform/db.ts';
import { guard, requestIdOf } from '#platform/http/guard.ts';
import { validation } from '#platform/http/validation.ts';
import type { World } from '#test/world.ts';

type Headers = Readonly<Record<string, string>>;

/** Some routes behind the real guard, called as members of the cast. */
export type Api = {
  readonly app: FastifyInstance;
  /** By bearer token, as scripts do. */
  as(name: CastName): Promise<Headers>;
  /** In a browser, the second factor just shown. */
  inBrowser(name: CastName): Promise<Headers>;
  close(): Promise<void>;
};

export const openApi = async (
  world: World,
  routes: readonly FastifyPluginAsync[],
  schemas: readonly TSchema[] = [],
): Promise<Api> => {
  const { database, publicUrl } = world.context;
  const app = fastify({
    genReqId: (raw) => requestIdOf(raw.headers),
    ...validation(),
  }).withTypeProvider<TypeBoxTypeProvider>();
  await guard(app, { database, publicUrl, rate: 'off' });
  for (const schema of schemas) app.addSchema(schema);
  for (const plugin of routes) await app.register(plugin, { prefix: '/api/v1' });
  return {
    app,
    as: async (name) => {
      const wish = { account: cast[name].account, name: 'test', mayWrite: true, days: 1 };
      const { token } = await database.transact(nobody, (tx) => issueApiToken(tx, wish));
      return { authorization: `Bearer ${token}` };
    },
    inBrowser: async (name) => {
      const { account, kind } = cast[name];
      const { token } = await database.transact(nobody, (tx) =>
        openSession(tx, { account, kind, strong: true, device: 'test' }),
      );
      return { cookie: `${app.cookieNames.session}=${token}`, 'x-csrf-token': csrfOf(token) };
    },
    close: () => app.close(),
  };
};
