import cookie from '@fastify/cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { refuse } from '#kernel/refusal.ts';
import { SignIns } from '../auth/sign-ins.ts';
import { csrfOf, sameText } from '../auth/tokens.ts';
import { elapsed } from '../clock.ts';
import type { Database } from '../db.ts';
import { newId } from '../ids.ts';
import { addBrakes, type Brakes, usualBrakes } from './brakes.ts';
import { closeQueries } from './closed-queries.ts';
import { cookieNames, secretCookie } from './cookies.ts';
import { answerErrors, Refused } from './errors.ts';
import { addSecurityHeaders } from './headers.ts';
import { languageCookie, languageFor } from './language.ts';
import { networkOf } from './network.ts';
import { type ProblemPage, sendRefusal } from './problem.ts';
import { type Rate, RateLimit } from './rate-limit.ts';
import './people.ts';

export type GuardOptions = {
  readonly database: Database;
  /** With https the cookies are `__Host-` and HSTS is sent. */
  readonly publicUrl: string;
  /** Draws problems for browsers; JSON for everybody when silent. */
  readonly problemPage?: ProblemPage;
  /** Requests an address and an account may send; 'off' for measuring. */
  readonly rate?:
    | { readonly address: Rate; readonly account: Rate; readonly costly?: Rate; readonly brakes?: Brakes }
    | 'off';
};

export const usualRate = {
  address: { perMinute: 6_000, burst: 1_200 },
  account: { perMinute: 1_200, burst: 300 },
  // A bureau comes to work behind one address; two seconds of hashing a minute are what it may ask for.
  costly: { perMinute: 60, burst: 60 },
} as const;

/** A body may take its time to arrive: past this many milliseconds it is asked anew who sends it. */
const looksAgainAfter = 2000;

declare module 'fastify' {
  interface FastifyInstance {
    /** Throws Refused when whoever was signed in as the request began is so no more; asks only where that was a while ago. */
    lookAgain: (request: FastifyRequest) => Promise<void>;
  }
  interface FastifyRequest {
    /** When it was last asked who is signed in. */
    signedInAt: number;
  }
  interface FastifyContextConfig {
    /** Static files: nobody is asked for, nothing is counted. */
    readonly open?: boolean;
    /** Slow on purpose (a password, an answer code): each address may ask for it only so often. */
    readonly costly?: boolean;
    /** 'in-handler': the handler asks itself, because the fields of an upload are not read yet or the form is shown again. */
    readonly csrf?: 'in-handler';
  }
}

const unsafe = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** Takes a proxy's or a script's own id when it is harmless to log. */
export const requestIdOf = (headers: Readonly<Record<string, string | string[] | undefined>>): string => {
  const given = headers['x-request-id'];
  return typeof given === 'string' && /^[A-Za-z0-9-]{8,64}$/.test(given) ? given : newId();
};

const bearerOf = (request: FastifyRequest): string | undefined => {
  const header = request.headers.authorization;
  if (header === undefined) return undefined;
  const token = /^Bearer ([A-Za-z0-9_-]{20,200})$/i.exec(header)?.[1];
  if (token === undefined) throw new Refused(refuse('token-invalid', { status: 401 }));
  return token;
};

/** Whether the form was written for this very browser. */
export const isOwnForm = (request: FastifyRequest, token: unknown): boolean => {
  const secret = request.browserToken;
  return secret !== undefined && typeof token === 'string' && sameText(token, csrfOf(secret));
};

/** Throws Refused unless the form was written for this very browser. */
export const checkForm = (request: FastifyRequest, token: unknown): void => {
  if (!isOwnForm(request, token)) throw new Refused(refuse('form-expired', { status: 403 }));
};

/** The token of a form whose fields are read. */
export const formToken = (request: FastifyRequest): unknown => {
  const header = request.headers['x-csrf-token'];
  if (header !== undefined) return header;
  const { body } = request;
  return typeof body === 'object' && body !== null && '_csrf' in body ? body._csrf : undefined;
};

