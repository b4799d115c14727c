import type { FastifyInstance } from 'fastify';
import type { Database } from '#platform/db.ts';
import { type Answer, type Call, expectStatus } from './http-client.ts';

export type Statement = { readonly text: string; readonly values: readonly unknown[]; readonly isAwaited: boolean };

/** The same request without a socket, in this process. */
export const inject = async (app: FastifyInstance, call: Call): Promise<Answer> => {
  const answer = await app.inject({
    method: call.method,
    url: call.path,
    headers: {
      authorization: `Bearer ${call.token}`,
      ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...call.headers,
    },
    ...(call.body === undefined ? {} : { payload: JSON.stringify(call.body) }),
  });
  return { status: answer.statusCode, etag: answer.headers['etag'] as string | undefined, text: answer.body };
};

export type Send = (call: Call) => Promise<Answer>;

/** Everything the application says to its database while `work` runs, in order; run it once before, so that it is warm. */
export const capture = async (database: Database, work: () => Promise<unknown>): Promise<Statement[]> => {
  const heard: Statement[] = [];
  database.capture((text, values, isAwaited) => heard.push({ text, values: [...values], isAwaited }));
  try {
    await work();
  } finally {
    database.capture(undefined);
  }
  return heard;
};

export { expectStatus };
