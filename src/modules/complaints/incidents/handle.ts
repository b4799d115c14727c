import type { Actor } from '#kernel/actor.ts';
import type { CanonicalValue } from '#kernel/canonical.ts';
import { type Day, dayOf } from '#kernel/day.ts';
import { publicNumber } from '#kernel/public-number.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import { operatorOf, unitOf } from '#modules/directory/facade.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { versionFault } from '#platform/http/etag.ts';
import { chance, newId } from '#platform/ids.ts';
import type { Sealed } from '../complaint.ts';
import { makeLetter } from '../letters.ts';
import { composePaper } from '../papers.ts';
import { keptPaper } from '../papers-render.ts';
import { inWholeAuthority } from '../scope.ts';
import { markCorrected, markWithdrawn, publish } from './announcements.ts';
import type {
  AnnounceBody,
  FactsBody,
  OpenIncidentBody,
  PaperBody,
  VerifyBody,
  WithdrawAnnouncementBody,
} from './contract.ts';
import { announcementInForce, evolve, type IncidentEvent, type IncidentPaper } from './incident.ts';
import { countsIn, standingsOf, totalOf, victimsOf } from './members.ts';
import { type LockedIncident, lockIncident, writeChange, writeNewIncident } from './store.ts';
import { openedTexts } from './texts.ts';

export type IncidentWish<B> = {
  readonly actor: Actor;
  readonly at: Date;
  readonly incident: string;
  readonly expectedVersion: number;
  readonly body: B;
};

const desk: readonly string[] = ['intake-officer', 'handler', 'bureau-head'];

/** Claimants stand in an event by name: only those who handle complaints there work with it. */
export const deskObjection = (actor: Actor, bureau: string | undefined): Refusal | undefined =>
  actor.kind === 'staff' &&
  bureau !== undefined &&
  actor.bureaus.includes(bureau) &&
  actor.roles.some((role) => desk.includes(role))
    ? undefined
    : refuse('not-permitted', { status: 403, basis: [{ text: 'order-121', article: '12' }] });

export const openIncident = async (
  context: Context,
  tx: Tx,
  wish: { readonly actor: Actor; readonly at: Date; readonly body: OpenIncidentBody },
): Promise<{ id: string } | Refusal> => {
  const { actor, at, body } = wish;
  const { bureau, tenant } = actor;
  const objection = deskObjection(actor, bureau);
  if (objection !== undefined || bureau === undefined || tenant === undefined)
    return objection ?? refuse('not-permitted', { status: 403 });
  if (body.operator !== undefined && (await operatorOf(tx, body.operator)) === undefined)
    return refuse('operator-not-known', { status: 422, field: 'operator' });
  const on = dayOf(at);
  const stream = newId();
  await context.vault.load(tenant, tx);
  const entries = context.vault.prepare({ tenant, stream, person: stream }, [
    { kind: 'title', value: body.title },
    ...(body.facts === undefined ? [] : [{ kind: 'facts', value: body.facts }]),
  ]);
  const [title, facts] = entries.put.map(({ entry, commitment }): Sealed => ({ entry, commitment }));
  if (title === undefined) throw new Error('nothing was sealed');
  const event: IncidentEvent = {
    type: 'IncidentOpened',
    payload: {
      number: publicNumber('E', tenant, on, chance(6)),
      title,
      bureau,
      openedOn: on,
      ...(body.operator === undefined ? {} : { operator: body.operator }),
      ...(facts === undefined ? {} : { facts }),
    },
  };
  await writeNewIncident(tx, context, {
    tenant,
    stream,
    at,
    actor: actor.account,
    act: 'open-incident',
    event,
    state: evolve(undefined, event),
    title: body.title,
    entries: [entries],
  });
  return { id: stream };
};

/** The event locked for what is done with its papers, also once it is closed. */
export const incidentOfPapers = async <B>(tx: Tx, wish: IncidentWish<B>): Promise<LockedIncident | Refusal> => {
  const locked = await lockIncident(tx, wish.incident);
  if (locked === undefined) return refuse('incident-not-found', { status: 404 });
  const { state } = locked;
  const objection = deskObjection(wish.actor, state.bureau);
  if (objection !== undefined) return objection;
  const stale = versionFault(wish.expectedVersion, state.version, `/api/v1/incidents/${locked.stream}`);
  return stale ?? locked;
};

/** The event locked for an act of the desk, or why it cannot be. */
export const incidentAtHand = async <B>(tx: Tx, wish: IncidentWish<B>): Promise<LockedIncident | Refusal> => {
  const locked = await incidentOfPapers(tx, wish);
  if (isRefusal(locked) || locked.state.phase !== 'closed') return locked;
  return refuse('incident-closed', { params: { on: locked.state.closedOn ?? '' } });
};

export const sealInto = async (
  context: Context,
  tx: Tx,
  at: { readonly tenant: string; readonly stream: string },
  entries: readonly { readonly kind: string; readonly value: CanonicalValue }[],
): Promise<Sealed[] | Refusal> => {
  const put = await context.vault.putEntries(tx, { ...at, person: at.stream, entries: entries as never });
  return isRefusal(put) ? put : put.map(({ entry, commitment }) => ({ entry, commitment }));
};