/**
 * Everything a request passes before it meets a route: id, language, who it is, how often, and whether its form is ours.
 * Call once on the root instance, before any route.
 */
export const guard = async (app: FastifyInstance, options: GuardOptions): Promise<void> => {
  const names = cookieNames(options.publicUrl);
  const rate = options.rate ?? usualRate;
  const byAddress = rate === 'off' ? undefined : new RateLimit(rate.address);
  const byAccount = rate === 'off' ? undefined : new RateLimit(rate.account);
  const byCost = rate === 'off' ? undefined : new RateLimit(rate.costly ?? usualRate.costly);

  addBrakes(app, rate === 'off' ? rate : ('brakes' in rate && rate.brakes) || usualBrakes);
  app.decorate('cookieNames', names);
  app.decorate('problemPage', options.problemPage);
  app.decorateRequest('signedIn', undefined);
  app.decorateRequest('browserToken', undefined);
  app.decorateRequest('signedInAt', 0);
  app.decorateRequest('language', 'zh-CN');
  await app.register(cookie);
  await addSecurityHeaders(app, names.secure);
  answerErrors(app);
  closeQueries(app);

  const limited = (request: FastifyRequest, reply: FastifyReply, limit: RateLimit | undefined, key: string) => {
    const seconds = limit?.spend(key) ?? 0;
    return seconds === 0
      ? undefined
      : sendRefusal(request, reply, refuse('too-many-requests', { status: 429, params: { seconds } }));
  };

  const signIns = new SignIns(options.database);

  app.decorate('lookAgain', async (request: FastifyRequest): Promise<void> => {
    if (request.signedIn === undefined || elapsed() - request.signedInAt < looksAgainAfter) return;
    const bearer = bearerOf(request);
    const token = bearer ?? secretCookie(request, names.session);
    request.signedIn = token === undefined ? undefined : await signIns.find(token);
    request.signedInAt = elapsed();
    if (request.signedIn === undefined)
      throw new Refused(refuse(bearer === undefined ? 'sign-in-required' : 'token-invalid', { status: 401 }));
    if (!request.signedIn.mayWrite) throw new Refused(refuse('token-reads-only', { status: 403 }));
  });

  app.addHook('onRequest', async (request, reply) => {
    request.language = languageFor(request.cookies[languageCookie], request.headers['accept-language']);
    if (request.routeOptions.config.open === true) return;
    const network = networkOf(request.ip);
    const early = limited(request, reply, byAddress, network);
    if (early !== undefined) return early;
    const costly = request.routeOptions.config.costly === true ? limited(request, reply, byCost, network) : undefined;
    if (costly !== undefined) return costly;
    const bearer = bearerOf(request);
    const session = bearer === undefined ? secretCookie(request, names.session) : undefined;
    const token = bearer ?? session;
    request.signedIn = token === undefined ? undefined : await signIns.find(token);
    request.signedInAt = elapsed();
    if (bearer !== undefined && request.signedIn === undefined) {
      return sendRefusal(request, reply, refuse('token-invalid', { status: 401 }));
    }
    if (bearer === undefined) {
      request.browserToken = request.signedIn === undefined ? secretCookie(request, names.visit) : session;
    }
    if (request.signedIn === undefined) return;
    if (unsafe.has(request.method) && !request.signedIn.mayWrite) {
      return sendRefusal(request, reply, refuse('token-reads-only', { status: 403 }));
    }
    return limited(request, reply, byAccount, request.signedIn.actor.account);
  });

  app.addHook('preHandler', async (request) => {
    if (!unsafe.has(request.method)) return;
    await app.lookAgain(request);
    if (request.headers.authorization !== undefined) return;
    if (request.headers['sec-fetch-site'] === 'cross-site') {
      throw new Refused(refuse('form-expired', { status: 403 }));
    }
    // A call of the API without any cookie of ours carries nobody's authority but its own.
    if (request.url.startsWith('/api/') && request.signedIn === undefined) return;
    if (request.routeOptions.config.csrf === 'in-handler') return;
    checkForm(request, formToken(request));
  });
};
