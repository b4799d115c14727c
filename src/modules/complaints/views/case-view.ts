import type { Actor } from '#kernel/actor.ts';
import { compareDays, type Day, dayOf } from '#kernel/day.ts';
import { longDay } from '#kernel/day-text.ts';
import { isPersonalNumber, shownCode } from '#kernel/personal-number.ts';
import type { Translate } from '#kernel/translate.ts';
import { mayOpenCode, operatorOf } from '#modules/directory/facade.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { eventsOf } from '#platform/events.ts';
import { actingAgent, sideOfAgent, standingOf } from '../agents.ts';
import type { CaseClock, CaseRespondent, CaseView, DecisionToMake } from '../case-contract.ts';
import { type Clock, clocksOf } from '../clocks.ts';
import type { Facts } from '../commands.ts';
import type { Complaint, ComplaintEvent, Party } from '../complaint.ts';
import { consentsNow, lackingFor, saidFor } from '../consents.ts';
import { addressOwed } from '../decide/acceptance.ts';
import { withoutSpecialPowers } from '../decide/agents.ts';
import { agreedTogether, isJoint } from '../decide/represented.ts';
import { whyToEnd } from '../decide/to-end.ts';
import { orderOfCase } from '../governing.ts';
import { lawFor } from '../handle.ts';
import { announcementFor } from '../incidents/announcements.ts';
import { hasPart } from '../incidents/victims.ts';
import { placesOf } from '../permits.ts';
import { openRequests, type ProofRequest } from '../proof-requests.ts';
import type { CasePurchase } from '../purchase-contract.ts';
import {
  aboveFor,
  bodyName,
  codeNameFor,
  entrustedFor,
  listedCodesOf,
  localFormsFor,
  staffFor,
  unitsFor,
} from '../reference.ts';
import { registrationWaitOf } from '../registration-wait.ts';
import { type LoadedComplaint, readComplaint } from '../store.ts';
import { saysWhere, storyRead } from '../story-left.ts';
import { noticeShape } from '../telling-events.ts';
import { mayOpenValues } from '../who-may-open.ts';
import { actsFor } from './acts.ts';
import { papersView } from './case-papers.ts';
import { contactsView, waysView } from './contacts.ts';
import { evidenceView } from './evidence.ts';
import { type Opened, openFor, partyView } from './opened.ts';
import { relatedCases } from './related.ts';
import { type Audience, audienceOf, type DatedEvent, readerOf, timelineOf } from './timeline.ts';

export type Look = { readonly actor: Actor; readonly at: Date; readonly t: Translate };

/** One complaint as this person may see it; undefined when out of scope or unknown. */
export const caseView = async (context: Context, tx: Tx, number: string, look: Look): Promise<CaseView | undefined> => {
  const loaded = await readComplaint(tx, context.vault, number);
  return loaded === undefined ? undefined : await viewOf(context, tx, loaded, look);
};

