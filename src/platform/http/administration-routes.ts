import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import { type Actor, opensCases, type Role } from '#kernel/actor.ts';
import { type Day, dayOf } from '#kernel/day.ts';
import { seenPattern } from '#kernel/field-shapes.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { scopeOf } from '../actor-scope.ts';
import { setAccountStatus } from '../auth/account-status.ts';
import { accountsIn, isAccountMade, knownAccounts, ofTenant } from '../auth/accounts.ts';
import { apiTokensOf } from '../auth/api-tokens.ts';
import { endRole, giveRole, makeAccount } from '../auth/grants.ts';
import { enrolStaff, resetStaff, signOutEverywhere } from '../auth/staff.ts';
import { now } from '../clock.ts';
import type { Database, Tx } from '../db.ts';
import { orRefuse, Refused } from './errors.ts';
import { requireStaff, requireStrong } from './people.ts';

const tags = ['administration'];
const instant = Type.Unsafe<Date>(Type.String({ format: 'date-time' }));
const day = Type.Unsafe<`${number}-${number}-${number}`>(Type.String({ format: 'date' }));
const uuid = Type.String({ format: 'uuid' });
const closed = { additionalProperties: false } as const;
const roles = [
  'intake-officer',
  'handler',
  'mediator',
  'bureau-head',
  'association-mediator',
  'system-administrator',
  'security-administrator',
  'auditor',
  'leader',
] as const satisfies readonly Role[];

const Grant = Type.Object({
  id: Type.String(),
  role: Type.String(),
  bureau: Type.String(),
  from: Type.String(),
  to: Type.Union([Type.String(), Type.Null()]),
  covers: Type.Union([Type.String(), Type.Null()]),
});
const Account = Type.Object({
  account: Type.String(),
  login: Type.Union([Type.String(), Type.Null()], {
    description: 'null where nobody can sign in to the account yet',
  }),
  status: Type.String(),
  secondFactor: Type.Boolean(),
  lockedUntil: Type.Union([instant, Type.Null()]),
  grants: Type.Array(Grant),
});
const Token = Type.Object({
  id: Type.String(),
  name: Type.String(),
  mayWrite: Type.Boolean(),
  office: Type.String(),
  madeAt: instant,
  expiresAt: instant,
});
const Sees = Type.Array(Type.String({ maxLength: 60 }), {
  maxItems: 200,
  description:
    'units whose cases the role opens; empty: the unit itself and those below it, at a 12315 centre those of the bureau it belongs to. Administrators and mediators of an association open none by their role.',
});
const NewGrant = Type.Object(
  {
    account: uuid,
    role: Type.Enum([...roles]),
    bureau: Type.String({ maxLength: 60 }),
    sees: Sees,
    from: day,
    to: Type.Optional(day),
    covers: Type.Optional(uuid),
  },
  closed,
);
const ByAccount = Type.Object({ account: uuid });
const OneTime = Type.Object({ account: Type.String(), password: Type.String() });

const holding = (actor: Actor, role: Role): string => {
  if (!actor.roles.includes(role) || actor.tenant === undefined)
    throw new Refused(refuse('not-permitted', { status: 403 }));
  return actor.tenant;
};

/** Changing accounts and roles: the security administrator, with the second factor shown within ten minutes. */
const security = (request: FastifyRequest): { actor: Actor; tenant: string } => {
  const { actor } = requireStrong(request);
  return { actor, tenant: holding(actor, 'security-administrator') };
};

/** What the directory knows and the platform asks: given at wiring. */
export type DirectoryFacts = {
  /** Whether the system administrator has made the post this account would belong to. */
  readonly isPost: (tx: Tx, tenant: string, account: string, on: Day) => Promise<boolean>;
  /** Units and organisations of a tenant at which roles may be held on a day. */
  readonly placesOf: (tx: Tx, tenant: string, on: Day) => Promise<ReadonlySet<string>>;
  /** Units whose cases a role at a place opens where nobody says otherwise. */
  readonly usualSight: (tx: Tx, tenant: string, place: string, on: Day) => Promise<readonly string[]>;
};

type Place = { readonly bureau: string; readonly sees: readonly string[] };

/** A role is held somewhere that is there, and opens cases of no other tenant. */
const refuseUnknownPlace = async (
  tx: Tx,
  facts: DirectoryFacts,
  tenant: string,
  { bureau, sees }: Place,
): Promise<Refusal | undefined> => {
  const places = await facts.placesOf(tx, tenant, dayOf(now()));
  if (!places.has(bureau)) return refuse('place-unknown', { status: 422, field: 'bureau' });
  return sees.every((one) => places.has(one)) ? undefined : refuse('place-unknown', { status: 422, field: 'sees' });
};

/** A role that opens cases and names none opens the usual ones: one that opened nothing would be a mistake nobody sees. */
const withSight = async <G extends Place & { readonly role: Role }>(
  tx: Tx,
  facts: DirectoryFacts,
  tenant: string,
  grant: G,
): Promise<G> =>
  grant.sees.length > 0 || !opensCases(grant.role)
    ? grant
    : { ...grant, sees: await facts.usualSight(tx, tenant, grant.bureau, dayOf(now())) };

