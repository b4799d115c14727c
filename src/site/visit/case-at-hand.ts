import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '#kernel/actor.ts';
import { type CaseView, caseView, isCodeOpen, respondentActor } from '#modules/complaints/facade.ts';
import { scopeOf } from '#platform/actor-scope.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { nobody } from '#platform/db.ts';
import { keepSealed, sealedIn } from './own-cookie.ts';
import type { Visit } from './visit.ts';

/** As long as an operator that signed in may stay silent; then the code is typed again. */
export const caseMinutes = 240;
export const caseCookie = 'answer-code';

/** The case of this browser's code: sealed, stored nowhere else, and worth no more than the code still is. */
export const holdCase = (
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  opened: { readonly number: string; readonly code: string },
): void => {
  keepSealed(context, request, reply, { name: caseCookie, content: opened, minutes: caseMinutes });
};

export type HeldCode = { readonly number: string; readonly code: string };

/** What this browser's code opens, if it opens anything still. */
export const heldCode = async (context: Context, request: FastifyRequest): Promise<HeldCode | undefined> => {
  const { number, code } = sealedIn(context, request, caseCookie) ?? {};
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
