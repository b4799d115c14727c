import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { dayOf } from '#kernel/day.ts';
import { seenPattern } from '#kernel/field-shapes.ts';
import { refuse } from '#kernel/refusal.ts';
import { scopeOf } from '../actor-scope.ts';
import { audit, platformTenant } from '../audit.ts';
import { apiTokensOf, issueApiToken, revokeApiToken } from '../auth/api-tokens.ts';
import { officesOf } from '../auth/grants.ts';
import type { ProviderSignIn } from '../auth/provider.ts';
import { endOwnSession, sessionsOf, switchOffice } from '../auth/sessions.ts';
import type { StaffSignIn } from '../auth/staff.ts';
import { stepUpOf } from '../auth/step-up.ts';
import { now } from '../clock.ts';
import { type Database, nobody } from '../db.ts';
import { orRefuse, Refused } from './errors.ts';
import { requireActor, requireSession, requireStaff, requireStrong } from './people.ts';

const tags = ['account'];
const instant = Type.Unsafe<Date>(Type.String({ format: 'date-time' }));
const notFound = () => new Refused(refuse('account-not-found', { status: 404 }));

const Session = Type.Object({
  id: Type.String(),
  device: Type.String(),
  since: instant,
  lastSeenAt: instant,
  own: Type.Boolean(),
});
const Office = Type.Object({
  tenant: Type.String(),
  bureau: Type.String(),
  roles: Type.Array(Type.String()),
  covering: Type.Boolean(),
  present: Type.Boolean(),
});
const StepUp = Type.Object({
  strong: Type.Boolean(),
  ways: Type.Array(Type.Enum(['code', 'provider', 'sign-in']), {
    description: 'code: the authenticator; provider: /account/provider/again; sign-in: neither is there, sign in anew',
  }),
});
const Token = Type.Object({
  id: Type.String(),
  name: Type.String(),
  mayWrite: Type.Boolean(),
  office: Type.String(),
  madeAt: instant,
  expiresAt: instant,
});
const NewToken = Type.Object(
  {
    name: Type.String({ minLength: 1, pattern: seenPattern, maxLength: 80 }),
    mayWrite: Type.Boolean(),
    days: Type.Integer({ minimum: 1, maximum: 366 }),
  },
  { additionalProperties: false },
);
const ById = Type.Object({ id: Type.String({ maxLength: 80 }) });

export type AccountGround = {
  readonly database: Database;
  readonly staff: StaffSignIn;
  readonly provider: ProviderSignIn | undefined;
};

/** What a person does with the own sign-ins, offices and tokens. */
export const accountRoutes =
  ({ database, staff, provider }: AccountGround): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/sessions',
      { schema: { tags, summary: "One's own open sessions", response: { 200: Type.Array(Session) } } },
      async (request) => {
        const signedIn = request.signedIn;
        requireActor(request);
        return signedIn === undefined ? [] : await database.transact(nobody, (tx) => sessionsOf(tx, signedIn));
      },
    );

    app.delete(
      '/sessions/:id',
      {
        schema: {
          tags,
          summary: "End one of one's own sessions at once",
          params: ById,
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        requireActor(request);
        const { signedIn } = request;
        const ended =
          signedIn === undefined
            ? 0
            : await database.transact(nobody, (tx) => endOwnSession(tx, signedIn, request.params.id));
        if (ended === 0) throw notFound();
        return reply.code(204).send(null);
      },
    );

    app.get(
      '/offices',
      { schema: { tags, summary: 'Places at which one holds roles today', response: { 200: Type.Array(Office) } } },
      async (request) => {
        const actor = requireStaff(request);
        const offices = await database.transact(nobody, (tx) => officesOf(tx, actor.account, dayOf(now())));
        return offices.map(({ tenant, bureau, roles, covering }) => ({
          tenant,
          bureau,
          roles: [...roles],
          covering,
          present: bureau === request.signedIn?.office,
        }));
      },
    );

    app.put(
      '/session/office',
      {
        schema: {
          tags,
          summary: 'Act for another office from the next request on',
          body: Type.Object({ bureau: Type.String() }, { additionalProperties: false }),
          response: { 200: Type.Object({ bureau: Type.String(), roles: Type.Array(Type.String()) }) },
        },
      },
      async (request) => {
        const signedIn = requireSession(request);
        const switched = await database.transact(nobody, (tx) => switchOffice(tx, signedIn, request.body.bureau));
        if (switched.office !== request.body.bureau) throw new Refused(refuse('office-not-held', { status: 403 }));
        return { bureau: switched.office, roles: [...switched.actor.roles] };
      },
    );

    app.get(
      '/session/step-up',
      {
        schema: {
          tags,
          summary: 'Whether the second factor was shown within ten minutes, and how one can show it again',
          response: { 200: StepUp },
        },
      },
      async (request) => {
        const signedIn = requireSession(request);
        const { isStrong, ways } = await database.transact(nobody, (tx) => stepUpOf(tx, signedIn, provider));
        return { strong: isStrong, ways: [...ways] };
      },
    );

    app.post(
      '/session/step-up',
      {
        schema: {
          tags,
          summary: 'Show the second factor again; lasts ten minutes',
          body: Type.Object({ code: Type.String({ maxLength: 20 }) }, { additionalProperties: false }),
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        const signedIn = requireSession(request);
        orRefuse(await staff.stepUp(signedIn, request.body.code));
        return reply.code(204).send(null);
      },
    );

    app.get(
      '/tokens',
      { schema: { tags, summary: "One's own bearer tokens", response: { 200: Type.Array(Token) } } },
      (request) => database.transact(nobody, (tx) => apiTokensOf(tx, requireStaff(request).account)),
    );

    app.post(
      '/tokens',
      {
        schema: {
          tags,
          summary: 'Issue a bearer token; it is shown this once',
          body: NewToken,
          response: { 201: Type.Object({ id: Type.String(), token: Type.String(), expiresAt: instant }) },
        },
      },
      async (request, reply) => {
        const { actor, office } = requireStrong(request);
        const issued = await database.transact(scopeOf(actor), async (tx) => {
          const token = await issueApiToken(tx, { account: actor.account, office, ...request.body });
          await audit(tx, {
            tenant: actor.tenant ?? platformTenant,
            account: actor.account,
            act: 'issue-token',
            subject: `account:${actor.account}`,
            detail: { token: token.id, mayWrite: request.body.mayWrite, days: request.body.days },
          });
          return token;
        });
        const { id, token, expiresAt } = issued;
        return reply.code(201).send({ id, token, expiresAt });
      },
    );

    app.delete(
      '/tokens/:id',
      { schema: { tags, summary: 'Revoke a token at once', params: ById, response: { 204: Type.Null() } } },
      async (request, reply) => {
        const actor = requireStaff(request);
        const revoked = await database.transact(nobody, (tx) => revokeApiToken(tx, actor.account, request.params.id));
        if (revoked === 0) throw new Refused(refuse('token-not-found', { status: 404 }));
        return reply.code(204).send(null);
      },
    );
  };
