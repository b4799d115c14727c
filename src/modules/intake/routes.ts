import type { FastifyInstance } from 'fastify';
import { isRefusal } from '#kernel/refusal.ts';
import { FilingRequest, Receipt } from '#modules/complaints/facade.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { nobody } from '#platform/db.ts';
import { orRefuse, Refused } from '#platform/http/errors.ts';
import { setEtag } from '#platform/http/etag.ts';
import { claimKey, requestKey, storeAnswer } from '#platform/http/idempotency.ts';
import { principalOf, requireActor } from '#platform/http/people.ts';
import { fileAtFrontDoor } from './front-door.ts';

/** The front door over HTTP: one filing, at most once however often it is sent. */
export const intakeRoutes =
  (context: Context) =>
  async (app: FastifyInstance): Promise<void> => {
    app.post(
      '/complaints',
      { schema: { tags: ['complaints'], operationId: 'file', body: FilingRequest, response: { 201: Receipt } } },
      async (request, reply) => {
        const actor = requireActor(request);
        const key = orRefuse(requestKey(request, principalOf(request, reply)));
        const answer = await context.database.transact(
          { ...nobody, account: actor.account, principals: actor.principals },
          async (tx) => {
            const earlier = orRefuse(await claimKey(tx, key, actor.tenant ?? ''));
            if (earlier !== undefined) return earlier;
            const receipt = await fileAtFrontDoor(context, tx, {
              actor,
              at: now(),
              request: request.body as FilingRequest,
              evidence: [],
            });
            if (isRefusal(receipt)) throw new Refused(receipt);
            const stored = { status: 201, answer: receipt };
            await storeAnswer(tx, key, stored);
            return stored;
          },
        );
        const receipt = answer.answer as Receipt;
        setEtag(reply, receipt.version);
        return reply.code(201).header('location', `/api/v1/complaints/${receipt.number}`).send(receipt);
      },
    );
  };
