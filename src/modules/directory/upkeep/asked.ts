import type { FastifyRequest } from 'fastify';
import type { Actor } from '#kernel/actor.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { scopeOf } from '#platform/actor-scope.ts';
import { now } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/db.ts';
import { orRefuse, Refused } from '#platform/http/errors.ts';
import { claimKey, requestKey, storeAnswer } from '#platform/http/idempotency.ts';
import { requireStaff, requireStrong } from '#platform/http/people.ts';
import { type Keeper, keeperOf } from './who.ts';

type Work<T> = (tx: Tx, keeper: Keeper) => Promise<T | Refusal>;

/** A request of the system administrator, in one transaction; a refusal takes everything back. */
export const asked = <T>(database: Database, request: FastifyRequest, work: Work<T>): Promise<T> =>
  inOne(database, request, requireStaff(request), work);

/** The same for what decides who may act and where: the second factor was shown within ten minutes. */
export const askedStrongly = <T>(database: Database, request: FastifyRequest, work: Work<T>): Promise<T> => {
  keeperIn(requireStaff(request));
  return inOne(database, request, requireStrong(request).actor, work);
};

const keeperIn = (actor: Actor): Keeper => orRefuse(keeperOf(actor, now()));

/** With an `Idempotency-Key` the same request sent twice is done once. */
const inOne = <T>(database: Database, request: FastifyRequest, actor: Actor, work: Work<T>): Promise<T> => {
  const keeper = keeperIn(actor);
  const key =
    request.headers['idempotency-key'] === undefined ? undefined : orRefuse(requestKey(request, actor.account));
  return database.transact(scopeOf(actor), async (tx) => {
    const earlier = key && orRefuse(await claimKey(tx, key, keeper.tenant));
    if (earlier) return earlier.answer as T;
    const done = orRefuse(await work(tx, keeper));
    if (key) await storeAnswer(tx, key, { status: 200, answer: done });
    return done;
  });
};

/** Reading for whoever administers: names beside account ids are needed by all three. */
export const readAsAdministrator = <T>(
  database: Database,
  request: FastifyRequest,
  work: (tx: Tx, tenant: string) => Promise<T>,
): Promise<T> => {
  const actor = requireStaff(request);
  const { tenant } = actor;
  const administers = actor.roles.some((role) =>
    ['system-administrator', 'security-administrator', 'auditor'].includes(role),
  );
  if (tenant === undefined || !administers) throw new Refused(refuse('not-permitted', { status: 403 }));
  return database.transact(scopeOf(actor), (tx) => work(tx, tenant));
};
