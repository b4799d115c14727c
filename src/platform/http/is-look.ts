import type { FastifyRequest } from 'fastify';

type Asked = { readonly method: string; readonly headers: FastifyRequest['headers'] };

/**
 * Whether somebody gets to see what is asked for: the whole of it, asked for by a person. Programs that look ahead, ask for the
 * heading alone (`HEAD`) or for a piece of it have seen nothing.
 */
export const isLook = ({ method, headers }: Asked): boolean =>
  method === 'GET' &&
  (headers.range === undefined || /^bytes=0-$/u.test(headers.range.trim())) &&
  !['sec-purpose', 'purpose', 'x-purpose', 'x-moz'].some((name) =>
    /prefetch|preview|prerender/iu.test(String(headers[name] ?? '')),
  );
