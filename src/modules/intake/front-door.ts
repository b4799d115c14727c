import type { Actor } from '#kernel/actor.ts';
import { type Day, dayOf } from '#kernel/day.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import { takesDown } from '#kernel/taking-down.ts';
import { checkUscc } from '#kernel/uscc.ts';
import {
  type AccountsBeside,
  type EvidenceItem,
  earlierReceipts,
  type FilingOrder,
  type FilingRequest,
  fileComplaint,
  filedAgentObjection,
  type Receipt,
  type Standing,
} from '#modules/complaints/facade.ts';
import {
  type Arrival,
  type Arriving,
  arrivalAt,
  centreFor,
  competentBureaus,
  findOperators,
  isFoodMatter,
  type Respondent,
  type RespondentKnown,
  regionInAddress,
  respondentInRegister,
  standingOn,
  unitOf,
} from '#modules/directory/facade.ts';
import type { Context } from '#platform/context.ts';
import type { Database, Scope, Tx } from '#platform/db.ts';
import { Remembered } from '#platform/remembered.ts';
import {
  objectionToAddress,
  objectionToChannel,
  objectionToHotlineDay,
  objectionToReceipt,
} from './channel-objection.ts';
import { objectionToCodes } from './code-objection.ts';
import { objectionToTakingDown } from './permits.ts';
import { isReceivedAnyway } from './received-in-law.ts';
import { objectionToEmails, objectionToRepresentatives, objectionToTexts } from './request-objection.ts';
import { objectionToToldDays } from './told-days.ts';

/** The one front door: settles who receives a complaint, then has it made in the same transaction. */
export type FrontDoorFiling = {
  readonly actor: Actor;
  readonly at: Date;
  readonly request: FilingRequest;
  readonly evidence: readonly EvidenceItem[];
  /** Account of the complaining person where that is not the actor (filing for somebody else); null for whoever has none. */
  readonly complainantAccount?: string | null | undefined;
  readonly accountsBeside?: AccountsBeside;
  /** What was not asked of the person yet and must not count as said: the short path is completed by a call. */
  readonly notInSource?: readonly string[];
  readonly home?: string | undefined;
};

/** What decides who receives a filing, whatever is filed. */
export type DoorQuestion = {
  readonly actor: Actor;
  readonly at: Date;
  readonly request: Pick<FilingRequest, 'respondent' | 'bureau' | 'channel'>;
  /** What is filed; a complaint unless said. */
  readonly what?: Extract<Arriving, 'complaint' | 'report'>;
  /** Tenant whose site was used: its intake centre takes in what no bureau is known to be competent for. */
  readonly home?: string | undefined;
};

/** Who receives a filing, and in what standing. */
export type Door = {
  readonly tenant: string;
  readonly bureau: string;
  readonly intake: string;
  /** The station whose officer enters it. */
  readonly station?: string;
  readonly standing: Standing;
  /** The respondent as the directory knows it: registered name, kind, platform, seller of a shop. */
  readonly respondent: RespondentKnown;
  /** All bureaus that have the power, where several do: then the one that received the dispute first counts. */
  readonly several: readonly string[];
};

type Way = Pick<Door, 'tenant' | 'bureau' | 'intake' | 'station'> & { readonly several?: readonly string[] };
type Look = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

const doors = new WeakMap<Database, Remembered<Door>>();

/** Settles who receives the filing; the same question within half a minute is answered from memory. */
export const doorFor = async (
  context: Context,
  asked: DoorQuestion,
  look: Look = (work) => context.database.unscoped(work),
): Promise<Door | Refusal> => {
  const known = doors.get(context.database) ?? new Remembered<Door>();
  doors.set(context.database, known);
  const filing = await withRegion(asked, look);
  const { request, actor, at } = filing;
  const { what = 'complaint' } = filing;
  const isTaken = takesDown(actor, what);
  const chooser = actor.kind === 'staff' ? [isTaken, actor.tenants, actor.tenant, actor.bureau] : null;
  const { name: _name, address: _address, contact: _contact, phone: _phone, ...respondent } = request.respondent;
  const key = JSON.stringify([dayOf(at), what, chooser, filing.home, request.bureau, request.channel, respondent]);
  const held = known.get(key);
  if (held !== undefined) return held;
  const door = await look((tx) => findDoor(context, tx, filing));
  if (!('refusal' in door)) known.set(key, door);
  return door;
};

/** Where the place was only written down as an address, the address says the region. */
const withRegion = async (asked: DoorQuestion, look: Look): Promise<DoorQuestion> => {
  const { operator, shop, region, address } = asked.request.respondent;
  if (operator !== undefined || shop !== undefined || region !== undefined || address === undefined) return asked;
  const found = await look((tx) => regionInAddress(tx, address));
  if (found === undefined) return asked;
  const { request } = asked;
  return { ...asked, request: { ...request, respondent: { ...request.respondent, region: found } } };
};