const viewOf = async (context: Context, tx: Tx, loaded: LoadedComplaint, look: Look): Promise<CaseView> => {
  const { state, tenant } = loaded;
  const { actor, t } = look;
  const today = dayOf(look.at);
  const stored = await eventsOf(tx, loaded);
  const events: DatedEvent[] = stored.map(({ version, actor: who, at, type, payload }) => ({
    version,
    actor: who,
    at,
    event: { type, payload } as ComplaintEvent,
  }));
  const opened = await openFor(
    context,
    tx,
    loaded,
    state,
    events.map(({ event }) => event),
  );
  const units = await unitsFor(tx, tenant, today);
  const above = await aboveFor(tx, [state.bureau, state.dispute?.rival], today);
  const places = placesOf(actor, state, tenant);
  const reader = readerOf(actor, places);
  const audience = audienceOf(reader);
  const mayOpen = mayOpenValues(actor, state);
  const listedCodes = await listedCodesOf(tx, state);
  const entrusted = await entrustedFor(tx, tenant, state.entrustedTo, today);
  const law = lawFor(context, tenant);
  const localForms = actor.kind === 'staff' ? await localFormsFor(tx, tenant, today) : [];
  const story = opened.text(state.facts);
  const storyLeft = saysWhere(context, state, story);
  const known = { units, above, listedCodes, localForms, storyLeft, ...entrusted };
  const facts: Facts = { now: look.at, today, actor, tenant, law, ...known };
  const nameOf = async (account: string | null) =>
    account === null ? null : ((await staffFor(tx, account, today))?.name ?? null);
  const language = t.language;
  const timeline = await timelineOf({ tx, tenant, opened, reader, actor, today }, events);
  const doers = new Map(timeline.map(({ version, actorName }) => [version, actorName] as const));
  return {
    number: state.number,
    version: state.version,
    audience,
    phase: state.phase,
    order: orderOfCase(state, today, facts.law),
    bureau: state.bureau,
    bureauName: units.get(state.bureau)?.name ?? state.bureau,
    bureauPhone: units.get(state.bureau)?.phone ?? '',
    intake: state.intake,
    intakeName: units.get(state.intake)?.name ?? state.intake,
    handler: state.handler,
    handlerName: await nameOf(state.handler),
    station: state.station,
    stationName: state.station === null ? null : (units.get(state.station)?.name ?? state.station),
    mediator: state.mediator,
    mediatorName: await nameOf(state.mediator),
    assistants: state.assistants.map((name) => opened.text(name) ?? ''),
    recusal: await recusalView(state, opened, nameOf),
    entrustedTo: state.entrustedTo,
    entrustedToName: entrusted.entrusted?.name ?? null,
    channel: state.channel,
    standing: state.standing,
    externalNumber: state.registration?.number ?? null,
    registeredOn: state.registration?.on ?? null,
    sourceNumber: state.registration?.number === state.externalNumber ? null : (state.externalNumber ?? null),
    hotlineReceivedOn: state.hotlineReceivedOn ?? null,
    filedAt: (events[0]?.at ?? look.at).toISOString(),
    receivedOn: state.receivedOn,
    arrivedOn: state.arrivedOn ?? null,
    registrationWait: waitView(state, facts),
    firstReceivedOn: state.firstReceivedOn,
    ownReceivedOn: state.passedOn ? state.startedOn : null,
    ...(await linksOf(tx, state, audience, today)),
    acceptedOn: state.acceptedOn,
    closedOn: state.closedOn,
    archivedOn: state.archivedOn,
    parties: state.parties
      .filter((party) => isPartyFor(party, audience))
      .map((party) => {
        const side = sideOfAgent(party.kind);
        const fromOutside = side !== undefined && audience !== 'staff' && (reader === 'helper' || audience !== side);
        const standing = side === undefined || fromOutside ? null : standingOf(state, party, today);
        const said = saidFor(actor, party, state);
        return partyView(opened, party, { mayReveal: mayOpen && !opened.isErased(party), standing, fromOutside, said });
      }),
    ownAgency: ownAgencyOf(state, facts),
    respondent: await respondentView(tx, state, opened, { audience, actor, mayOpen }),
    purchase: purchaseView(state, opened),
    facts: story === null ? null : storyRead(context, story, t),
    claimText: opened.text(state.claimText),
    knewOn: state.knewOn ?? null,
    standsFirst: state.parties.some(
      ({ kind, account }) => kind === 'complainant' && account !== undefined && actor.principals.includes(account),
    ),
    addressOwed: audience !== 'respondent' && addressOwed(state),
    jointAgreed: isJoint(state) && agreedTogether(state),
    largePrint: state.largePrint === true,
    tellBy: state.tellBy ?? null,
    electronic: state.electronic ?? null,
    claims: state.claims.map((claim) => ({ ...claim })),
    claimsUnsettled: audience === 'respondent' ? null : state.claimsUnsettled,
    consents: consentsView(state, audience),
    objectCode: state.objectCode ?? null,
    objectName: (await codeNameFor(tx, 'object-12315', state.objectCode, language)) ?? null,
    problemCode: state.problemCode ?? null,
    problemName: (await codeNameFor(tx, 'problem-12315', state.problemCode, language)) ?? null,
    amountFen: state.amountFen ?? null,
    recoveredFen: state.recoveredFen,
    food: state.food,
    contentHash: state.contentHash,
    evidence: await evidenceView(context, tx, loaded, events, actor),
    clocks: clocksOf(state, facts.law).map((clock) => clockView(clock, state, today)),
    ...actsFor(state, facts, t),
    papers: papersView(state, events, opened, reader, { hasProduct: context.seal !== undefined, doers }, t),
    timeline,
    related: audience === 'staff' ? await relatedCases(tx, loaded, state) : [],
    incident: state.incident,
    announcement: await announcementFor(tx, hasPart(state) ? state.incident : null),
    notInSource: [...(state.notInSource ?? []), ...(storyLeft ? ['facts'] : [])],
    sourceRemarks: audience === 'staff' ? opened.text(state.sourceRemarks) : null,
    settlement:
      state.settlement === null
        ? null
        : {
            on: state.settlement.on,
            reasons: context.texts('zh-CN')('complaint:settlement.withdrawn'),
            settled: state.settlement.answer?.settled ?? null,
          },
    contacts: audience === 'staff' ? contactsView(state, events, opened, facts) : null,
    ways: audience === 'staff' ? await waysView(tx, state, opened) : [],
    asked: audience === 'respondent' ? [] : askedOf(state, opened, actor),
    notices: audience === 'staff' ? noticesOf(state) : [],
    toEnd: audience === 'staff' ? await decisionToMake(context, state, facts, nameOf) : null,
  };
};