/** People and their roles: given by the security administrator, and by nobody to themselves. */
export const administrationRoutes =
  (database: Database, facts: DirectoryFacts): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/accounts',
      {
        schema: {
          tags,
          summary: 'Officials of the own tenant with their roles',
          response: { 200: Type.Array(Account) },
        },
      },
      async (request) => {
        const actor = requireStaff(request);
        const tenant = holding(actor, 'security-administrator');
        return await database.transact(scopeOf(actor), (tx) => accountsIn(tx, tenant));
      },
    );

    app.post(
      '/accounts',
      {
        schema: {
          tags,
          summary: 'An account with its first role to a post; the one-time password is shown this once',
          body: Type.Object(
            {
              account: Type.String({ format: 'uuid', description: 'of the post the system administrator has made' }),
              login: Type.String({ maxLength: 64 }),
              role: Type.Enum([...roles]),
              bureau: Type.String(),
              sees: Sees,
              from: day,
            },
            closed,
          ),
          response: { 201: OneTime },
        },
      },
      async (request, reply) => {
        const { actor, tenant } = security(request);
        const { login, account, ...grant } = request.body;
        const made = await database.transact(scopeOf(actor), async (tx) => {
          if (!(await facts.isPost(tx, tenant, account, dayOf(now()))))
            throw new Refused(refuse('post-unknown', { status: 422, field: 'account' }));
          if ((await knownAccounts(tx, [account])).has(account))
            throw new Refused(refuse('post-has-account', { status: 409, field: 'account' }));
          orRefuse(await refuseUnknownPlace(tx, facts, tenant, grant));
          if (!(await isAccountMade(tx, account))) await makeAccount(tx, 'staff', account);
          const { password } = orRefuse(await enrolStaff(tx, actor, account, login));
          orRefuse(await giveRole(tx, actor, { ...(await withSight(tx, facts, tenant, grant)), account, tenant }));
          return { account, password };
        });
        return reply.code(201).send(made);
      },
    );

    app.post(
      '/accounts/:account/reset',
      {
        schema: {
          tags,
          summary:
            'New one-time password; sessions and tokens end, second factor and identity provider are linked anew',
          params: ByAccount,
          response: { 200: OneTime },
        },
      },
      async (request) => {
        const { actor, tenant } = security(request);
        const { account } = request.params;
        return await database.transact(scopeOf(actor), async (tx) => {
          orRefuse(await ofTenant(tx, account, tenant));
          const { password } = orRefuse(await resetStaff(tx, actor, account));
          return { account, password };
        });
      },
    );

    app.get(
      '/accounts/:account/tokens',
      {
        schema: {
          tags,
          summary: 'Bearer tokens of an official that still open something',
          params: ByAccount,
          response: { 200: Type.Array(Token) },
        },
      },
      async (request) => {
        const actor = requireStaff(request);
        const tenant = holding(actor, 'security-administrator');
        const { account } = request.params;
        return await database.transact(scopeOf(actor), async (tx) => {
          orRefuse(await ofTenant(tx, account, tenant));
          return await apiTokensOf(tx, account);
        });
      },
    );

    app.post(
      '/accounts/:account/sign-out',
      {
        schema: {
          tags,
          summary: 'End every session and every token of an official at once; password and second factor stay',
          params: ByAccount,
          body: Type.Object({ reason: Type.String({ minLength: 2, pattern: seenPattern, maxLength: 500 }) }, closed),
          response: { 200: Type.Object({ sessions: Type.Integer(), tokens: Type.Integer() }) },
        },
      },
      async (request) => {
        const { actor, tenant } = security(request);
        const { account } = request.params;
        return await database.transact(scopeOf(actor), async (tx) => {
          orRefuse(await ofTenant(tx, account, tenant));
          return await signOutEverywhere(tx, actor, account, request.body.reason);
        });
      },
    );

    app.put(
      '/accounts/:account/status',
      {
        schema: {
          tags,
          summary: 'Lock, unlock or retire an account; locked or retired, its sessions and tokens end for good',
          params: ByAccount,
          body: Type.Object(
            {
              status: Type.Enum(['active', 'locked', 'left']),
              reason: Type.String({ minLength: 2, pattern: seenPattern, maxLength: 500 }),
            },
            closed,
          ),
          response: {
            200: Type.Object({
              status: Type.String(),
              coversEnded: Type.Integer({
                description: 'absence covers that ended with the account of who left; the heads concerned are told',
              }),
            }),
          },
        },
      },
      async (request) => {
        const { actor, tenant } = security(request);
        const { account } = request.params;
        const { status, reason } = request.body;
        return await database.transact(scopeOf(actor), async (tx) => {
          orRefuse(await ofTenant(tx, account, tenant));
          return orRefuse(await setAccountStatus(tx, actor, account, status, reason));
        });
      },
    );

    app.post(
      '/role-grants',
      {
        schema: {
          tags,
          summary: 'Give a role, or the cover of an absence, between days',
          body: NewGrant,
          response: { 201: Type.Object({ grant: Type.String() }) },
        },
      },
      async (request, reply) => {
        const { actor, tenant } = security(request);
        const given = await database.transact(scopeOf(actor), async (tx) => {
          orRefuse(await ofTenant(tx, request.body.account, tenant));
          orRefuse(await refuseUnknownPlace(tx, facts, tenant, request.body));
          return orRefuse(await giveRole(tx, actor, { ...(await withSight(tx, facts, tenant, request.body)), tenant }));
        });
        return reply.code(201).send(given);
      },
    );

    app.delete(
      '/role-grants/:id',
      {
        schema: {
          tags,
          summary: 'Take a role away at once',
          params: Type.Object({ id: uuid }),
          response: { 200: Type.Object({ ended: Type.String() }) },
        },
      },
      async (request) => {
        const { actor, tenant } = security(request);
        return await database.transact(scopeOf(actor), async (tx) =>
          orRefuse(await endRole(tx, actor, request.params.id, tenant)),
        );
      },
    );
  };
