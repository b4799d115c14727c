import { isUtf8 } from 'node:buffer';
import { parse } from 'node:querystring';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { Refused } from './errors.ts';

/**
 * Every text that comes in is UTF-8 or is refused. A decoder that helps itself turns what it cannot read into U+FFFD, and what was
 * said is gone for good while its sender reads that it was received.
 */
export const notUtf8 = (status: 400 | 415 = 400): Refusal => refuse('text-not-utf8', { status });

/** ASCII reads the same in both. */
const readable = /^"?(?:utf-?8|us-ascii)"?$/iu;

/** Throws Refused where the request says itself that its text is in another encoding. */
const refuseOtherCharset = (request: FastifyRequest): void => {
  const charset = /;\s*charset\s*=\s*([^;\s]*)/iu.exec(request.headers['content-type'] ?? '')?.[1];
  if (charset !== undefined && !readable.test(charset)) throw new Refused(notUtf8(415));
};

const hexByte = (byte: string): string => `%${byte.charCodeAt(0).toString(16).padStart(2, '0')}`;

/**
 * A query or a form as it stands on the wire, a character a byte, with everything encoded that should have been (`100%`, bytes
 * above ASCII); undefined when what it encodes is not UTF-8.
 */
export const encodedText = (text: string): string | undefined => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
  if (/^[\x00-\x24\x26-\x7f]*$/u.test(text)) return text;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
  const encoded = text.replace(/%(?![0-9a-f]{2})/giu, '%25').replace(/[^\x00-\x7f]/gu, hexByte);
  try {
    decodeURIComponent(encoded);
    return encoded;
  } catch {
    return undefined;
  }
};

/** For the router, which cannot refuse: what is not UTF-8 is refused by `readUtf8Only` before anybody reads it. */
export const readQuery = (text: string): Record<string, unknown> =>
  parse(encodedText(text) ?? '', '&', '=', { maxKeys: 0 });

/** The text of a form's field, which comes a character a byte; undefined when it is not UTF-8. */
export const fieldText = (value: string, isCut: boolean): string | undefined => {
  // A part that names a charset of its own was decoded by the parser, which puts U+FFFD where it fails.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all bytes are meant
  if (/[^\x00-\xff]/u.test(value)) return value.includes('\u{FFFD}') ? undefined : value;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(value, 'latin1'), {
      stream: isCut,
    });
  } catch {
    return undefined;
  }
};

/** Parsers of JSON and of forms, and the one hook for queries. Call once on the root instance, before any route. */
export const readUtf8Only = (app: FastifyInstance): void => {
  // Told that no text is read here, and not that the text is no object; as a parser it keeps to the most a body may hold.
  app.addContentTypeParser('text/plain', { parseAs: 'buffer' }, () => {
    throw new Refused(refuse('content-type-unsupported', { status: 415 }));
  });
  const readJson = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    refuseOtherCharset(request);
    if (!isUtf8(body)) throw new Refused(notUtf8());
    readJson(request, body.toString('utf8'), done);
  });
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'buffer' },
    (request, body: Buffer, done) => {
      refuseOtherCharset(request);
      const text = encodedText(body.toString('latin1'));
      if (text === undefined) throw new Refused(notUtf8());
      done(null, parse(text, '&', '=', { maxKeys: 0 }));
    },
  );
  app.addHook('preValidation', async (request) => {
    const { url } = request;
    const from = url.indexOf('?');
    if (from >= 0 && encodedText(url.slice(from + 1)) === undefined) throw new Refused(notUtf8());
  });
};
