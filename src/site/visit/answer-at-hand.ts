import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '#kernel/actor.ts';
import { caseView, respondentActor } from '#modules/complaints/facade.ts';
import { beginDraft, type Draft, discardDraft, draftOfToken, draftOnly, keepStep } from '#modules/intake/facade.ts';
import { scopeOf } from '#platform/actor-scope.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { nobody, type Tx } from '#platform/db.ts';
import { type AtHand, caseCookie, heldCode } from './case-at-hand.ts';
import { dropOwn, keepOwn, tokenIn } from './own-cookie.ts';

/** Strictly necessary: without it the operator would type code and answer again on every page. */
export const answerCookie = 'answer-draft';
export const answerSeconds = 24 * 3600;

/** What the server wrote down when the code was checked; no form of the pages after it can change it. */
const openedStep = 'opened';

/** An answer being written: sealed like a filing's draft, and tied to the one case its code opens. */
export type AnswerAtHand = {
  readonly draft: Draft;
  readonly number: string;
  readonly actor: Actor;
  readonly by: 'code' | 'account';
};

const heldToken = (request: FastifyRequest): string | undefined => tokenIn(request, answerCookie);

/** Runs with the answer this browser holds, in its scope and locked; undefined when there is none any more. */
export const withAnswer = async <T>(
  context: Context,
  request: FastifyRequest,
  work: (tx: Tx, answer: AnswerAtHand | undefined) => Promise<T>,
): Promise<T> => {
  const token = heldToken(request);
  const open = token === undefined ? undefined : (await heldCode(context, request))?.number;
  return await context.database.transact(nobody, async (tx) => {
    const draft = token === undefined ? undefined : await draftOfToken(context, tx, token);
    return await work(tx, draft === undefined ? undefined : await answerIn(context, tx, request, draft, open));
  });
};

/** @param open the case this browser's code opens now: what was begun with it is nobody's once that was let go of */
const answerIn = async (
  context: Context,
  tx: Tx,
  request: FastifyRequest,
  draft: Draft,
  open: string | undefined,
): Promise<AnswerAtHand | undefined> => {
  const { number, by } = draft.steps[openedStep] ?? (draft.filed as Record<string, string> | null) ?? {};
  if (typeof number !== 'string') return undefined;
  // What was sent stays to be seen as sent; before that the code must open the case still.
  if (by !== 'account')
    return draft.filed !== null || open === number
      ? { draft, number, by: 'code', actor: respondentActor(number) }
      : undefined;
  const actor = request.signedIn?.actor;
  if (actor === undefined || !(await isTheirs(context, tx, request, { draft, number, actor }))) return undefined;
  return { draft, number, by, actor };
};

/**
 * Begun with an account it is that account's, for as long as the case is open to it on the respondent's side. Drafts of before name no
 * account: they are whoever's stands on that side.
 */
const isTheirs = async (
  context: Context,
  tx: Tx,
  request: FastifyRequest,
  { draft, number, actor }: { readonly draft: Draft; readonly number: string; readonly actor: Actor },
): Promise<boolean> => {
  if (draft.account !== null && draft.account !== actor.account) return false;
  await tx.rescope(scopeOf(actor));
  const view = await caseView(context, tx, number, { actor, at: now(), t: context.texts(request.language) });
  await tx.rescope(draftOnly(draft.draft));
  return view?.audience === 'respondent';
};

/** What was begun here and not sent is nobody's any more: it goes with its files. */
const dropUnsent = async (context: Context, request: FastifyRequest): Promise<void> => {
  const token = heldToken(request);
  if (token === undefined) return;
  await context.database.transact(nobody, async (tx) => {
    const draft = await draftOfToken(context, tx, token);
    if (draft !== undefined && draft.filed === null) await discardDraft(context, tx, draft.draft);
  });
};

/** Whoever closes the case or signs out leaves nothing in the browser: neither what was begun nor what the code opens. */
export const leaveAnswer = async (context: Context, request: FastifyRequest, reply: FastifyReply): Promise<void> => {
  dropOwn(request, reply, answerCookie);
  dropOwn(request, reply, caseCookie);
  await dropUnsent(context, request);
};

/** Begins an answer, or goes on with the one this browser already holds for the same case. */
export const beginAnswer = async (
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  held: AtHand,
): Promise<void> => {
  const { number, by } = held;
  const wish = { number, by, ...(held.by === 'code' ? { code: held.code } : {}) };
  const goesOn = await withAnswer(
    context,
    request,
    async (_tx, begun) => begun?.number === number && begun.by === by && begun.draft.filed === null,
  );
  if (goesOn) return;
  await dropUnsent(context, request);
  const account = held.by === 'account' ? held.actor.account : undefined;
  const token = await context.database.transact(nobody, async (tx) => {
    const begun = await beginDraft(context, tx, now(), account);
    await keepStep(context, tx, begun.draft, openedStep, wish, now());
    return begun.token;
  });
  keepOwn(request, reply, { name: answerCookie, value: token, seconds: answerSeconds });
};
