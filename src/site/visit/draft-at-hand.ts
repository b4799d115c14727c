import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { dayOf } from '#kernel/day.ts';
import { refuse } from '#kernel/refusal.ts';
import { daysOf } from '#kernel/rule.ts';
import { beginDraft, type Draft, discardDraft, draftOfToken, newTokenFor, takeOver } from '#modules/intake/facade.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { nobody, type Tx } from '#platform/db.ts';
import { Refused } from '#platform/http/errors.ts';
import { dropNote } from './carried-note.ts';
import { dropOwn, keepOwn, tokenIn } from './own-cookie.ts';
import { sharerOf } from './phone-code.ts';

/** Strictly necessary, from the first answer on: without it the person would have to begin again. */
export const draftCookie = 'draft';
/** What was filed last from this browser, apart from what is being filled in. */
export const receiptCookie = 'receipt';
/** The receipt of the short path, carried by the browser itself. */
export const shortNote = 'short';

/** How long a browser shows a receipt again: others use the same counter, the same telephone. */
export const receiptMinutes = 15;
export const shownUntil = (filedAt: Date): Date => new Date(filedAt.getTime() + receiptMinutes * 60_000);

/** How long a draft is kept from its last change on. */
export const draftDays = (context: Context): number => daysOf(context.law().rulebook, 'DRF-01', dayOf(now()));

/** What was typed and filed is in no browser's store: going back shows nothing of whoever was here before. */
export const neverStored = (app: FastifyInstance): void => {
  app.addHook('onRequest', (_request, reply, next) => {
    reply.header('cache-control', 'no-store');
    next();
  });
};

export const keepToken = (context: Context, request: FastifyRequest, reply: FastifyReply, token: string): void =>
  keepOwn(request, reply, { name: draftCookie, value: token, seconds: draftDays(context) * 24 * 3600 });

export const dropToken = (request: FastifyRequest, reply: FastifyReply): void => dropOwn(request, reply, draftCookie);

/** Runs with whatever the browser holds under this name, filed or not, in its scope and locked. */
const withHeld = <T>(
  context: Context,
  request: FastifyRequest,
  cookie: string,
  work: (tx: Tx, held: Draft | undefined) => Promise<T>,
): Promise<T> => {
  const token = tokenIn(request, cookie);
  return context.database.transact(
    nobody,
    async (tx) => await work(tx, token === undefined ? undefined : await draftOfToken(context, tx, token)),
  );
};

/** Begun by somebody signed in, it is theirs: when the session has ended by itself, the next person here sees nothing of it. */
const isTheirs = ({ account }: Draft, request: FastifyRequest): boolean =>
  account === null || account === request.signedIn?.actor.account;

/** Begun by nobody, it is theirs from the first step on that they answer signed in: no copy of its token opens it any more. */
const takenOver = async (tx: Tx, draft: Draft, { signedIn }: FastifyRequest): Promise<Draft> =>
  draft.account !== null || signedIn === undefined ? draft : await takeOver(tx, draft, signedIn.actor.account);

/** Runs with the draft this browser is filling in, in its scope and locked; undefined when there is none, or it was filed. */
export const withDraft = <T>(
  context: Context,
  request: FastifyRequest,
  work: (tx: Tx, draft: Draft | undefined) => Promise<T>,
): Promise<T> =>
  withHeld(context, request, draftCookie, (tx, held) =>
    work(tx, held?.filed === null && isTheirs(held, request) ? held : undefined),
  );

/** Whether a draft waits here for the account that began it. */
export const draftWaits = (context: Context, request: FastifyRequest): Promise<boolean> =>
  withHeld(
    context,
    request,
    draftCookie,
    async (_tx, held) => held?.filed === null && !isTheirs(held, request) && Object.keys(held.steps).length > 0,
  );

/** As withDraft, making one when the browser holds none: whoever begins sees nothing of what was filed before. */
export const withDraftOrNew = async <T>(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  work: (tx: Tx, draft: Draft) => Promise<T>,
  /** Whose share a new one is of, where that was proved with this very form. */
  sharer = sharerOf(context, request),
): Promise<T> => {
  let fresh: string | undefined;
  const result = await withHeld(context, request, draftCookie, async (tx, held) => {
    if (held?.filed === null && isTheirs(held, request)) return await work(tx, await takenOver(tx, held, request));
    const seconds = request.server.brake('draft', sharer);
    if (seconds > 0) throw new Refused(refuse('too-many-drafts', { status: 429, params: { seconds } }));
    if (held?.filed === null) await leaveDraft(context, tx, held);
    const begun = await beginDraft(context, tx, now(), request.signedIn?.actor.account);
    fresh = begun.token;
    return await work(tx, begun.draft);
  });
  if (fresh !== undefined) {
    keepToken(context, request, reply, fresh);
    await clearReceipts(context, request, reply);
  }
  return result;
};

/**
 * What was filed last from this browser, if it is shown still. Where the answer to the filing was lost on its way, the
 * draft's own cookie leads to it; from then on the receipt's does.
 */
export const filedHere = async <T extends { readonly until: string }>(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<T | undefined> => {
  for (const cookie of [receiptCookie, draftCookie]) {
    const filed = await withHeld(
      context,
      request,
      cookie,
      async (_tx, held) => (held?.filed ?? undefined) as T | undefined,
    );
    // Of a filing of before there is no moment until which it is shown.
    if (filed === undefined || filed.until === undefined || new Date(filed.until) <= now()) continue;
    if (cookie === draftCookie) turnToReceipt(request, reply);
    return filed;
  }
  return undefined;
};

/** Filed: the browser lets the draft go, and shows its receipt for a while. */
export const turnToReceipt = (request: FastifyRequest, reply: FastifyReply): void => {
  const token = tokenIn(request, draftCookie);
  if (token === undefined) return;
  keepOwn(request, reply, { name: receiptCookie, value: token, seconds: receiptMinutes * 60 });
  dropToken(request, reply);
};

/** No receipt is seen here any more; nor is what its cookie opened, should somebody have copied it. */
export const clearReceipts = async (context: Context, request: FastifyRequest, reply: FastifyReply): Promise<void> => {
  await withHeld(context, request, receiptCookie, async (tx, held) => {
    if (held !== undefined && held.filed !== null) await discardDraft(context, tx, held.draft);
  });
  dropOwn(request, reply, receiptCookie);
  dropNote(request, reply, shortNote);
};

const leaveDraft = async (context: Context, tx: Tx, draft: Draft): Promise<void> => {
  if (draft.tied) await newTokenFor(tx, draft);
  else await discardDraft(context, tx, draft.draft);
};

/**
 * The person leaves this browser: a draft saved under a telephone waits for its number and a code, any other is deleted
 * with its files, because nobody could open it again.
 */
export const leaveFilings = async (context: Context, request: FastifyRequest, reply: FastifyReply): Promise<void> => {
  await withHeld(context, request, draftCookie, async (tx, held) => {
    if (held?.filed === null) await leaveDraft(context, tx, held);
  });
  dropToken(request, reply);
  await clearReceipts(context, request, reply);
};