const findDoor = async (context: Context, tx: Tx, filing: DoorQuestion): Promise<Door | Refusal> => {
  const { request, at } = filing;
  const respondent = await respondentInRegister(tx, request.respondent);
  if (isRefusal(respondent)) return respondent;
  const way = await wayFor(context, tx, filing);
  if ('refusal' in way) return way;
  const received = isReceivedAnyway(filing.actor, request.channel);
  const standing = received ? 'published-channel' : await standingOn(tx, way.bureau, dayOf(at));
  return { several: [], ...way, standing, respondent };
};

/** Art. 14: of several bureaus with the power, the one that received the same dispute first goes on with it. */
export const doorOfFirst = async (
  context: Context,
  { request, actor, at }: FrontDoorFiling,
  door: Door,
  look: Look = (work) => context.database.unscoped(work),
): Promise<Door> => {
  const { operator } = door.respondent;
  const { phone } = request.complainant;
  if (door.several.length === 0 || operator === undefined || phone === undefined || actor.kind === 'staff') return door;
  const digests = context.keyring.digests('phone', phone);
  return await look(async (tx) => {
    const receipts = await earlierReceipts(tx, digests, operator, undefined);
    const first = receipts.find((one) => door.several.includes(one.bureau))?.bureau;
    const on = dayOf(at);
    const there =
      first === undefined || first === door.bureau ? undefined : await arrivalAt(tx, first, 'complaint', on);
    if (there === undefined) return door;
    return { ...door, ...(await wayOf(tx, there, on)), standing: await standingOn(tx, there.unit.id, on) };
  });
};

export const scopeOfDoor = (door: Door, actor: Actor): Scope => ({
  tenants: [door.tenant],
  bureaus: [door.bureau, door.intake],
  principals: actor.principals,
  account: actor.account,
  writes: [door.tenant],
});

/** A licence code copied from the wall or an invoice names the operator as surely as choosing it from the register. */
const registeredRespondent = async (
  respondent: FilingRequest['respondent'],
  look: Look,
): Promise<FilingRequest['respondent']> => {
  const { licence, operator, shop } = respondent;
  if (licence === undefined || operator !== undefined || shop !== undefined || !checkUscc(licence).sound)
    return respondent;
  const found = await look((tx) => findOperators(tx, { text: licence, by: 'licence-code' }));
  const [first, ...others] = found.operators.filter((one) => one.status === 'active');
  if (first === undefined || others.length > 0) return respondent;
  const kind = first.kind === 'in-platform' ? ('ordinary' as const) : first.kind;
  return { ...respondent, kind, operator: first.id };
};

export const withRegistered = async (filing: FrontDoorFiling, look: Look): Promise<FrontDoorFiling> => {
  const respondent = await registeredRespondent(filing.request.respondent, look);
  return respondent === filing.request.respondent ? filing : { ...filing, request: { ...filing.request, respondent } };
};

type AgentFiled = {
  readonly agent?: FilingRequest['agent'] | undefined;
  readonly respondent: FilingRequest['respondent'];
};

/** The agent against the respondent of the case to be, with what the register knows of it. */
export const objectionToAgent = async (
  context: Context,
  tx: Tx,
  { agent, respondent }: AgentFiled,
  known: Pick<RespondentKnown, 'operator'>,
): Promise<Refusal | undefined> =>
  agent?.phone === undefined
    ? undefined
    : await filedAgentObjection(context, tx, agent.phone, { phone: respondent.phone, operator: known.operator });

/** The same where the agent is named, before anything is sent. */
export const agentObjectionForeseen = async (
  context: Context,
  tx: Tx,
  { agent, respondent: said }: AgentFiled,
): Promise<Refusal | undefined> => {
  const respondent = await registeredRespondent(said, (work) => work(tx));
  const known = await respondentInRegister(tx, respondent);
  return isRefusal(known) ? undefined : await objectionToAgent(context, tx, { agent, respondent }, known);
};

/** Whether a filing may be taken as it stands, whoever receives it. */
export const objectionToFiling = (
  context: Context,
  { actor, at, request, notInSource }: FrontDoorFiling,
): Refusal | undefined =>
  objectionToTakingDown(actor, 'complaint', request) ??
  objectionToChannel(request, actor) ??
  objectionToReceipt(request, dayOf(at), { rulebook: context.law().rulebook, rule: 'CMP-01' }) ??
  objectionToHotlineDay(request, dayOf(at)) ??
  objectionToToldDays(request, dayOf(at)) ??
  objectionToAddress(request.complainant) ??
  objectionToTexts(request, notInSource) ??
  objectionToEmails(request) ??
  objectionToRepresentatives(request);

const accountOfComplainant = ({ complainantAccount, actor }: FrontDoorFiling): string | undefined =>
  complainantAccount === undefined && actor.kind === 'consumer' ? actor.account : (complainantAccount ?? undefined);

