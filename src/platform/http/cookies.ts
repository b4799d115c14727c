import type { FastifyReply, FastifyRequest } from 'fastify';

/** Browsers refuse `__Host-` without https, and nobody else's subdomain can set it. */
export type CookieNames = {
  readonly session: string;
  readonly visit: string;
  readonly secure: boolean;
  /** What everything else that must be this browser's own is called: drafts, answers, the steps of a sign-in. */
  readonly own: (name: string) => string;
};

export const cookieNames = (publicUrl: string): CookieNames => {
  const secure = publicUrl.startsWith('https://');
  const prefix = secure ? '__Host-' : '';
  const own = (name: string) => `${prefix}fangxin-${name}`;
  return { session: own('session'), visit: own('visit'), secure, own };
};

const options = (secure: boolean) => ({ path: '/', httpOnly: true, sameSite: 'lax', secure }) as const;

/** Gone with the browser window unless `expires` says otherwise. */
export const setSecretCookie = (
  reply: FastifyReply,
  names: CookieNames,
  name: string,
  value: string,
  expires?: Date,
): void => {
  reply.setCookie(name, value, { ...options(names.secure), ...(expires === undefined ? {} : { expires }) });
};

export const clearSecretCookie = (reply: FastifyReply, names: CookieNames, name: string): void => {
  reply.clearCookie(name, options(names.secure));
};

/** Undefined when absent or not of the shape we give out. */
export const secretCookie = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.cookies[name];
  return value !== undefined && /^[A-Za-z0-9_-]{20,200}$/.test(value) ? value : undefined;
};
