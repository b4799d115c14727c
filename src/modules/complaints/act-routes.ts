import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { orRefuse, Refused } from '#platform/http/errors.ts';
import { setEtag, versionOf } from '#platform/http/etag.ts';
import { type RequestKey, requestHash, requestKey } from '#platform/http/idempotency.ts';
import { onceByKey } from '#platform/http/once.ts';
import { requireActor } from '#platform/http/people.ts';
import { type ActBody, actBodies, actNames } from './contract.ts';
import { scopeOf } from './handle.ts';
import { justWrittenIn } from './just-written.ts';
import { performAct } from './perform.ts';
import type { FormAct } from './permits.ts';

export const ActDone = Type.Object(
  { number: Type.String(), version: Type.Integer(), phase: Type.String() },
  { $id: 'ActDone' },
);
type ActDone = Static<typeof ActDone>;

/** How the rest of the API reads a number and shows a case. */
type Showing = {
  readonly params: ReturnType<typeof Type.Object>;
  readonly numberIn: (request: FastifyRequest) => string;
  readonly sendCase: (request: FastifyRequest, reply: FastifyReply, number: string) => Promise<unknown>;
};

/** A caller who only wants to know that it was done says `Prefer: return=minimal` (RFC 7240). */
const wantsMinimal = (request: FastifyRequest): boolean => request.headers.prefer === 'return=minimal';

/** `POST /complaints/{number}/{act}` for every act that a form or a JSON body asks for. */
export const actRoutes = (app: FastifyInstance, context: Context, { params, numberIn, sendCase }: Showing): void => {
  const { database } = context;

  const done = async (request: FastifyRequest, act: FormAct, number: string): Promise<ActDone> => {
    const actor = requireActor(request);
    const key = keyOf(request, actor.account, number);
    const expectedVersion = orRefuse(versionOf(request));
    const perform = (recalls: boolean): Promise<ActDone> =>
      onceByKey<ActDone>(database, { scope: scopeOf(actor), key }, async (tx) => {
        const body = request.body as ActBody<typeof act>;
        const outcome = orRefuse(
          await performAct(context, tx, { number, act, body, actor, at: now(), expectedVersion, recalls }),
        );
        const answer = { number: outcome.number, version: outcome.version, phase: outcome.state.phase };
        return { answer, tenant: outcome.tenant };
      });
    const kept = justWrittenIn(context);
    if (!kept.has(number, expectedVersion)) return await perform(false);
    return await perform(true).catch(() => {
      kept.forget(number);
      return perform(false);
    });
  };

  for (const act of actNames) {
    app.post(
      `/complaints/:number/${act}`,
      {
        config: { needs: { version: true, key: 'optional' } },
        schema: {
          tags: ['acts'],
          operationId: act,
          params,
          body: actBodies[act],
          response: { 200: Type.Union([Type.Ref('ActDone'), Type.Ref('CaseView')]) },
        },
        // The two shapes are told apart by the request; serialising by schema would only slow the short one down.
        serializerCompiler: () => (data: unknown) => JSON.stringify(data),
      },
      async (request, reply) => {
        const number = numberIn(request);
        const answer = await done(request, act, number);
        setEtag(reply, answer.version);
        return wantsMinimal(request) ? answer : await inSight(() => sendCase(request, reply, number), answer);
      },
    );
  }
};

/** An act may take the case out of one's own sight: then the short answer says that it was done. */
const inSight = async (show: () => Promise<unknown>, answer: ActDone): Promise<unknown> => {
  try {
    return await show();
  } catch (error) {
    if (error instanceof Refused && error.refusal.refusal === 'complaint-not-found') return answer;
    throw error;
  }
};

/** The key of an act is used once for one case: the same words to another case are another act. */
const keyOf = (request: FastifyRequest, account: string, number: string): RequestKey | undefined => {
  if (request.headers['idempotency-key'] === undefined) return undefined;
  const key = orRefuse(requestKey(request, account));
  return { ...key, requestHash: requestHash({ number, body: request.body }) };
};