/** The filing as complaints makes it, once the door is known. */
export const orderFor = (filing: FrontDoorFiling, door: Door): FilingOrder => {
  const { request, at, actor } = filing;
  const { name: registeredName, ...refs } = door.respondent;
  return {
    actor,
    at,
    request: { ...request, respondent: { ...request.respondent, ...refs } },
    tenant: door.tenant,
    bureau: door.bureau,
    intake: door.intake,
    station: door.station,
    standing: door.standing,
    channel: request.channel ?? (takesDown(actor, 'complaint') ? 'counter' : 'web'),
    complainantAccount: accountOfComplainant(filing),
    respondentName: registeredName ?? request.respondent.name,
    food: isFoodMatter({ problem: request.problemCode, object: request.objectCode }),
    evidence: filing.evidence,
    accountsBeside: filing.accountsBeside,
    ...(filing.notInSource === undefined ? {} : { notInSource: filing.notInSource }),
  };
};

export const fileAtFrontDoor = async (context: Context, tx: Tx, wish: FrontDoorFiling): Promise<Receipt | Refusal> => {
  const objection = objectionToFiling(context, wish) ?? (await objectionToCodes(context, wish, (work) => work(tx)));
  if (objection !== undefined) return objection;
  const filing = await withRegistered(wish, (work) => work(tx));
  const nearest = await doorFor(context, filing, (work) => work(tx));
  if ('refusal' in nearest) return nearest;
  const door = await doorOfFirst(context, filing, nearest, (work) => work(tx));
  const unfit = await objectionToAgent(context, tx, filing.request, door.respondent);
  if (unfit !== undefined) return unfit;
  await tx.rescope(scopeOfDoor(door, filing.actor));
  return await fileComplaint(context, tx, orderFor(filing, door));
};

const noSuchBureau = refuse('no-such-bureau', { status: 422, field: 'bureau' });

const wayFor = async (context: Context, tx: Tx, filing: DoorQuestion): Promise<Way | Refusal> => {
  const { actor, at, what = 'complaint' } = filing;
  const on = dayOf(at);
  if (!takesDown(actor, what)) return await wayOfLaw(context, tx, filing, on, what);
  // What an officer enters at the counter was received there, whoever turns out to be competent.
  const arrival = await arrivalChosen(tx, filing, on, what);
  return arrival === undefined || !actor.tenants.includes(arrival.unit.tenant)
    ? noSuchBureau
    : await wayOf(tx, arrival, on);
};

/** The unit named, or the officer's own; where that can receive nothing today, the intake centre of its authority. */
const arrivalChosen = async (tx: Tx, { request, actor }: DoorQuestion, on: Day, what: Arriving) => {
  if (request.bureau !== undefined) return await arrivalAt(tx, request.bureau, what, on);
  const own = actor.bureau === undefined ? undefined : await arrivalAt(tx, actor.bureau, what, on);
  return own ?? (actor.tenant === undefined ? undefined : await centreFor(tx, actor.tenant, what, on));
};

const wayOfLaw = async (
  context: Context,
  tx: Tx,
  { request, actor, home = actor.tenant }: DoorQuestion,
  on: Day,
  what: Arriving,
): Promise<Way | Refusal> => {
  const named = request.bureau === undefined ? undefined : await unitOf(tx, request.bureau);
  if (request.bureau !== undefined && named === undefined) return noSuchBureau;
  const found = await competentBureaus(tx, context.law().rulebook, { on, respondent: respondentOf(request) });
  for (const { bureau } of found.competent) {
    const competent = await arrivalAt(tx, bureau, what, on);
    if (competent === undefined) continue;
    const several = found.competent.length < 2 ? [] : found.competent.map((one) => one.bureau);
    return { ...(await wayOf(tx, competent, on)), several };
  }
  // Nobody in the directory is competent: the bureau the person named passes it on, or whose site this is.
  const tenant = named?.tenant ?? home;
  const centre = tenant === undefined ? undefined : await centreFor(tx, tenant, what, on);
  if (centre !== undefined) return await wayOf(tx, centre, on);
  if (named !== undefined) {
    const arrival = await arrivalAt(tx, named.id, what, on);
    return arrival === undefined ? noSuchBureau : await wayOf(tx, arrival, on);
  }
  return refuse('competent-bureau-not-found', {
    status: 422,
    field: 'respondent.region',
    basis: [{ text: 'order-121', article: '13' }],
    instead: ['choose-bureau'],
  });
};

const wayOf = async (tx: Tx, { unit, station }: Arrival, on: Day): Promise<Way> => {
  const centre = await centreFor(tx, unit.tenant, 'complaint', on);
  return {
    tenant: unit.tenant,
    bureau: unit.id,
    intake: centre?.unit.id ?? unit.id,
    ...(station === undefined ? {} : { station }),
  };
};

const respondentOf = (request: DoorQuestion['request']): Respondent => {
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

/** What the receipt will be worth, told before filing; undefined where the filing could not be taken as it stands. */
export const standingForeseen = async (
  context: Context,
  asked: Omit<FrontDoorFiling, 'evidence'>,
  look: Look,
): Promise<Standing | undefined> => {
  const door = await doorFor(context, await withRegistered({ ...asked, evidence: [] }, look), look);
  return isRefusal(door) ? undefined : door.standing;
};
