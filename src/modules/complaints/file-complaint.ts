import { createHash } from 'node:crypto';
import type { Actor } from '#kernel/actor.ts';
import { type CanonicalValue, canonicalJson } from '#kernel/canonical.ts';
import { type Day, dayOf } from '#kernel/day.ts';
import { maskOf } from '#kernel/mask.ts';
import { daysOf } from '#kernel/rule.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { chainEvents } from '#platform/events.ts';
import { chance, newId } from '#platform/ids.ts';
import { enqueue } from '#platform/jobs.ts';
import { mandateOf, powerText } from './agent-making.ts';
import { clocksOf } from './clocks.ts';
import type { Channel, EvidenceItem, Filing, Party, Respondent, Standing } from './complaint.ts';
import type { FilingRequest, Receipt } from './contract.ts';
import { evolve } from './evolve.ts';
import { lawFor } from './handle.ts';
import { justWrittenIn } from './just-written.ts';
import { representativesJob } from './news-jobs.ts';
import { caseNumber } from './number.ts';
import { respondentPrincipal } from './respondent-principal.ts';
import { Sealing } from './sealing.ts';
import { stationPrincipal } from './station-principal.ts';
import { searchWords } from './words.ts';
import { type FilingWrite, newStreamHead, writeFiling } from './write.ts';

/** Accounts of those who act beside the complainant; representatives by their place among `joint`. */
export type AccountsBeside = {
  readonly agent?: string;
  readonly representatives: ReadonlyMap<number, string>;
  readonly joint?: ReadonlyMap<number, string>;
};

/** A filing once the front door has settled who receives it and what is known of the respondent. */
export type FilingOrder = {
  readonly actor: Actor;
  readonly at: Date;
  readonly request: FilingRequest;
  readonly tenant: string;
  readonly bureau: string;
  readonly intake: string;
  /** Entered there, and so worked on there. */
  readonly station?: string | undefined;
  readonly standing: Standing;
  readonly channel: Channel;
  /** Account of the person complaining; undefined for one without a phone of their own. */
  readonly complainantAccount?: string | undefined;
  readonly accountsBeside?: AccountsBeside | undefined;
  readonly respondentName?: string | undefined;
  readonly food: boolean;
  readonly evidence: readonly EvidenceItem[];
  /** For imports: the day stated by the source, and what the source did not hold. */
  readonly receivedOn?: Day | null;
  readonly notInSource?: readonly string[];
  readonly sourceRemarks?: string | undefined;
  /** By which the source is found again, so that nothing is imported twice. */
  readonly externalKeys?: readonly string[];
};

/** A filing sealed, folded and hashed, so that its receipt is known before anything is written. */
export type PreparedFiling = { readonly receipt: Receipt; readonly write: FilingWrite; readonly sealing: Sealing };

/**
 * Makes the case in the caller's transaction, whose scope must hold the receiving tenant and bureau.
 * One statement writes stream, events, row, clocks, vault, index, locator and audit line.
 */
export const fileComplaint = async (context: Context, tx: Tx, order: FilingOrder): Promise<Receipt> => {
  await context.vault.load(order.tenant, tx);
  const { receipt, write } = prepareFiling(context, order);
  writeFiling(tx, write);
  if (write.state.parties.some(({ kind }) => kind === 'representative'))
    await enqueue(tx, representativesJob, { number: receipt.number }, { tenant: order.tenant });
  return receipt;
};

/** Everything of a filing but the writing; the tenant's key must be loaded. */
export const prepareFiling = (context: Context, order: FilingOrder, ids = newIds(order)): PreparedFiling => {
  const { request, tenant, at } = order;
  const { stream, number } = ids;
  const sealing = new Sealing(context.vault, tenant, stream);
  const parties = partiesOf(order, number, sealing);
  const complainant = parties[0]?.person ?? newId();
  const filing = filingOf(order, number, parties, complainant, sealing);
  const event = { type: 'ComplaintFiled', payload: filing } as const;
  const state = evolve(undefined, event);
  const chained = chainEvents({ tenant, stream }, newStreamHead, [event], { actor: order.actor.account, at });
  const write: FilingWrite = {
    tenant,
    stream,
    at,
    actor: order.actor.account,
    act: 'file',
    state,
    respondentName: (order.respondentName ?? request.respondent.name) || null,
    complainantMasked: maskOf('name', request.complainant.name),
    chained,
    clocks: clocksOf(state, lawFor(context, tenant)),
    clocksBefore: [],
    bureauBefore: state.bureau,
    entries: sealing.prepared,
    papers: [],
    auditId: newId(),
    repeatedWithin: daysOf(context.law().rulebook, 'REP-01', dayOf(at)),
    locators: locatorsOf(order, number),
    access: [
      ...accessOf(parties),
      ...(order.station === undefined ? [] : [{ principal: stationPrincipal(order.station), role: 'station' }]),
    ],
    words: searchWords(request.facts, namesOn(order)),
  };
  const receipt = {
    number,
    filedAt: at.toISOString(),
    contentHash: filing.contentHash,
    version: 1,
    bureau: order.bureau,
    standing: order.standing,
  };
  return { receipt, write, sealing };
};

