import type { FastifyInstance } from 'fastify';
import type { Actor } from '#kernel/actor.ts';
import { readPhone } from '#kernel/phone.ts';
import {
  type AccountsBeside,
  type EvidenceItem,
  FilingRequest,
  keepFiled,
  prepareFiling,
  Receipt,
  writeFiling,
} from '#modules/complaints/facade.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { nobody } from '#platform/db.ts';
import { bindInHand, itemsInHand } from '#platform/files/in-hand.ts';
import { orRefuse, Refused } from '#platform/http/errors.ts';
import { setEtag } from '#platform/http/etag.ts';
import {
  claimWithAct,
  earlierAnswer,
  isKeyUsed,
  type RequestKey,
  requestKey,
  type StoredAnswer,
  violates,
} from '#platform/http/idempotency.ts';
import { principalOf, requireActor } from '#platform/http/people.ts';
import { accountsBeside } from './accounts-beside.ts';
import { objectionToCodes } from './code-objection.ts';
import {
  doorFor,
  doorOfFirst,
  type FrontDoorFiling,
  objectionToAgent,
  objectionToFiling,
  orderFor,
  scopeOfDoor,
  withRegistered,
} from './front-door.ts';

/** The front door over HTTP: one filing, at most once however often it is sent. */
export const intakeRoutes =
  (context: Context) =>
  async (app: FastifyInstance): Promise<void> => {
    app.post(
      '/complaints',
      {
        config: { needs: { key: 'required' } },
        schema: {
          tags: ['complaints'],
          summary: 'File a complaint; the answer is its receipt',
          operationId: 'file',
          body: FilingRequest,
          response: { 201: Receipt },
        },
      },
      async (request, reply) => {
        const actor = requireActor(request);
        const key = orRefuse(requestKey(request, principalOf(request, reply)));
        const answer = await fileOnce(context, key, { actor, at: now(), request: request.body as FilingRequest });
        const receipt = answer.answer as Receipt;
        setEtag(reply, receipt.version);
        return reply.code(201).header('location', `/api/v1/complaints/${receipt.number}`).send(receipt);
      },
    );
  };

/** Two numbers of a day are alike once in a billion pairs: then the next one serves. */
const NUMBERS_TRIED = 3;

type Wish = Pick<FrontDoorFiling, 'actor' | 'at' | 'request'>;

/** A request sent again finds its answer, also where it could not be made a second time: its files are in the case now. */
const fileOnce = async (context: Context, key: RequestKey, wish: Wish): Promise<StoredAnswer> => {
  const answered = async (): Promise<StoredAnswer | undefined> =>
    orRefuse(await context.database.transactTogether(nobody, (tx) => earlierAnswer(tx, key)));
  try {
    return await fileNow(context, key, wish);
  } catch (error) {
    const isSecond = error instanceof Refused || isKeyUsed(error);
    const earlier = isSecond ? await answered() : undefined;
    if (earlier !== undefined) return earlier;
    throw error;
  }
};

/**
 * All that can be done before the transaction is; claim, case and commit then leave together. The answer is stored with
 * the claim, so that the key is used if and only if the case is there.
 */
const fileNow = async (context: Context, key: RequestKey, { actor, at, request }: Wish): Promise<StoredAnswer> => {
  const evidence = await evidenceInHand(context, actor, request);
  const beside = hasBeside(request)
    ? await context.database.transact(nobody, (tx) => accountsBeside(context, tx, request))
    : undefined;
  const account = await accountOfComplainant(context, actor, request, beside);
  const wish: FrontDoorFiling = {
    actor,
    at,
    request,
    evidence,
    ...(account === undefined ? {} : { complainantAccount: account }),
    ...(beside === undefined ? {} : { accountsBeside: beside }),
  };
  const objection =
    objectionToFiling(context, wish) ??
    (await objectionToCodes(context, wish, (work) => context.database.unscoped(work)));
  if (objection !== undefined) throw new Refused(objection);
  const filing = await withRegistered(wish, (work) => context.database.unscoped(work));
  const door = await doorOfFirst(context, filing, orRefuse(await doorFor(context, filing)));
  if (request.agent !== undefined) {
    const unfit = await context.database.unscoped((tx) =>
      objectionToAgent(context, tx, filing.request, door.respondent),
    );
    if (unfit !== undefined) throw new Refused(unfit);
  }
  await context.vault.load(door.tenant);
  const scope = scopeOfDoor(door, actor);
  for (let tried = 1; ; tried += 1) {
    const { receipt, write, sealing } = prepareFiling(context, orderFor(filing, door));
    const answer: StoredAnswer = { status: 201, answer: receipt };
    try {
      await context.database.transactTogether(scope, async (tx) => {
        claimWithAct(tx, key, door.tenant, answer);
        writeFiling(tx, write);
        const unbound = await bindInHand(context, tx, actor, evidence, write, scope);
        if (unbound !== undefined) throw new Refused(unbound);
        tx.afterCommit(() => keepFiled(context, receipt.number, write, sealing));
      });
      return answer;
    } catch (error) {
      if (!violates(error, 'complaint_number') || tried === NUMBERS_TRIED) throw error;
    }
  }
};

/** Most filings are made by one person alone and need no look. */
const hasBeside = ({ agent, joint = [] }: FilingRequest): boolean => agent !== undefined || joint.length > 0;

/** Files handed in beforehand, named by the filing. */
const evidenceInHand = async (context: Context, actor: Actor, body: FilingRequest): Promise<EvidenceItem[]> => {
  const purposes = new Map((body.papers ?? []).map(({ file, purpose }) => [file, purpose]));
  const named = [...(body.evidence ?? []), ...purposes.keys()];
  if (named.length === 0) return [];
  const own = { ...nobody, account: actor.account };
  const items = orRefuse(
    await context.database.transact(own, (tx) => itemsInHand(context, tx, actor, named, 'evidence')),
  );
  return items.map((item) => {
    const purpose = purposes.get(item.file);
    return purpose === undefined ? item : { ...item, purpose };
  });
};

/**
 * Who files at the counter or by telephone, or has an agent or a helper file, follows the case with the own phone and by
 * nobody else's account; null for whoever has none. Undefined for one who files for oneself.
 */
const accountOfComplainant = async (
  context: Context,
  actor: Actor,
  { complainant: { phone }, helper }: FilingRequest,
  beside: AccountsBeside | undefined,
): Promise<string | null | undefined> => {
  const isForAnother = actor.kind === 'staff' || helper !== undefined || beside?.agent === actor.account;
  if (!isForAnother) return undefined;
  if (phone === undefined || readPhone(phone).kind !== 'mobile') return null;
  return await context.database.transact(nobody, (tx) => context.people.consumers.accountFor(tx, phone));
};
