import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { DayDoubt } from '../known-day.ts';
import { Refused } from './errors.ts';

export const dayInDoubt = ({ is, today, known }: DayDoubt): Refusal =>
  refuse(is === 'ahead' ? 'day-in-doubt' : 'day-behind', { status: 503, params: { today, known } });

/** Whoever signs in sees what is wrong; what a carrier says of a message would be lost; what somebody else holds is ended at once. */
const always =
  /^\/account\/(?:login|code|logout|staff|provider)|^\/account(?:\?|$)|^\/api\/v1\/(?:sessions?\/|messages\/receipts)/u;
const isEnding = ({ method, url }: FastifyRequest): boolean => method === 'DELETE' && url.startsWith('/api/v1/tokens/');
const reads = new Set(['GET', 'HEAD', 'OPTIONS']);

/** A filing, an act or a paper with a wrong date stays wrong: nothing is taken in while nobody knows what day it is. */
export const refuseWhileInDoubt = (app: FastifyInstance, doubtOf: () => DayDoubt | undefined): void => {
  app.addHook('onRequest', async (request) => {
    if (reads.has(request.method) || always.test(request.url) || isEnding(request)) return;
    const doubt = doubtOf();
    if (doubt !== undefined) throw new Refused(dayInDoubt(doubt));
  });
};
