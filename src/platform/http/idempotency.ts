import { hash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import pg from 'pg';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { now } from '../clock.ts';
import type { Tx } from '../db.ts';
import { saysItNeeds } from './needs.ts';

export type RequestKey = {
  /** Account id; for somebody not signed in, the hash of the browser's visit token. */
  readonly principal: string;
  readonly route: string;
  readonly key: string;
  readonly requestHash: Buffer;
};

/** What was answered the first time; sent again as it was. */
export type StoredAnswer = { readonly status: number; readonly answer: unknown };

/** One text for one request: JSON escapes even half surrogate pairs, so any body that was parsed can be hashed. */
export const requestHash = (body: unknown): Buffer => hash('sha256', JSON.stringify(body ?? null), 'buffer');

/** Reads `Idempotency-Key`; `route` is the pattern with its method, `POST /api/v1/complaints`. */
export const requestKey = (request: FastifyRequest, principal: string): RequestKey | Refusal => {
  saysItNeeds(request, 'key');
  const header = request.headers['idempotency-key'];
  if (header === undefined) return refuse('idempotency-key-missing', { status: 400 });
  if (typeof header !== 'string' || !/^[\x21-\x7e]{1,128}$/.test(header)) {
    return refuse('idempotency-key-malformed', { status: 400 });
  }
  return keyFrom(request, principal, header);
};

/** For forms, whose key is a hidden field; `content` where the body is read as it comes. */
export const keyFrom = (
  request: FastifyRequest,
  principal: string,
  key: string,
  content: unknown = request.body,
): RequestKey => ({
  principal,
  route: `${request.method} ${request.routeOptions.url ?? request.url}`,
  key,
  // What the path names is part of the request: the same words about another case are another request.
  requestHash: requestHash([request.params ?? null, content ?? null]),
});

/**
 * First statement of the act's transaction. Undefined: go on. A second request with the same key waits here until the
 * first has committed, and then finds its answer; a first one that ended in a refusal had no effect and gives way.
 */
export const claimKey = async (tx: Tx, key: RequestKey, tenant: string): Promise<StoredAnswer | Refusal | undefined> =>
  (await isClaimed(tx, key, tenant)) ? undefined : await earlierAnswer(tx, key);

const isClaimed = async (tx: Tx, key: RequestKey, tenant: string): Promise<boolean> => {
  const claimed = await tx.run(
    `insert into idempotency (principal, route, key, request_hash, tenant, made_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (principal, route, key) do update set request_hash = excluded.request_hash, tenant = excluded.tenant,
       made_at = excluded.made_at where idempotency.status is null`,
    [key.principal, key.route, key.key, key.requestHash, tenant, now()],
  );
  return claimed === 1;
};

/** A form sent before: its answer, and whether it comes back with other content (Back, a word changed, sent again). */
export type SentBefore = StoredAnswer & { readonly changed: boolean };

/** As claimKey, for a form: nobody who fills one in knows of keys, so what was done is told instead of refused. */
export const claimForm = async (tx: Tx, key: RequestKey): Promise<SentBefore | undefined> =>
  (await isClaimed(tx, key, '')) ? undefined : await sentBefore(tx, key);

/** The answer of an earlier request with this key; undefined when there was none. */
export const earlierAnswer = async (tx: Tx, key: RequestKey): Promise<StoredAnswer | Refusal | undefined> => {
  const before = await sentBefore(tx, key);
  if (before?.changed === true) return refuse('idempotency-key-reused', { status: 422, field: 'Idempotency-Key' });
  return before === undefined ? undefined : { status: before.status, answer: before.answer };
};

export const sentBefore = async (tx: Tx, key: RequestKey): Promise<SentBefore | undefined> => {
  const row = await tx.maybe<{ request_hash: Buffer; status: number; answer: unknown }>(
    `select request_hash, status, answer from idempotency
      where principal = $1 and route = $2 and key = $3 and status is not null`,
    [key.principal, key.route, key.key],
  );
  if (row === undefined) return undefined;
  return { status: row.status, answer: row.answer, changed: !row.request_hash.equals(key.requestHash) };
};

/** Last statement of an act that had its effect; a refusal stores nothing, so that the key may be tried again. */
export const storeAnswer = async (tx: Tx, key: RequestKey, stored: StoredAnswer): Promise<void> => {
  await tx.run('update idempotency set status = $4, answer = $5 where principal = $1 and route = $2 and key = $3', [
    key.principal,
    key.route,
    key.key,
    stored.status,
    JSON.stringify(stored.answer),
  ]);
};

/** Claim and answer in one statement, for an act whose answer is known before it runs; a refusal must then throw. */
export const claimWithAnswer = async (
  tx: Tx,
  key: RequestKey,
  tenant: string,
  stored: StoredAnswer,
): Promise<StoredAnswer | Refusal | undefined> => {
  const claimed = await tx.run(
    `insert into idempotency (principal, route, key, request_hash, tenant, made_at, status, answer)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (principal, route, key) do update set request_hash = excluded.request_hash, tenant = excluded.tenant,
       made_at = excluded.made_at, status = excluded.status, answer = excluded.answer where idempotency.status is null`,
    [key.principal, key.route, key.key, key.requestHash, tenant, now(), stored.status, JSON.stringify(stored.answer)],
  );
  return claimed === 1 ? undefined : await earlierAnswer(tx, key);
};

/**
 * Claim and answer sent without waiting, along with the act. A key that was used already then fails the transaction
 * (`isKeyUsed`), and the act with it: its earlier answer is read in a second one.
 */
export const claimWithAct = (tx: Tx, key: RequestKey, tenant: string, stored: StoredAnswer): void => {
  tx.send(
    `insert into idempotency (principal, route, key, request_hash, tenant, made_at, status, answer)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [key.principal, key.route, key.key, key.requestHash, tenant, now(), stored.status, JSON.stringify(stored.answer)],
  );
};

export const isKeyUsed = (error: unknown): boolean => violates(error, 'idempotency_pk');

/** PostgreSQL's word for a row that is there already, under that constraint. */
export const violates = (error: unknown, constraint: string): boolean =>
  error instanceof pg.DatabaseError && error.code === '23505' && error.constraint === constraint;
