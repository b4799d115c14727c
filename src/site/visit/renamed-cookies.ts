import type { FastifyInstance } from 'fastify';
import { wasKeptBefore } from '#modules/intake/facade.ts';
import { readTicket } from '#platform/auth/tickets.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { nobody } from '#platform/db.ts';
import { answerCookie, answerSeconds } from './answer-at-hand.ts';
import { caseCookie, caseMinutes } from './case-at-hand.ts';
import { draftCookie, draftDays, receiptCookie, receiptMinutes } from './draft-at-hand.ts';
import { isToken, keepOwn, keepSealed, ownIn } from './own-cookie.ts';
import { knownCookie, knownMinutes } from './phone-code.ts';

/** Where they were kept before they all lay under `/`. */
const formerPaths = ['/', '/answer'];

/**
 * What a browser was given under a name that other hosts of the domain can set too is taken from there once and kept under the new
 * name: of drafts only those begun before, of sealed notes those sealed in the way of before, which is not used any more.
 */
export const takeRenamed = (app: FastifyInstance, context: Context): void => {
  const tokens = [
    { name: draftCookie, former: 'fangxin-draft', seconds: () => draftDays(context) * 24 * 3600 },
    { name: receiptCookie, former: 'fangxin-receipt', seconds: () => receiptMinutes * 60 },
    { name: answerCookie, former: 'fangxin-answer', seconds: () => answerSeconds },
  ];
  const sealed = [
    { name: knownCookie, former: 'fangxin-known', minutes: knownMinutes, purpose: 'known-phone' },
    { name: caseCookie, former: 'fangxin-answer-case', minutes: caseMinutes, purpose: 'site-answer-case' },
  ];
  const all = [...tokens, ...sealed];

  app.addHook('onRequest', async (request, reply) => {
    const { own } = request.server.cookieNames;
    // Without https the prefix is none, and only what lay under `/answer` has another name.
    const renamed = all.filter(({ name, former }) => own(name) !== former && request.cookies[former] !== undefined);
    if (renamed.length === 0) return;
    const before = ({ name, former }: (typeof all)[number]): string | undefined =>
      own(name) !== former && ownIn(request, name) === undefined ? request.cookies[former] : undefined;
    for (const one of tokens) {
      const { name, seconds } = one;
      const value = before(one);
      if (value === undefined || !isToken(value)) continue;
      if (!(await context.database.transact(nobody, (tx) => wasKeptBefore(context, tx, value, now())))) continue;
      keepOwn(request, reply, { name, value, seconds: seconds() });
      request.cookies[own(name)] = value;
    }
    for (const one of sealed) {
      const { name, minutes, purpose } = one;
      const content = readTicket(context.keyring, purpose, before(one) ?? '');
      if (content === undefined) continue;
      request.cookies[own(name)] = keepSealed(context, request, reply, { name, content, minutes });
    }
    for (const { former } of renamed) for (const path of formerPaths) reply.clearCookie(former, { path });
  });
};