/** For the first act on it, which often follows at once. */
export const keepFiled = (context: Context, number: string, write: FilingWrite, { keys }: Sealing): void => {
  const { tenant, stream, chained, actor } = write;
  const written = { tenant, stream, before: undefined, chained, actor, personKeys: keys, erased: new Set<string>() };
  justWrittenIn(context).keep(number, written);
};

/** Everybody a filing names, on either side. */
const namesOn = ({ request, respondentName }: FilingOrder): readonly string[] =>
  [
    ...[request.complainant, request.agent, request.helper, ...(request.joint ?? [])].map((one) => one?.name),
    ...[respondentName, request.respondent.name, request.respondent.contact],
  ].filter((name) => name !== undefined);

/** Once for each part in the case: two who complain along may share one telephone. */
const accessOf = (parties: readonly Party[]): readonly { principal: string; role: string }[] => {
  const rows = parties.flatMap(({ account, kind }) =>
    account === undefined ? [] : [{ principal: account, role: kind }],
  );
  return [...new Map(rows.map((row) => [`${row.principal} ${row.role}`, row])).values()];
};

const newIds = ({ tenant, at }: FilingOrder): { stream: string; number: string } => ({
  stream: newId(),
  number: caseNumber(tenant, dayOf(at), chance(6)),
});

const locatorsOf = (order: FilingOrder, number: string) => [
  { kind: 'number' as const, key: number },
  ...followers(order).map((key) => ({ kind: 'account' as const, key })),
  ...(order.request.respondent.operator === undefined
    ? []
    : [{ kind: 'operator' as const, key: order.request.respondent.operator }]),
  ...(order.request.externalNumber === undefined
    ? []
    : [{ kind: 'external' as const, key: order.request.externalNumber }]),
  ...(order.externalKeys ?? []).map((key) => ({ kind: 'external' as const, key })),
];

/** In whose own list the case stands: each account once, whatever it is in the case. */
const followers = ({ complainantAccount, accountsBeside }: FilingOrder): readonly string[] => [
  ...new Set(
    [
      complainantAccount,
      accountsBeside?.agent,
      ...(accountsBeside?.representatives.values() ?? []),
      ...(accountsBeside?.joint?.values() ?? []),
    ].filter((account) => account !== undefined),
  ),
];

const accountIn = (account: string | undefined) => (account === undefined ? {} : { account });

const partiesOf = (order: FilingOrder, number: string, sealing: Sealing): Party[] => {
  const { request, complainantAccount } = order;
  const parties: Party[] = [
    {
      ...sealing.person(request.complainant),
      kind: 'complainant',
      ...(complainantAccount === undefined ? {} : { account: complainantAccount }),
    },
  ];
  if (request.agent !== undefined) {
    const { matters, powers, until, originalSeen, ...person } = request.agent;
    // Only an official can have seen an original.
    const isSeen = originalSeen === true && order.actor.kind === 'staff';
    const power = powerText({ matters, powers, until, originalSeen: isSeen });
    parties.push({
      ...sealing.person({ ...person, power }),
      kind: 'agent',
      mandate: mandateOf({ powers, until }),
      ...accountIn(order.accountsBeside?.agent),
    });
  }
  request.joint?.forEach((person, index) => {
    const kind = request.representatives?.includes(index) === true ? 'representative' : 'joint';
    const account = order.accountsBeside?.[kind === 'joint' ? 'joint' : 'representatives']?.get(index);
    parties.push({ ...sealing.person(person), kind, ...accountIn(account) });
  });
  if (request.helper !== undefined) {
    const { relation, told, ...person } = request.helper;
    // Somebody at the screen who gave no account of their own follows nothing.
    const isOther = order.actor.account !== complainantAccount && order.actor.kind !== 'system';
    const account = isOther ? order.actor.account : undefined;
    parties.push({
      ...sealing.person(person),
      kind: 'helper',
      relation,
      ...(told === undefined ? {} : { told }),
      ...(account === undefined ? {} : { account }),
    });
  }
  const { name, address, contact, phone, licence, clue } = request.respondent;
  // The directory's name first: papers must call the operator by its registered name.
  const known = order.respondentName ?? name;
  parties.push({
    ...sealing.person({
      ...(known === undefined ? {} : { name: known }),
      ...(name === known ? {} : { namedAs: name }),
      ...(address === undefined ? {} : { address }),
      ...(phone === undefined ? {} : { phone }),
      contact,
      licence,
      clue,
    }),
    kind: 'respondent',
    account: respondentPrincipal(number),
  });
  return parties;
};

