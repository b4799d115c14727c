import type { Multipart, MultipartFile, MultipartValue } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { refuse } from '#kernel/refusal.ts';
import { Refused } from './errors.ts';
import { fieldText, notUtf8 } from './utf8.ts';

type Limits = { readonly limits: { readonly fileSize: number; readonly files: number } };

/** What the plugin itself refuses has a code of its own; a connection that closed early is a form that broke off, too. */
const isNamed = (error: unknown): boolean => {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && code.startsWith('FST_') && code !== 'FST_MP_PREMATURE_CLOSE';
};

/** The parser's errors tell by their words alone what was wrong: cut off, no boundary, one too long. All mean the same here. */
const brokenOff = (error: unknown): unknown =>
  isNamed(error) || error instanceof Refused ? error : new Refused(refuse('upload-broken-off', { status: 400 }));

/** Texts of fields come a character a byte, so that what is no text can be told from what is. */
const asBytes = { defCharset: 'latin1' } as const;

const readField = (part: MultipartValue): MultipartValue => {
  if (typeof part.value !== 'string') return part;
  const value = fieldText(part.value, part.valueTruncated);
  if (value === undefined) throw new Refused(notUtf8());
  return { ...part, value };
};

/** Part after part of a form with files. Whatever is wrong with the form itself is an outcome and no fault of ours. */
export async function* partsOf(request: FastifyRequest, limits: Limits): AsyncGenerator<Multipart> {
  try {
    for await (const part of request.parts({ ...limits, ...asBytes })) {
      await request.server.lookAgain(request);
      yield part.type === 'field' ? readField(part as MultipartValue) : part;
    }
    await request.server.lookAgain(request);
  } catch (error) {
    throw brokenOff(error);
  }
}

/** The content of the one file of a form; undefined when there is none. */
export const onlyFileOf = async (request: FastifyRequest, limits: Limits): Promise<Buffer | undefined> => {
  try {
    const part: MultipartFile | undefined = await request.file(limits);
    const content = await part?.toBuffer();
    await request.server.lookAgain(request);
    return content;
  } catch (error) {
    throw brokenOff(error);
  }
};
