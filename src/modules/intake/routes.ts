import type { FastifyInstance } from 'fastify';
import type { Actor } from '#kernel/actor.ts';
import { readPhone } from '#kernel/phone.ts';
import {
  bindInHand,
  type EvidenceItem,
  FilingRequest,
  itemsInHand,
  prepareFiling,
  Receipt,
  writeFiling,
} from '#modules/complaints/facade.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { nobody } from '#platform/db.ts';
import { orRefuse, Refused } from '#platform/http/errors.ts';
import { setEtag } from '#platform/http/etag.ts';
import {
  claimWithAnswer,
  earlierAnswer,
  type RequestKey,
  requestKey,
  type StoredAnswer,
} from '#platform/http/idempotency.ts';
import { principalOf, requireActor } from '#platform/http/people.ts';
import { doorFor, type FrontDoorFiling, orderFor, scopeOfDoor } from './front-door.ts';

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
        const body = request.body as FilingRequest;
        const inHand = await evidenceInHand(context, actor, body);
        const account = await accountOfComplainant(context, actor, body);
        const answer = await fileOnce(context, key, {
          actor,
          at: now(),
          request: body,
          evidence: inHand,
          ...(account === undefined ? {} : { complainantAccount: account }),
        });
        const receipt = answer.answer as Receipt;
        setEtag(reply, receipt.version);
        return reply.code(201).header('location', `/api/v1/complaints/${receipt.number}`).send(receipt);
      },
    );
  };

/**
 * All that can be done before the transaction is: it then holds its connection for two statements and the commit. The
 * answer is stored with the claim, so that a request sent again finds it or had no effect.
 */
const fileOnce = async (context: Context, key: RequestKey, filing: FrontDoorFiling): Promise<StoredAnswer> => {
  const { database, vault } = context;
  const door = await doorFor(context, filing);
  if ('refusal' in door) {
    const earlier = await database.unscoped((tx) => earlierAnswer(tx, key));
    return orRefuse(earlier ?? door);
  }
  await vault.load(door.tenant);
  const { receipt, write } = prepareFiling(context, orderFor(filing, door));
  const answer: StoredAnswer = { status: 201, answer: receipt };
  return await database.transact(scopeOfDoor(door, filing.actor), async (tx) => {
    const earlier = orRefuse(await claimWithAnswer(tx, key, door.tenant, answer));
    if (earlier !== undefined) return earlier;
    writeFiling(tx, write);
    const scope = scopeOfDoor(door, filing.actor);
    const unbound = await bindInHand(context, tx, filing.actor, filing.evidence, write, scope);
    if (unbound !== undefined) throw new Refused(unbound);
    return answer;
  });
};

/** Files handed in beforehand, named by the filing. */
const evidenceInHand = async (context: Context, actor: Actor, body: FilingRequest): Promise<EvidenceItem[]> => {
  const named = body.evidence ?? [];
  if (named.length === 0) return [];
  const own = { ...nobody, account: actor.account };
  return orRefuse(await context.database.transact(own, (tx) => itemsInHand(context, tx, actor, named, 'evidence')));
};

/** Who files at the counter or by telephone follows the case later with that phone, like everybody else. */
const accountOfComplainant = async (
  context: Context,
  actor: Actor,
  body: FilingRequest,
): Promise<string | undefined> => {
  if (actor.kind !== 'staff' || readPhone(body.complainant.phone).kind !== 'mobile') return undefined;
  return await context.database.transact(nobody, (tx) =>
    context.people.consumers.accountFor(tx, body.complainant.phone),
  );
};
