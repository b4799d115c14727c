import type { FastifyReply, FastifyRequest } from 'fastify';
import { readTicket, writeTicket } from '#platform/auth/tickets.ts';
import type { Context } from '#platform/context.ts';

/** What a browser keeps of its own, under a name that no other host of the domain can set (`__Host-`). */
export const keepOwn = (
  request: FastifyRequest,
  reply: FastifyReply,
  { name, value, seconds }: { readonly name: string; readonly value: string; readonly seconds: number },
): void => {
  const { own, secure } = request.server.cookieNames;
  reply.setCookie(own(name), value, { path: '/', httpOnly: true, sameSite: 'lax', maxAge: seconds, secure });
};

export const ownIn = (request: FastifyRequest, name: string): string | undefined =>
  request.cookies[request.server.cookieNames.own(name)];

/** Browsers take the end of a `__Host-` cookie too only as `Secure`. */
export const dropOwn = (request: FastifyRequest, reply: FastifyReply, name: string): void => {
  const { own, secure } = request.server.cookieNames;
  if (ownIn(request, name) !== undefined) reply.clearCookie(own(name), { path: '/', secure });
};

/** The token of a draft kept under this name; undefined when absent or not of the shape we give out. */
export const tokenIn = (request: FastifyRequest, name: string): string | undefined => {
  const token = ownIn(request, name);
  return token !== undefined && isToken(token) ? token : undefined;
};

export const isToken = (text: string): boolean => /^[A-Za-z0-9_-]{43}$/u.test(text);

type Sealed = {
  readonly name: string;
  readonly content: Readonly<Record<string, string>>;
  readonly minutes: number;
  /** The one browser that may show it; left out where it outlives the visit. */
  readonly mark?: string;
};

const purposeOf = (name: string, mark: string | undefined): string =>
  `own-${name}${mark === undefined ? '' : `-${mark}`}`;

/** Sealed as well: neither read nor changed by whoever sits there. */
export const keepSealed = (
  { keyring }: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  { name, content, minutes, mark }: Sealed,
): string => {
  const value = writeTicket(keyring, purposeOf(name, mark), content, minutes);
  keepOwn(request, reply, { name, value, seconds: minutes * 60 });
  return value;
};

export const sealedIn = (
  { keyring }: Context,
  request: FastifyRequest,
  name: string,
  mark?: string,
): Record<string, string> | undefined => {
  const ticket = ownIn(request, name);
  return ticket === undefined ? undefined : readTicket(keyring, purposeOf(name, mark), ticket);
};
