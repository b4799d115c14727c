import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { saysItNeeds } from './needs.ts';

/** The entity tag of a version of a case, for `If-Match`: what an answer shows of it also depends on the day, the reader and the language. */
export const etagOf = (version: number): string => `"v${version}"`;

export const setEtag = (reply: FastifyReply, version: number): void => {
  reply.header('etag', etagOf(version)).header('vary', 'accept-language, authorization, cookie');
};

/** What is left to whoever relies on a version that is not the present one. */
export const readAnew = ['read-anew'] as const;

/** The version an act relies on. `*` is refused: it would mean "whatever happened meanwhile". */
export const versionOf = (request: FastifyRequest): number | Refusal => {
  saysItNeeds(request, 'version');
  const header = request.headers['if-match'];
  if (header === undefined) return refuse('version-required', { status: 428, instead: readAnew });
  // A proxy that compresses makes a tag weak; the version is the same.
  const version = /^(?:W\/)?"v(\d{1,9})"$/.exec(header)?.[1];
  return version === undefined ? refuse('version-malformed', { status: 400, instead: readAnew }) : Number(version);
};

/** A version nobody can have read: it says nothing of what anybody did. */
export const versionAhead = (relied: number | undefined, present: number): Refusal | undefined =>
  relied !== undefined && relied > present
    ? refuse('version-malformed', { status: 400, instead: readAnew })
    : undefined;

/** Undefined when the act may go on. `readAt`: where to read what happened since, for whoever was late. */
export const versionFault = (relied: number | undefined, present: number, readAt?: string): Refusal | undefined =>
  relied === undefined || relied === present
    ? undefined
    : (versionAhead(relied, present) ??
      refuse('version-changed', {
        status: 412,
        params: { relied, present },
        instead: readAnew,
        ...(readAt === undefined ? {} : { since: { version: present, events: readAt } }),
      }));

/** True when the client has this version already, for what only acts change: answer 304 without a body. */
export const isUnchanged = (request: FastifyRequest, version: number): boolean =>
  (request.headers['if-none-match'] ?? '').split(',').some((tag) => tag.trim().replace(/^W\//, '') === etagOf(version));