/** The bureau keeps seeing who once was an agent; the parties see who is. */
const isPartyFor = ({ kind, endedOn }: Party, audience: Audience): boolean =>
  audience === 'staff' || (endedOn === undefined && (kind !== 'helper' || audience !== 'respondent'));

/** Of whoever looks, where they stand in the case as somebody's agent and as nothing else: what its screens may offer. */
const ownAgencyOf = (state: Complaint, facts: Facts): CaseView['ownAgency'] => {
  const agent = actingAgent(facts.actor, state);
  if (agent === undefined) return null;
  return {
    powers: agent.mandate?.powers ?? null,
    maySettle: withoutSpecialPowers(state, facts) === undefined,
    wish: agent.wish ?? null,
  };
};

/** Whose word is missing or against it is for the bureau, which asks them. */
const consentsView = (state: Complaint, audience: Audience): CaseView['consents'] => {
  const now = consentsNow(state);
  if (now === null) return null;
  const lacking = (what: 'publicity' | 'entrust') => {
    const { against, silent } = lackingFor(what, state);
    return { against: against.map(({ person }) => person), silent: silent.map(({ person }) => person) };
  };
  return {
    ...now,
    lacking: audience === 'staff' ? { publicity: lacking('publicity'), entrust: lacking('entrust') } : null,
  };
};

/** Of several each is asked who they are for themselves; material is asked of all of them. */
const isAskedOf = ({ kind, of }: ProofRequest, { parties }: Complaint, { principals }: Actor): boolean =>
  kind !== 'identity' ||
  parties.some(
    (party) =>
      party.account !== undefined &&
      principals.includes(party.account) &&
      (party.person === of || party.kind === 'agent' || of === null),
  );

const askedOf = (state: Complaint, opened: Opened, actor: Actor): CaseView['asked'] =>
  openRequests(state)
    .filter((request) => actor.kind === 'staff' || isAskedOf(request, state, actor))
    .map(({ version, kind, dueOn, inMediation, what }) => ({
      ...{ version, kind, dueOn, inMediation },
      what: opened.text(what),
    }));

const noticesOf = ({ notices }: Complaint): CaseView['notices'] =>
  notices.map(({ notice, state, reason }) => ({
    ...{ notice, state, reason },
    kind: (noticeShape.exec(notice)?.groups?.['kind'] ?? 'registration') as CaseView['notices'][number]['kind'],
  }));

/** Number and body, nothing more; what became of a case before its own body wrote to it is no respondent's business. */
const linksOf = async (
  tx: Tx,
  { linked, linkedTo }: Complaint,
  audience: Audience,
  today: Day,
): Promise<Pick<CaseView, 'linkedTo' | 'linkedFrom'>> => {
  const shown = async (number: string, bureau: string, on: Day) => ({
    number,
    bureau,
    bureauName: await bodyName(tx, bureau, today),
    on,
  });
  if (audience === 'respondent') return { linkedTo: null, linkedFrom: null };
  return {
    linkedTo: linkedTo === null ? null : await shown(linkedTo.number, linkedTo.unit, linkedTo.on),
    linkedFrom: linked === undefined ? null : await shown(linked.number, linked.bureau, linked.on),
  };
};

const recusalView = async (
  { phase, recusal, exclusions }: Complaint,
  opened: Opened,
  nameOf: (account: string | null) => Promise<string | null>,
): Promise<CaseView['recusal']> => {
  const asked = exclusions.findLast((span) => span.reason === 'recusal');
  if (phase !== 'interrupted' || recusal === null || asked === undefined) return null;
  const { by, against, assistant } = recusal;
  return {
    by,
    about: assistant === undefined ? 'mediator' : 'assistant',
    name: assistant === undefined ? await nameOf(against) : opened.text(assistant),
    on: asked.from,
  };
};

/** The text a decision could carry is Chinese whoever looks: it goes on form 8. */
const decisionToMake = async (
  context: Context,
  state: Complaint,
  facts: Facts,
  nameOf: (account: string | null) => Promise<string | null>,
): Promise<DecisionToMake | null> => {
  const toEnd = whyToEnd(state, facts);
  if (toEnd === undefined) return null;
  const zh = context.texts('zh-CN');
  const { because, ground, since, officer } = toEnd;
  const reasons = zh(`reminder:draft.${because}`, {
    since: longDay(since, zh),
    acceptedOn: longDay(state.acceptedOn ?? since, zh),
  });
  return { because, ground: ground.number, since, officer, officerName: await nameOf(officer), reasons };
};

