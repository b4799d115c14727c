import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '#kernel/actor.ts';
import { refuse } from '#kernel/refusal.ts';
import { endSession, isStrong, type OpenedSession, type SignedIn } from '../auth/sessions.ts';
import { csrfOf, hashToken, newToken } from '../auth/tokens.ts';
import { type Database, nobody } from '../db.ts';
import { type CookieNames, clearSecretCookie, setSecretCookie } from './cookies.ts';
import { Refused } from './errors.ts';

declare module 'fastify' {
  interface FastifyInstance {
    cookieNames: CookieNames;
  }
  interface FastifyRequest {
    /** Who is signed in; undefined for visitors. */
    signedIn: SignedIn | undefined;
    /** The secret of this browser: its session's, else its visit's. Never leaves in a page. */
    browserToken: string | undefined;
  }
}

/** Who acts, if anybody is signed in. */
export const actorOf = (request: FastifyRequest): Actor | undefined => request.signedIn?.actor;

/** Who acts; answers 401 for a visitor. */
export const requireActor = (request: FastifyRequest): Actor => {
  if (request.signedIn === undefined) throw new Refused(refuse('sign-in-required', { status: 401 }));
  return request.signedIn.actor;
};

/** An official; answers 401 or 403 for others. */
export const requireStaff = (request: FastifyRequest): Actor => {
  const actor = requireActor(request);
  if (actor.kind !== 'staff') throw new Refused(refuse('not-permitted', { status: 403 }));
  return actor;
};

/** An official signed in at the desk: what hangs on the session itself no token can do, whatever its holder may. */
export const requireSession = (request: FastifyRequest): SignedIn => {
  requireStaff(request);
  const { signedIn } = request;
  if (signedIn === undefined || signedIn.by !== 'session')
    throw new Refused(refuse('session-required', { status: 403 }));
  return signedIn;
};

/** For acts on keys, roles and accounts: the second factor was shown in the last ten minutes. */
export const requireStrong = (request: FastifyRequest): SignedIn => {
  const signedIn = requireSession(request);
  if (!isStrong(signedIn)) {
    throw new Refused(refuse('step-up-required', { status: 403, instead: ['step-up'] }));
  }
  return signedIn;
};

/** The hidden field of every form. Gives a visitor's browser its secret when it has none yet. */
export const csrfToken = (request: FastifyRequest, reply: FastifyReply): string => csrfOf(browserToken(request, reply));

const browserToken = (request: FastifyRequest, reply: FastifyReply): string => {
  if (request.browserToken !== undefined) return request.browserToken;
  const token = newToken();
  const names = request.server.cookieNames;
  setSecretCookie(reply, names, names.visit, token);
  request.browserToken = token;
  return token;
};

const markOf = (token: string): string => hashToken(token).toString('base64url');

/** Tells this browser from every other, without its secret. Gives a visitor's browser its secret when it has none yet. */
export const browserMark = (request: FastifyRequest, reply: FastifyReply): string =>
  markOf(browserToken(request, reply));

/** The same where nothing is given out: undefined for a browser without a secret. */
export const markIn = ({ browserToken }: FastifyRequest): string | undefined =>
  browserToken === undefined ? undefined : markOf(browserToken);

/** Whom a request key belongs to: the account, else the browser. */
export const principalOf = (request: FastifyRequest, reply: FastifyReply): string =>
  request.signedIn?.actor.account ?? `visit:${browserMark(request, reply)}`;

/**
 * After a sign-in: a new secret, so that one planted before is worth nothing. A sign-in this browser had before ends: its secret is
 * lost with the new one, and whoever kept a copy of it has nothing.
 */
export const startSession = async (
  database: Database,
  request: FastifyRequest,
  reply: FastifyReply,
  opened: OpenedSession,
): Promise<void> => {
  const before = request.signedIn;
  if (before?.by === 'session') await database.transact(nobody, (tx) => endSession(tx, before.tokenHash));
  const names = request.server.cookieNames;
  setSecretCookie(reply, names, names.session, opened.token, opened.expiresAt);
  clearSecretCookie(reply, names, names.visit);
};

/** The browser's side of signing out; the caller also ends the session in the database. */
export const dropSession = (request: FastifyRequest, reply: FastifyReply): void => {
  const names = request.server.cookieNames;
  clearSecretCookie(reply, names, names.session);
  clearSecretCookie(reply, names, names.visit);
};

/** Browser and system in a few words, for the list of one's own sessions. */
export const deviceOf = (request: FastifyRequest): string => {
  const agent = request.headers['user-agent'] ?? '';
  const find = (names: readonly (readonly [RegExp, string])[]): string =>
    names.find(([pattern]) => pattern.test(agent))?.[1] ?? '';
  const browser = find([
    [/MicroMessenger/, 'WeChat'],
    [/Edg\//, 'Edge'],
    [/Firefox\//, 'Firefox'],
    [/Chrome\//, 'Chrome'],
    [/Safari\//, 'Safari'],
    [/curl\//, 'curl'],
  ]);
  const system = find([
    [/Android/, 'Android'],
    [/iPhone|iPad/, 'iOS'],
    [/HarmonyOS/, 'HarmonyOS'],
    [/Windows/, 'Windows'],
    [/Mac OS X/, 'macOS'],
    [/Linux/, 'Linux'],
  ]);
  return [browser, system].filter((part) => part !== '').join(' · ');
};
