import type { FastifyRequest } from 'fastify';

type Asked = { readonly method: string; readonly headers: FastifyRequest['headers'] };

/** How a file is asked for: to be seen, ahead of being seen (by a browser on its own), or its heading alone. */
export type Look = 'seen' | 'ahead' | 'heading';

const purposes = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'] as const;

export const lookOf = ({ method, headers }: Asked): Look => {
  if (method !== 'GET') return 'heading';
  return purposes.some((name) => /prefetch|preview|prerender/iu.test(String(headers[name] ?? ''))) ? 'ahead' : 'seen';
};
