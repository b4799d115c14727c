import type { Actor } from '#kernel/actor.ts';
import { dayOf } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { FilingRequest, Receipt } from '#modules/complaints/contract.ts';
import { type EvidenceItem, fileComplaint } from '#modules/complaints/facade.ts';
import {
  competentBureaus,
  intakeCentreOf,
  isFoodMatter,
  operatorOf,
  type Respondent,
  standingOn,
  type Unit,
  unitOf,
} from '#modules/directory/facade.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';

/** The one front door: settles who receives a complaint, then has it made in the same transaction. */
export type FrontDoorFiling = {
  readonly actor: Actor;
  readonly at: Date;
  readonly request: FilingRequest;
  readonly evidence: readonly EvidenceItem[];
  /** Account of the complaining person where that is not the actor (filing for somebody else). */
  readonly complainantAccount?: string | undefined;
};

type Door = { readonly tenant: string; readonly bureau: string; readonly intake: string; readonly reasoning: string };

export const fileAtFrontDoor = async (
  context: Context,
  tx: Tx,
  filing: FrontDoorFiling,
): Promise<Receipt | Refusal> => {
  const { request, at, actor } = filing;
  const on = dayOf(at);
  const door = await doorFor(context, tx, filing);
  if ('refusal' in door) return door;
  const operator =
    request.respondent.operator === undefined ? undefined : await operatorOf(tx, request.respondent.operator);
  if (request.respondent.operator !== undefined && operator === undefined) {
    return refuse('operator-not-known', { status: 422, field: 'respondent.operator' });
  }
  const account = filing.complainantAccount ?? (actor.kind === 'consumer' ? actor.account : undefined);
  const standing = request.channel === 'platform-12315' ? 'published-channel' : await standingOn(tx, door.bureau, on);
  await tx.rescope({
    tenants: [door.tenant],
    bureaus: [door.bureau, door.intake],
    principals: actor.principals,
    account: actor.account,
    writes: [door.tenant],
  });
  return await fileComplaint(context, tx, {
    actor,
    at,
    request,
    tenant: door.tenant,
    bureau: door.bureau,
    intake: door.intake,
    standing,
    channel: request.channel ?? (actor.kind === 'staff' ? 'counter' : 'web'),
    complainantAccount: account,
    respondentName: operator?.name ?? request.respondent.name,
    food: isFoodMatter({ problem: request.problemCode, object: request.objectCode }),
    evidence: filing.evidence,
  });
};

const doorFor = async (context: Context, tx: Tx, filing: FrontDoorFiling): Promise<Door | Refusal> => {
  const { request, at, actor } = filing;
  const on = dayOf(at);
  // What an officer enters at the counter was received there, whoever turns out to be competent.
  const chosen = actor.kind === 'staff' ? (request.bureau ?? actor.bureau) : undefined;
  if (chosen !== undefined) {
    const unit = await unitOf(tx, chosen);
    if (unit === undefined || !actor.tenants.includes(unit.tenant))
      return refuse('no-such-bureau', { status: 422, field: 'bureau' });
    return await throughUnit(tx, unit, on, 'received-there');
  }
  const found = await competentBureaus(tx, context.law().rulebook, { on, respondent: respondentOf(request) });
  const [first] = found.competent;
  const competent = first === undefined ? undefined : await unitOf(tx, first.bureau);
  if (first !== undefined && competent !== undefined) return await throughUnit(tx, competent, on, first.ground);
  // Nobody in the directory is competent: the bureau the person named passes it on.
  const named = request.bureau === undefined ? undefined : await unitOf(tx, request.bureau);
  if (named === undefined) {
    return refuse('competent-bureau-not-found', {
      status: 422,
      field: 'respondent.region',
      basis: [{ text: 'order-121', article: '13' }],
      instead: ['choose-bureau'],
    });
  }
  const centre = await intakeCentreOf(tx, named.tenant, on);
  return await throughUnit(tx, centre ?? named, on, 'named-by-complainant');
};

const throughUnit = async (tx: Tx, unit: Unit, on: ReturnType<typeof dayOf>, reasoning: string): Promise<Door> => {
  const home = unit.kind === 'station' && unit.parent !== null ? ((await unitOf(tx, unit.parent)) ?? unit) : unit;
  const centre = await intakeCentreOf(tx, home.tenant, on);
  return { tenant: home.tenant, bureau: home.id, intake: centre?.id ?? home.id, reasoning };
};

const respondentOf = (request: FilingRequest): Respondent => {
  const { respondent } = request;
  if (respondent.shop !== undefined) return { by: 'shop', id: respondent.shop };
  if (respondent.kind === 'platform-shop') {
    return { by: 'unlisted-shop', platform: respondent.platform, shownRegion: respondent.region, contact: 'not-tried' };
  }
  if (respondent.operator !== undefined)
    return { by: 'operator', id: respondent.operator, premisesRegion: respondent.region };
  const kind = respondent.kind === 'platform' || respondent.kind === 'own-site' ? respondent.kind : 'ordinary';
  return { by: 'address', kind, businessRegion: respondent.region, domicileRegion: respondent.region };
};