export const change = async (
  context: Context,
  tx: Tx,
  locked: LockedIncident,
  wish: Pick<IncidentWish<unknown>, 'actor' | 'at'>,
  act: string,
  event: IncidentEvent,
): Promise<{ version: number }> => {
  const state = evolve(locked.state, event);
  await writeChange(tx, context, locked, { at: wish.at, actor: wish.actor.account, act, event, state });
  return { version: state.version };
};

export const keepFacts = async (
  context: Context,
  tx: Tx,
  wish: IncidentWish<FactsBody>,
): Promise<{ version: number } | Refusal> => {
  const locked = await incidentAtHand(tx, wish);
  if (isRefusal(locked)) return locked;
  const sealed = await sealInto(context, tx, locked, [{ kind: 'facts', value: wish.body.facts }]);
  if (isRefusal(sealed)) return sealed;
  const [facts] = sealed;
  if (facts === undefined) throw new Error('nothing was sealed');
  const payload = { on: dayOf(wish.at), facts };
  return await change(context, tx, locked, wish, 'keep-facts', { type: 'IncidentFactsKept', payload });
};

/** Verified once for all: what was found is the same in every complaint about the event. To put it right takes reasons, as with a case. */
export const recordVerification = async (
  context: Context,
  tx: Tx,
  wish: IncidentWish<VerifyBody>,
): Promise<{ version: number } | Refusal> => {
  const locked = await incidentAtHand(tx, wish);
  if (isRefusal(locked)) return locked;
  const { verification, isAnnouncementOutdated } = locked.state;
  const { measures, reasons } = wish.body;
  if (verification !== null && reasons === undefined)
    return refuse('verified-already', { status: 422, field: 'reasons', params: { on: verification.on } });
  const said = Object.entries({ finding: wish.body.finding, measures, reasons: verification && reasons });
  const texts = said.flatMap(([kind, value]) => (value == null ? [] : [{ kind, value }]));
  const sealed = await sealInto(context, tx, locked, texts);
  if (isRefusal(sealed)) return sealed;
  const [finding] = sealed;
  if (finding === undefined) throw new Error('nothing was sealed');
  const on = dayOf(wish.at);
  const parts = Object.fromEntries(texts.map(({ kind }, i) => [kind, sealed[i]]));
  const payload = { on, finding, ...parts };
  const announced = announcementInForce(locked.state);
  if (announced !== undefined && !isAnnouncementOutdated) await markCorrected(tx, locked, announced.n, on);
  return await change(context, tx, locked, wish, 'verify-incident', { type: 'IncidentVerified', payload });
};

type Composed = Pick<IncidentPaper, 'code' | 'number' | 'templateVersion' | 'dataHash'> & {
  readonly canonical: string;
};

const keepPaper = async (
  context: Context,
  tx: Tx,
  locked: LockedIncident,
  wish: IncidentWish<unknown>,
  made: Composed,
): Promise<{ version: number } | Refusal> => {
  const sealed = await sealInto(context, tx, locked, [{ kind: 'paper', value: made.canonical }]);
  if (isRefusal(sealed)) return sealed;
  const [data] = sealed;
  if (data === undefined) throw new Error('nothing was sealed');
  const { code, number, templateVersion, dataHash } = made;
  const n = locked.state.papers.length + 1;
  const payload = { on: dayOf(wish.at), paper: { n, code, number, templateVersion, data, dataHash } };
  const event: IncidentEvent = { type: 'IncidentPaperMade', payload };
  return await change(context, tx, locked, wish, 'make-incident-paper', event);
};

/** One announcement to everybody concerned: it names no complainant. */
export const announce = async (
  context: Context,
  tx: Tx,
  wish: IncidentWish<AnnounceBody>,
): Promise<{ version: number } | Refusal> => {
  const locked = await incidentAtHand(tx, wish);
  if (isRefusal(locked)) return locked;
  if (locked.state.verification === null) {
    return refuse('announced-before-verification', {
      basis: [{ text: 'order-121', article: '38' }],
      instead: ['verify'],
    });
  }
  const unit = await unitOf(tx, locked.state.bureau);
  if (unit === undefined) throw new Error(`no unit ${locked.state.bureau}`);
  const texts = await openedTexts(context, tx, locked);
  const { verified, steps } = wish.body;
  const phone = wish.body.phone ?? unit.phone;
  const made = await makeLetter(context, tx, {
    code: 'incident-announcement',
    tenant: locked.tenant,
    unit,
    word: '消告',
    on: dayOf(wish.at),
    data: (head) => ({
      ...head,
      incident: texts.title,
      operator: texts.operatorName,
      verified,
      steps,
      phone,
    }),
  });
  await publish(tx, locked, {
    n: locked.state.papers.length + 1,
    number: made.number,
    title: texts.title,
    operator: texts.operatorName === '' ? null : texts.operatorName,
    verified,
    steps,
    phone,
    authority: unit.name,
    publishedOn: dayOf(wish.at),
    proof: made.proof,
  });
  return await keepPaper(context, tx, locked, wish, { ...made, code: 'incident-announcement' });
};

