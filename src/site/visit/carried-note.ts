import type { FastifyReply, FastifyRequest } from 'fastify';
import { readTicket, writeTicket } from '#platform/auth/tickets.ts';
import type { Context } from '#platform/context.ts';

/** What a browser carries from one page of a sign-in to the next: sealed, short-lived, stored nowhere else. */
const MINUTES = 15;

export const carryNote = (
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  name: string,
  content: Readonly<Record<string, string>>,
): void => {
  reply.setCookie(`fangxin-${name}`, writeTicket(context.keyring, `site-${name}`, content, MINUTES), {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    maxAge: MINUTES * 60,
    secure: request.server.cookieNames.secure,
  });
};

export const readNote = (
  context: Context,
  request: FastifyRequest,
  name: string,
): Record<string, string> | undefined => {
  const ticket = request.cookies[`fangxin-${name}`];
  return ticket === undefined ? undefined : readTicket(context.keyring, `site-${name}`, ticket);
};

export const dropNote = (reply: FastifyReply, name: string): void => {
  reply.clearCookie(`fangxin-${name}`, { path: '/' });
};
