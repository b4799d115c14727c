import type { FastifyInstance } from 'fastify';
import { wasKeptBefore } from '#modules/intake/facade.ts';
import { readTicket } from '#platform/auth/tickets.ts';
import type { Context } from '#platform/context.ts';
import { nobody } from '#platform/db.ts';
import { answerCookie, answerSeconds } from './answer-at-hand.ts';
import { caseCookie, caseMinutes } from './case-at-hand.ts';
import { draftCookie, draftDays, receiptCookie, receiptMinutes } from './draft-at-hand.ts';
import { isToken, keepOwn, keepSealed, ownIn } from './own-cookie.ts';
import { knownCookie, knownMinutes } from './phone-code.ts';

/** Where they were kept before they all lay under `/`. */
const formerPaths = ['/', '/answer'];
const formerName = (name: string): string => `fangxin-${name}`;

/**
 * What a browser was given under a name that other hosts of the domain can set too is taken from there once and kept under the new
 * name: of drafts only those begun before, of sealed notes those sealed in the way of before, which is not used any more.
 */
export const takeRenamed = (app: FastifyInstance, context: Context): void => {
  const tokens = [
    { name: draftCookie, seconds: () => draftDays(context) * 24 * 3600 },
    { name: receiptCookie, seconds: () => receiptMinutes * 60 },
    { name: answerCookie, seconds: () => answerSeconds },
  ];
  const sealed = [
    { name: knownCookie, minutes: knownMinutes, purpose: 'known-phone' },
    { name: caseCookie, minutes: caseMinutes, purpose: 'site-answer-case' },
  ];
  const names = [...tokens, ...sealed].map(({ name }) => name);

  app.addHook('onRequest', async (request, reply) => {
    const { secure, own } = request.server.cookieNames;
    if (!secure || !names.some((name) => request.cookies[formerName(name)] !== undefined)) return;
    const before = (name: string): string | undefined =>
      ownIn(request, name) === undefined ? request.cookies[formerName(name)] : undefined;
    for (const { name, seconds } of tokens) {
      const value = before(name);
      if (value === undefined || !isToken(value)) continue;
      if (!(await context.database.transact(nobody, (tx) => wasKeptBefore(tx, value)))) continue;
      keepOwn(request, reply, { name, value, seconds: seconds() });
      request.cookies[own(name)] = value;
    }
    for (const { name, minutes, purpose } of sealed) {
      const content = readTicket(context.keyring, purpose, before(name) ?? '');
      if (content === undefined) continue;
      request.cookies[own(name)] = keepSealed(context, request, reply, { name, content, minutes });
    }
    for (const name of names)
      if (request.cookies[formerName(name)] !== undefined)
        for (const path of formerPaths) reply.clearCookie(formerName(name), { path });
  });
};
