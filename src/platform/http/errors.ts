import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import { elapsed } from '../clock.ts';
import { isDiskFullNow, isFullDisk, metFullDisk, storageFull } from './full-disk.ts';
import { languageFor } from './language.ts';
import { inLanguage, sendRefusal, statusOf } from './problem.ts';
import { requestFaults } from './request-faults.ts';

/** A refusal on its way up through code that can only throw: rolls the transaction back, answers as the refusal. */
export class Refused extends Error {
  override name = 'Refused';
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.refusal);
    this.refusal = refusal;
  }
}

/** The value, or an answer with the refusal. */
export const orRefuse = <T>(value: T | Refusal): T => {
  if (isRefusal(value)) throw new Refused(value);
  return value as T;
};

const byCode: Readonly<Record<string, Refusal>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: refuse('content-type-unsupported', { status: 415 }),
  FST_ERR_CTP_BODY_TOO_LARGE: refuse('body-too-large', { status: 413 }),
  FST_REQ_FILE_TOO_LARGE: refuse('body-too-large', { status: 413 }),
  FST_PARTS_LIMIT: refuse('body-too-large', { status: 413 }),
  FST_FIELDS_LIMIT: refuse('body-too-large', { status: 413 }),
  FST_FILES_LIMIT: refuse('body-too-large', { status: 413 }),
  FST_ERR_CTP_EMPTY_JSON_BODY: refuse('body-empty', { status: 400 }),
  FST_ERR_CTP_INVALID_JSON_BODY: refuse('body-malformed', { status: 400 }),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: refuse('body-malformed', { status: 400 }),
  FST_INVALID_MULTIPART_CONTENT_TYPE: refuse('content-type-unsupported', { status: 415 }),
  FST_PROTO_VIOLATION: refuse('body-malformed', { status: 400 }),
  // `TookTooLong`: the machine or the file, nobody knows yet.
  FILE_TOOK_TOO_LONG: refuse('file-took-too-long', { status: 503, params: { seconds: 30 } }),
  // PostgreSQL: bytes that are no text (NUL, half a surrogate pair).
  '22021': refuse('text-not-storable', { status: 400 }),
  '22P05': refuse('text-not-storable', { status: 400 }),
  // PostgreSQL: two acts in each other's way, or no connection left.
  '40001': refuse('busy', { status: 503, params: { seconds: 1 } }),
  '40P01': refuse('busy', { status: 503, params: { seconds: 1 } }),
  '25P03': refuse('busy', { status: 503, params: { seconds: 1 } }),
  '53300': refuse('busy', { status: 503, params: { seconds: 2 } }),
  // The database is starting, stopping or gone.
  '57P01': refuse('database-away', { status: 503, params: { seconds: 5 } }),
  '57P02': refuse('database-away', { status: 503, params: { seconds: 5 } }),
  '57P03': refuse('database-away', { status: 503, params: { seconds: 5 } }),
  '08006': refuse('database-away', { status: 503, params: { seconds: 5 } }),
  // It takes no changes: a rented one whose disk is full, a standby after a wrong switch.
  '25006': refuse('database-read-only', { status: 503, params: { seconds: 30 } }),
  '57014': refuse('statement-cancelled', { status: 503, params: { seconds: 5 } }),
  EAI_AGAIN: refuse('database-away', { status: 503, params: { seconds: 5 } }),
  ETIMEDOUT: refuse('database-away', { status: 503, params: { seconds: 5 } }),
  EHOSTUNREACH: refuse('database-away', { status: 503, params: { seconds: 5 } }),
  ENETUNREACH: refuse('database-away', { status: 503, params: { seconds: 5 } }),
  ENOTFOUND: refuse('database-away', { status: 503, params: { seconds: 5 } }),
  ECONNREFUSED: refuse('database-away', { status: 503, params: { seconds: 5 } }),
  ENOENT: refuse('database-away', { status: 503, params: { seconds: 5 } }),
  ECONNRESET: refuse('database-away', { status: 503, params: { seconds: 5 } }),
  EPIPE: refuse('database-away', { status: 503, params: { seconds: 5 } }),
};