/** Whoever may announce may take it back, also once the event is closed: what is wrong does not stay published. */
export const withdrawAnnouncement = async (
  context: Context,
  tx: Tx,
  wish: IncidentWish<WithdrawAnnouncementBody>,
): Promise<{ version: number } | Refusal> => {
  const locked = await incidentOfPapers(tx, wish);
  if (isRefusal(locked)) return locked;
  const paper = announcementInForce(locked.state);
  if (paper === undefined) return refuse('no-announcement-in-force');
  const { reasons } = wish.body;
  const sealed = await sealInto(context, tx, locked, [{ kind: 'withdrawal-reasons', value: reasons }]);
  if (isRefusal(sealed)) return sealed;
  const [why] = sealed;
  if (why === undefined) throw new Error('nothing was sealed');
  const { n } = paper;
  const on = dayOf(wish.at);
  await markWithdrawn(tx, locked, { n, on, reasons });
  return await change(context, tx, locked, wish, 'withdraw-announcement', {
    type: 'IncidentAnnouncementWithdrawn',
    payload: { n, on, reasons: why },
  });
};

export const makeIncidentPaper = async (
  context: Context,
  tx: Tx,
  wish: IncidentWish<PaperBody>,
): Promise<{ version: number } | Refusal> => {
  const locked = await incidentAtHand(tx, wish);
  if (isRefusal(locked)) return locked;
  const unit = await unitOf(tx, locked.state.bureau);
  if (unit === undefined) throw new Error(`no unit ${locked.state.bureau}`);
  const asOf = dayOf(wish.at);
  const { code } = wish.body;
  const paper =
    code === 'incident-fact-sheet'
      ? await factSheet(context, tx, locked, { actor: wish.actor, authority: unit.name, asOf })
      : await claimants(context, tx, locked, { actor: wish.actor, authority: unit.name, asOf });
  const made = { code, number: null, templateVersion: paper.templateVersion, ...keptPaper(paper) };
  return await keepPaper(context, tx, locked, wish, made);
};

type Making = { readonly actor: Actor; readonly authority: string; readonly asOf: Day };

/** The same whichever unit makes it: it names nobody. */
const factSheet = async (context: Context, tx: Tx, locked: LockedIncident, { actor, authority, asOf }: Making) => {
  const texts = await openedTexts(context, tx, locked);
  const standings = await standingsOf(tx, actor, locked);
  const victims = await inWholeAuthority(tx, actor, [locked.tenant], () => victimsOf(context, tx, locked));
  const data = {
    incident: texts.title,
    authority,
    operator: texts.operatorName,
    asOf,
    cases: standings.cases,
    claimants: victims.people.length,
    erased: victims.erased.complaints,
    amount: totalOf(victims),
    facts: texts.facts,
    verification: texts.finding,
    measures: texts.measures,
  };
  return composePaper('incident-fact-sheet', data, context.texts('zh-CN'));
};

/** Names those whose complaints the maker sees, and how many complaints of other units it leaves out. */
const claimants = async (context: Context, tx: Tx, locked: LockedIncident, { actor, authority, asOf }: Making) => {
  const t = context.texts('zh-CN');
  const texts = await openedTexts(context, tx, locked);
  const { people, erased } = await victimsOf(context, tx, locked);
  const { elsewhere } = await countsIn(tx, actor, locked);
  const data = {
    incident: texts.title,
    authority,
    asOf,
    erased: { complaints: erased.complaints, amount: erased.amountFen },
    elsewhere: elsewhere.cases,
    claimants: people.map((one) => ({
      caseNumber: one.complaints.filter((number) => one.repeats.every((again) => again.number !== number)).join('\n'),
      repeats: one.repeats.map(({ number }) => number),
      name: one.name,
      phone: one.phone,
      amount: one.amountFen,
      claim: one.claims.map(({ kind }) => t(`filing:claim.${kind}`)).join('、'),
    })),
  };
  return composePaper('incident-claimants', data, t);
};

export const closeIncident = async (
  context: Context,
  tx: Tx,
  wish: IncidentWish<Record<string, never>>,
): Promise<{ version: number } | Refusal> => {
  const locked = await incidentAtHand(tx, wish);
  if (isRefusal(locked)) return locked;
  const { open: count, elsewhere } = await countsIn(tx, wish.actor, locked);
  if (elsewhere.open > 0)
    return refuse('incident-has-open-complaints-elsewhere', { params: { count, elsewhere: elsewhere.open } });
  if (count > 0) return refuse('incident-has-open-complaints', { params: { count } });
  const payload = { on: dayOf(wish.at) };
  return await change(context, tx, locked, wish, 'close-incident', { type: 'IncidentClosed', payload });
};
