import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '#kernel/actor.ts';
import { respondentActor } from '#modules/complaints/facade.ts';
import { beginDraft, type Draft, discardDraft, draftOfToken, keepStep } from '#modules/intake/facade.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { nobody, type Tx } from '#platform/db.ts';
import { type AtHand, heldCode } from './case-at-hand.ts';

/** Strictly necessary: without it the operator would type code and answer again on every page. */
const answerCookie = 'fangxin-answer';
const KEPT_SECONDS = 24 * 3600;

/** What the server wrote down when the code was checked; no form of the pages after it can change it. */
const openedStep = 'opened';

/** An answer being written: sealed like a filing's draft, and tied to the one case its code opens. */
export type AnswerAtHand = {
  readonly draft: Draft;
  readonly number: string;
  readonly actor: Actor;
  readonly by: 'code' | 'account';
};

const tokenIn = (request: FastifyRequest): string | undefined => {
  const token = request.cookies[answerCookie];
  return token !== undefined && /^[A-Za-z0-9_-]{43}$/u.test(token) ? token : undefined;
};

/** Runs with the answer this browser holds, in its scope and locked; undefined when there is none any more. */
export const withAnswer = async <T>(
  context: Context,
  request: FastifyRequest,
  work: (tx: Tx, answer: AnswerAtHand | undefined) => Promise<T>,
): Promise<T> => {
  const token = tokenIn(request);
  const open = token === undefined ? undefined : (await heldCode(context, request))?.number;
  return await context.database.transact(nobody, async (tx) => {
    const draft = token === undefined ? undefined : await draftOfToken(context, tx, token);
    return await work(tx, draft === undefined ? undefined : answerIn(draft, open, request.signedIn?.actor));
  });
};

/** @param open the case this browser's code opens now: what was begun with it is nobody's once that was let go of */
const answerIn = (draft: Draft, open: string | undefined, signedIn: Actor | undefined): AnswerAtHand | undefined => {
  const { number, by } = draft.steps[openedStep] ?? (draft.filed as Record<string, string> | null) ?? {};
  if (typeof number !== 'string') return undefined;
  // What was sent stays to be seen as sent; before that the code must open the case still.
  if (by !== 'account')
    return draft.filed !== null || open === number
      ? { draft, number, by: 'code', actor: respondentActor(number) }
      : undefined;
  return signedIn === undefined ? undefined : { draft, number, by, actor: signedIn };
};

/** Whoever closes the case leaves nothing of it in the browser: what was begun and not sent goes with it, files and all. */
export const letGoOfAnswer = async (context: Context, request: FastifyRequest, reply: FastifyReply): Promise<void> => {
  const token = tokenIn(request);
  reply.clearCookie(answerCookie, { path: '/answer' });
  if (token === undefined) return;
  await context.database.transact(nobody, async (tx) => {
    const draft = await draftOfToken(context, tx, token);
    if (draft !== undefined && draft.filed === null) await discardDraft(context, tx, draft.draft);
  });
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
  const token = await context.database.transact(nobody, async (tx) => {
    const begun = await beginDraft(context, tx, now(), undefined);
    await keepStep(context, tx, begun.draft, openedStep, wish, now());
    return begun.token;
  });
  reply.setCookie(answerCookie, token, {
    path: '/answer',
    maxAge: KEPT_SECONDS,
    httpOnly: true,
    sameSite: 'lax',
    secure: request.server.cookieNames.secure,
  });
};
