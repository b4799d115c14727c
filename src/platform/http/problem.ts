import { readFileSync } from 'node:fs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isDay } from '#kernel/day.ts';
import { longDay } from '#kernel/day-text.ts';
import type { LegalBasis, Refusal } from '#kernel/refusal.ts';
import type { Language, Translate } from '#kernel/translate.ts';
import { localeFiles, textsFor } from '../texts.ts';

/** RFC 9457, with the law and the ways that stay open beside the standard members. */
export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly requestId: string;
  readonly basis?: readonly LegalBasis[];
  readonly instead?: readonly string[];
  readonly field?: string;
  /** Of what somebody else has changed: the version it has now, and where to read what happened since. */
  readonly since?: { readonly version: number; readonly events: string };
  /** One line a part of the request at fault. */
  readonly faults?: readonly { readonly field: string; readonly message: string }[];
};

export const problemMediaType = 'application/problem+json; charset=utf-8';

const texts = new Map<Language, Translate>();
/** The texts in which problems are told. */
export const inLanguage = (language: Language): Translate => {
  const known = texts.get(language);
  if (known !== undefined) return known;
  const made = textsFor(language, 'show-key');
  texts.set(language, made);
  return made;
};

let namespaces: readonly string[] | undefined;

/** Days as every page writes them; what is no day stays as it is. */
const inWords = (params: Refusal['params'], t: Translate): Refusal['params'] =>
  params && Object.fromEntries(Object.entries(params).map(([name, value]) => [name, daysInWords(value, t)] as const));

const daysInWords = (value: string | number, t: Translate): string | number => {
  const days = typeof value === 'string' ? value.split(', ') : [];
  return days.length > 0 && days.every((one) => isDay(one))
    ? days.map((day) => longDay(day, t)).join(t('law:list-separator'))
    : value;
};

/** A refusal's sentence stands in the locale file of whoever refuses, under `refusals.<code>`. */
export const sentenceOf = (refusal: Refusal, t: Translate): string => {
  namespaces ??= ['problems', ...new Set(localeFiles().map((file) => file.namespace))];
  const values = inWords(refusal.params, t);
  for (const namespace of namespaces) {
    const key = `${namespace}:refusals.${refusal.refusal}`;
    const text = t(key, values);
    if (text !== key) return text;
  }
  return refusal.refusal;
};

/** Every refusal with its sentence as written, places for values left open; for the API's page. */
export const refusalSentences = (language: Language): { code: string; text: string }[] =>
  localeFiles()
    .filter((file) => file.language === language)
    .flatMap((file) => {
      const texts = JSON.parse(readFileSync(file.file, 'utf8')) as { refusals?: Record<string, string> };
      return Object.entries(texts.refusals ?? {});
    })
    .map(([code, text]) => ({ code, text }))
    .sort((a, b) => a.code.localeCompare(b.code));

const titleOf = (status: number, t: Translate): string => {
  const key = `problems:titles.${status}`;
  const text = t(key);
  return text === key ? t(status >= 500 ? 'problems:titles.500' : 'problems:titles.400') : text;
};

export const statusOf = (refusal: Refusal): number => refusal.status ?? 409;

/** What is told of a refusal, in a language. */
export const problemOf = (
  refusal: Refusal,
  language: Language,
  requestId: string,
  faults?: Problem['faults'],
): Problem => {
  const t = inLanguage(language);
  const status = statusOf(refusal);
  return {
    type: `/api/docs#problem-${refusal.refusal}`,
    title: titleOf(status, t),
    status,
    detail: sentenceOf(refusal, t),
    code: refusal.refusal,
    ...(refusal.basis === undefined ? {} : { basis: refusal.basis }),
    ...(refusal.instead === undefined ? {} : { instead: refusal.instead }),
    ...(refusal.field === undefined ? {} : { field: refusal.field }),
    ...(refusal.since === undefined ? {} : { since: refusal.since }),
    ...(faults === undefined ? {} : { faults }),
    requestId,
  };
};

/** Draws the problem as a page; the site gives it at wiring. */
export type ProblemPage = (problem: Problem, request: FastifyRequest, language: Language) => string;

/** Wants a page: a browser outside the API. */
const wantsPage = (request: FastifyRequest): boolean =>
  !request.url.startsWith('/api/') && (request.headers.accept ?? '').includes('text/html');

/** Whoever asks too often is only told to wait, without a reference: a line for each would let anybody fill the log. */
export const hasReference = (status: number): boolean => status !== 429;

/** Answers with a refusal: a page for a browser, problem+json for everything else. The reference it shows stands in the log. */
export const sendRefusal = (
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: Refusal,
  faults?: Problem['faults'],
): FastifyReply => {
  const problem = problemOf(refusal, request.language, request.id, faults);
  if (hasReference(problem.status)) {
    const { url: route } = request.routeOptions;
    request.log.warn({ refusal: problem.code, status: problem.status, route }, 'refused');
  }
  const wait = refusal.params?.seconds;
  if ((problem.status === 429 || problem.status === 503) && typeof wait === 'number') {
    reply.header('retry-after', String(wait));
  }
  reply.code(problem.status).header('cache-control', 'no-store').header('content-language', request.language);
  if (request.server.problemPage !== undefined && wantsPage(request)) {
    return reply.type('text/html; charset=utf-8').send(request.server.problemPage(problem, request, request.language));
  }
  return reply.type(problemMediaType).send(JSON.stringify(problem));
};

declare module 'fastify' {
  interface FastifyInstance {
    problemPage: ProblemPage | undefined;
  }
  interface FastifyRequest {
    language: Language;
  }
}
