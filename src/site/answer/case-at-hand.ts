import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '#kernel/actor.ts';
import { type CaseView, caseView, isCodeOpen, respondentActor } from '#modules/complaints/facade.ts';
import { scopeOf } from '#platform/actor-scope.ts';
import { readTicket, writeTicket } from '#platform/auth/tickets.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { nobody } from '#platform/db.ts';
import type { Visit } from '#site/visit/visit.ts';

/** As long as an operator that signed in may stay silent; then the code is typed again. */
const MINUTES = 240;
const cookie = 'fangxin-answer-case';
const purpose = 'site-answer-case';

/** The case of this browser's code: sealed, stored nowhere else, and worth no more than the code still is. */
export const holdCase = (
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  opened: { readonly number: string; readonly code: string },
): void => {
  reply.setCookie(cookie, writeTicket(context.keyring, purpose, opened, MINUTES), {
    path: '/answer',
    httpOnly: true,
    sameSite: 'lax',
    maxAge: MINUTES * 60,
    secure: request.server.cookieNames.secure,
  });
};

export const letGoOfCase = (reply: FastifyReply): void => {
  reply.clearCookie(cookie, { path: '/answer' });
};

export type HeldCode = { readonly number: string; readonly code: string };

/** What this browser's code opens, if it opens anything still. */
export const heldCode = async (context: Context, request: FastifyRequest): Promise<HeldCode | undefined> => {
  const sealed = request.cookies[cookie];
  const { number, code } = sealed === undefined ? {} : (readTicket(context.keyring, purpose, sealed) ?? {});
  if (number === undefined || code === undefined) return undefined;
  const isOpen = await context.database.transact(nobody, (tx) => isCodeOpen(tx, code, number));
  return isOpen ? { number, code } : undefined;
};

export type AtHand = { readonly number: string; readonly actor: Actor } & (
  | { readonly by: 'code'; readonly code: string }
  | { readonly by: 'account' }
);

/** Who looks at this case from the operator's side: whoever holds its code, else the account that acts for the operator. */
export const caseAtHand = async (
  context: Context,
  request: FastifyRequest,
  number: string,
): Promise<AtHand | undefined> => {
  const held = await heldCode(context, request);
  if (held?.number === number) return { ...held, by: 'code', actor: respondentActor(number) };
  const actor = request.signedIn?.actor;
  return actor === undefined ? undefined : { number, by: 'account', actor };
};

/** The case as its respondent reads it; undefined for whoever is not its respondent. */
export const respondentsView = async (
  context: Context,
  { number, actor }: Pick<AtHand, 'number' | 'actor'>,
  { t }: Visit,
): Promise<CaseView | undefined> => {
  const view = await context.database.transact(scopeOf(actor), (tx) =>
    caseView(context, tx, number, { actor, at: now(), t }),
  );
  return view?.audience === 'respondent' ? view : undefined;
};