const respondentView = async (
  tx: Tx,
  state: Complaint,
  opened: Opened,
  { audience, actor, mayOpen }: { readonly audience: Audience; readonly actor: Actor; readonly mayOpen: boolean },
): Promise<CaseRespondent> => {
  const withHints = audience !== 'respondent';
  const party = state.parties.find((one) => one.kind === 'respondent');
  const registered =
    state.respondent.operator === undefined ? undefined : await operatorOf(tx, state.respondent.operator);
  const platform =
    state.respondent.platform === undefined ? undefined : await operatorOf(tx, state.respondent.platform);
  const written = (field: 'name' | 'address' | 'shown-address' | 'phone' | 'contact' | 'licence' | 'clue') =>
    opened.text(party?.fields[field]);
  const licence = written('licence');
  const code = registered?.uscc ?? (audience === 'staff' ? licence : null);
  const codeHidden = code !== null && isPersonalNumber(code);
  const isApart = state.respondent.showsNoAddress === true || party?.fields['shown-address'] !== undefined;
  return {
    kind: state.respondent.kind,
    operator: state.respondent.operator ?? null,
    name: registered?.name ?? written('name'),
    uscc: shownCode(registered?.uscc ?? null),
    codeHidden,
    // The register opens its own code, the case what was written to it.
    mayOpenCode: codeHidden && (registered?.uscc == null ? mayOpen : mayOpenCode(actor)),
    address: registered?.address ?? written('address'),
    platformShows: withHints && isApart ? { address: written('shown-address') } : null,
    phone: registered?.contactPhone ?? written('phone'),
    writtenPhone: withHints ? otherThan(registered?.contactPhone, written('phone')) : null,
    contact: registered?.contactName ?? written('contact'),
    licence: audience === 'staff' ? shownCode(licence) : withHints ? licence : null,
    clue: withHints ? written('clue') : null,
    platform: state.respondent.platform ?? null,
    platformName: platform?.name ?? null,
    shop: state.respondent.shop ?? null,
    consentsToMediation: state.operatorConsent,
    consentsToEntrust: state.operatorEntrustConsent,
  };
};

/** Spaces and dashes do not make another number. */
const otherThan = (registered: string | null | undefined, written: string | null): string | null => {
  const bare = (phone: string) => phone.replace(/[\s-]/gu, '');
  return registered == null || written === null || bare(registered) === bare(written) ? null : written;
};

const purchaseView = (state: Complaint, opened: Opened): CasePurchase | null => {
  const record = opened.record(state.purchase);
  if (record === null) return null;
  const text = (name: string): string | null => (typeof record[name] === 'string' ? (record[name] as string) : null);
  return {
    online: state.online,
    platformName: text('platformName'),
    shopLink: text('shopLink'),
    orderNumber: text('orderNumber'),
    logisticsNumber: text('logisticsNumber'),
    purchasedOn: state.purchasedOn ?? null,
    goods: text('goods'),
    brand: text('brand'),
    quantity: text('quantity'),
    place: text('place'),
  };
};

const metOn: Readonly<Record<string, (state: Complaint) => Day | null>> = {
  'CMP-01': (state) => state.decisions[0]?.on ?? state.closedOn,
  'CMP-02': (state) => state.closedOn,
  'CMP-07': (state) => state.settled?.on ?? null,
};

const clockView = ({ rule, state: ticking, reckoning }: Clock, state: Complaint, today: Day): CaseClock => {
  const met = ticking === 'met' ? (metOn[rule]?.(state) ?? null) : null;
  const late = reckoning.dueOn !== null && !reckoning.provisional && compareDays(met ?? today, reckoning.dueOn) > 0;
  const shown = {
    running: late ? 'overdue' : 'running',
    paused: 'paused',
    met: late && met !== null ? 'met-late' : 'met',
    stopped: 'lapsed',
  } as const;
  const { withdrawalStatedOn: withdrawnOn } = state;
  return {
    rule,
    // Art. 23(1)(1): what still runs is the mediation that is to be ended.
    ...(rule === 'CMP-02' && withdrawnOn !== null ? { withdrawnOn } : {}),
    state: shown[ticking],
    metOn: met,
    dueOn: reckoning.dueOn,
    provisional: reckoning.provisional,
    reckoning,
  };
};

const waitView = (state: Complaint, { law, today }: Facts): CaseView['registrationWait'] => {
  const wait = registrationWaitOf(state, law, today);
  return wait === undefined ? null : { ...wait, reminded: [...wait.reminded] };
};