const filingOf = (
  order: FilingOrder,
  number: string,
  parties: readonly Party[],
  complainant: string,
  sealing: Sealing,
): Filing => {
  const { request } = order;
  const { purchase } = request;
  const respondent: Respondent = {
    kind: request.respondent.kind,
    ...(request.respondent.operator === undefined ? {} : { operator: request.respondent.operator }),
    ...(request.respondent.platform === undefined ? {} : { platform: request.respondent.platform }),
    ...(request.respondent.shop === undefined ? {} : { shop: request.respondent.shop }),
  };
  const bare: Omit<Filing, 'contentHash'> = {
    number,
    channel: order.channel,
    standing: order.standing,
    bureau: order.bureau,
    intake: order.intake,
    ...(order.station === undefined ? {} : { station: order.station }),
    ...receivedOn(order),
    ...(request.externalNumber === undefined ? {} : { externalNumber: request.externalNumber }),
    ...(request.hotlineReceivedOn === undefined ? {} : { hotlineReceivedOn: request.hotlineReceivedOn as Day }),
    respondent,
    parties,
    online: purchase?.online ?? null,
    ...(request.objectCode === undefined ? {} : { objectCode: request.objectCode }),
    ...(request.problemCode === undefined ? {} : { problemCode: request.problemCode }),
    ...(purchase?.amountFen === undefined ? {} : { amountFen: purchase.amountFen }),
    ...(purchase?.purchasedOn === undefined ? {} : { purchasedOn: purchase.purchasedOn as Day }),
    claims: request.claims,
    consents: order.notInSource?.includes('consents') === true ? null : request.consents,
    facts: sealing.text(complainant, 'facts', request.facts),
    ...(request.knewOn === undefined ? {} : { knewOn: request.knewOn as Day }),
    ...(request.jointAgreed === true ? { jointAgreed: true } : {}),
    ...(request.largePrint === true ? { largePrint: true } : {}),
    ...(request.tellBy === undefined ? {} : { tellBy: request.tellBy }),
    ...(request.electronic === undefined ? {} : { electronic: request.electronic }),
    ...(request.claimText === undefined || request.claimText === ''
      ? {}
      : { claimText: sealing.text(complainant, 'claim', request.claimText) }),
    ...(purchase === undefined ? {} : { purchase: sealing.value(complainant, 'purchase', { ...purchase }) }),
    evidence: order.evidence,
    food: order.food,
    ...(request.language === undefined ? {} : { language: request.language }),
    ...(order.notInSource === undefined ? {} : { notInSource: order.notInSource }),
    ...(order.sourceRemarks === undefined
      ? {}
      : { sourceRemarks: sealing.text(complainant, 'source-remarks', order.sourceRemarks) }),
  };
  // The commitments inside bind every text, so this one hash binds the whole filing without holding any of it.
  const contentHash = createHash('sha256')
    .update(canonicalJson(bare as unknown as CanonicalValue))
    .digest('hex');
  return { ...bare, contentHash };
};

/** In companion standing the clock waits for the national platform's registration. */
const receivedOn = (order: FilingOrder): Pick<Filing, 'receivedOn' | 'arrivedOn'> => {
  if (order.receivedOn !== undefined) return { receivedOn: order.receivedOn };
  const stated = order.request.receivedOn as Day | undefined;
  if (order.standing === 'published-channel') return { receivedOn: stated ?? dayOf(order.at) };
  return { receivedOn: null, ...(stated === undefined ? {} : { arrivedOn: stated }) };
};
