import type { FastifyReply, FastifyRequest } from 'fastify';
import { dayOf } from '#kernel/day.ts';
import { daysOf } from '#kernel/rule.ts';
import { beginDraft, type Draft, draftOfToken } from '#modules/intake/facade.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { nobody, type Tx } from '#platform/db.ts';

/** Strictly necessary, from the first answer on: without it the person would have to begin again. */
const draftCookie = 'fangxin-draft';

/** How long a draft is kept from its last change on. */
export const draftDays = (context: Context): number => daysOf(context.law().rulebook, 'DRF-01', dayOf(now()));

const tokenIn = (request: FastifyRequest): string | undefined => {
  const token = request.cookies[draftCookie];
  return token !== undefined && /^[A-Za-z0-9_-]{43}$/u.test(token) ? token : undefined;
};

export const keepToken = (context: Context, request: FastifyRequest, reply: FastifyReply, token: string): void => {
  reply.setCookie(draftCookie, token, {
    path: '/',
    maxAge: draftDays(context) * 24 * 3600,
    httpOnly: true,
    sameSite: 'lax',
    secure: request.server.cookieNames.secure,
  });
};

export const dropToken = (reply: FastifyReply): void => {
  reply.clearCookie(draftCookie, { path: '/' });
};

/** Runs with the draft this browser holds, in its scope and locked; undefined when there is none. */
export const withDraft = async <T>(
  context: Context,
  request: FastifyRequest,
  work: (tx: Tx, draft: Draft | undefined) => Promise<T>,
): Promise<T> => {
  const token = tokenIn(request);
  return await context.database.transact(
    nobody,
    async (tx) => await work(tx, token === undefined ? undefined : await draftOfToken(context, tx, token)),
  );
};

/** As withDraft, making one when the browser holds none. */
export const withDraftOrNew = async <T>(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  work: (tx: Tx, draft: Draft) => Promise<T>,
): Promise<T> => {
  let fresh: string | undefined;
  const result = await withDraft(context, request, async (tx, held) => {
    if (held !== undefined && held.filed === null) return await work(tx, held);
    const begun = await beginDraft(context, tx, now(), request.signedIn?.actor.account);
    fresh = begun.token;
    return await work(tx, begun.draft);
  });
  if (fresh !== undefined) keepToken(context, request, reply, fresh);
  return result;
};
