import type { FastifyRequest } from 'fastify';
import { refuse } from '#kernel/refusal.ts';
import { megabyte } from '#platform/files/limits.ts';
import { headBytes, sniff } from '#platform/files/sniff.ts';
import { orRefuse, Refused } from '#platform/http/errors.ts';
import { checkForm } from '#platform/http/guard.ts';
import { onlyFileOf } from '#platform/http/multipart-parts.ts';

const SCAN_LIMIT = 50 * megabyte;

/** The one file of a form: a scan, told by what it holds and not by its name. */
export const scanIn = async (
  request: FastifyRequest,
): Promise<{ readonly content: Uint8Array; readonly mediaType: string }> => {
  if (request.signedIn?.by === 'session') checkForm(request, request.headers['x-csrf-token']);
  if (!request.isMultipart()) throw new Refused(refuse('content-type-unsupported', { status: 415 }));
  const content = await onlyFileOf(request, { limits: { fileSize: SCAN_LIMIT, files: 1 } });
  if (content === undefined || content.length === 0)
    throw new Refused(refuse('scan-missing', { status: 422, field: 'file' }));
  const { mediaType } = orRefuse(await sniff(content.subarray(0, headBytes)));
  return { content, mediaType };
};