type Thrown = Partial<FastifyError> & { readonly syscall?: string; readonly routine?: string };

const rightLost = refuse('database-right-lost', { status: 503, params: { seconds: 30 } });

/** Row-level security refuses under the same code: that is a bug of ours. A right somebody took away is not. */
const isRightLost = ({ code, routine }: Thrown): boolean => code === '42501' && routine === 'aclcheck_error';

/**
 * So long one trouble with the database is told in the log in full once: hundreds of people may meet it a minute. Each of them leaves
 * its short line besides (`sendRefusal`). The message tells one table from another, and the end of one connection from a full house.
 */
const TOLD_ANEW = 60_000;
/** Messages that differ each time must not fill the memory. */
const MOST_TROUBLES = 200;
const toldAt = new Map<string, number>();

const isNews = (refusal: Refusal, { code, message }: Thrown): boolean => {
  const trouble = [refusal.refusal, code, message].join('\n');
  const at = toldAt.get(trouble);
  if (at !== undefined && elapsed() - at < TOLD_ANEW) return false;
  if (toldAt.size >= MOST_TROUBLES) toldAt.clear();
  toldAt.set(trouble, elapsed());
  return true;
};

/** A right that is missing does not come back by itself, and may be one we forgot to grant. */
const tellInFull = (request: FastifyRequest, refusal: Refusal, error: Thrown): void => {
  if (!isNews(refusal, error)) return;
  if (refusal === rightLost) request.log.error({ err: error }, 'a right in the database is missing');
  else request.log.warn({ err: error }, 'answered with a deliberate 503');
};

/** Connection codes count only when they come from connecting: a missing file is a bug, not a database that is away. */
const refusalFor = (error: Thrown): Refusal | undefined => {
  const code = error.code ?? '';
  if (code === 'ENOENT' && error.syscall !== 'connect') return undefined;
  if (isRightLost(error)) return rightLost;
  if (code === '' && error.message === 'timeout exceeded when trying to connect') return byCode['53300'];
  if (code === '' && /Connection terminated/.test(error.message ?? '')) return byCode['57P01'];
  return byCode[code];
};

const answerError = (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  if (error instanceof Refused) return sendRefusal(request, reply, error.refusal);
  const thrown = (error ?? {}) as Thrown;
  if (thrown.validation !== undefined) {
    return sendRefusal(
      request,
      reply,
      refuse('request-invalid', { status: 400 }),
      requestFaults(thrown.validation, thrown.validationContext, inLanguage(request.language)),
    );
  }
  if (isFullDisk(error)) {
    // Hundreds of people may meet it a minute, and the log lies on a disk too.
    if (metFullDisk()) request.log.error({ err: error }, 'the disk is full: nothing more can be saved');
    return sendRefusal(request, reply, storageFull());
  }
  const known = refusalFor(thrown);
  if (known !== undefined) {
    if (known.refusal === 'database-away' && isDiskFullNow()) return sendRefusal(request, reply, storageFull());
    if (statusOf(known) >= 500) tellInFull(request, known, thrown);
    return sendRefusal(request, reply, known);
  }
  if (thrown.statusCode !== undefined && thrown.statusCode >= 400 && thrown.statusCode < 500) {
    return sendRefusal(request, reply, refuse('request-invalid', { status: thrown.statusCode }));
  }
  request.log.error({ err: error }, 'unexpected');
  return sendRefusal(request, reply, refuse('unexpected', { status: 500 }));
};

/** Every failure leaves as a problem with a code; nothing of the inside is told. */
export const answerErrors = (app: FastifyInstance): void => {
  app.setErrorHandler(answerError);
  app.setNotFoundHandler((request, reply) => sendRefusal(request, reply, refuse('route-not-found', { status: 404 })));
};

/** An address that is no address (`/%ff`): no hook has run for it, so the language is read here. */
export const answerBadAddress = (_error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
  request.language = languageFor(undefined, request.headers['accept-language']);
  reply.header('x-content-type-options', 'nosniff');
  sendRefusal(request, reply, refuse('address-malformed', { status: 400 }));
};
