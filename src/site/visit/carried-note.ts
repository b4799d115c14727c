import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '#platform/context.ts';
import { browserMark, markIn } from '#platform/http/people.ts';
import { dropOwn, keepSealed, sealedIn } from './own-cookie.ts';

/**
 * What a browser carries from one page of a sign-in to the next: sealed for this very browser, short-lived, stored nowhere else. In
 * another browser it is nothing: a sign-in that somebody else began cannot be ended here (RFC 9700 section 4.7).
 */
const MINUTES = 15;

export const carryNote = (
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  name: string,
  content: Readonly<Record<string, string>>,
): void => {
  keepSealed(context, request, reply, { name, content, minutes: MINUTES, mark: browserMark(request, reply) });
};

export const readNote = (
  context: Context,
  request: FastifyRequest,
  name: string,
): Record<string, string> | undefined => {
  const mark = markIn(request);
  return mark === undefined ? undefined : sealedIn(context, request, name, mark);
};

export const dropNote = (request: FastifyRequest, reply: FastifyReply, name: string): void =>
  dropOwn(request, reply, name);
