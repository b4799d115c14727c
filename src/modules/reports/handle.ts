import type { Actor } from '#kernel/actor.ts';
import { compareDays, type Day, dayOf } from '#kernel/day.ts';
import { publicNumber } from '#kernel/public-number.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import type { Language } from '#kernel/translate.ts';
import { complaintBrief, scopeOf } from '#modules/complaints/facade.ts';
import { codeObjection, isFoodMatter } from '#modules/directory/facade.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { bindInHand, itemsInHand } from '#platform/files/in-hand.ts';
import { versionFault } from '#platform/http/etag.ts';
import { chance, newId } from '#platform/ids.ts';
import { clocksOf, type LawFacts } from './clocks.ts';
import type { ClueBody, ReceiptBody, ReportReceipt, ReportRequest, TellBody } from './contract.ts';
import { correctReportReceipt, prolongVerification } from './decide.ts';
import { sealReport, withContentHash } from './filing.ts';
import { refusedUnder } from './governing.ts';
import { clueObjection, phaseObjection, receiptDayObjection, tellObjection } from './permits.ts';
import {
  evolve,
  type LinkedFrom,
  type ReportChannel,
  type ReportEvent,
  type ReportEvidence,
  type ReportFiling,
  type Sealed,
} from './report.ts';
import {
  type LockedReport,
  lockReport,
  writeChange,
  writeNewReport,
  writeProlonged,
  writeReceiptDay,
} from './store.ts';

export const lawFor = (context: Context, tenant: string): LawFacts => {
  const { calendar, rulebook, settingsOf } = context.law();
  return { calendar, rulebook, settings: settingsOf(tenant) };
};

/** A report once the front door has settled which bureau it goes to. */
export type ReportOrder = {
  readonly at: Date;
  /** Account of who enters it; a reporter's own account never stands in the history. */
  readonly enteredBy: string;
  readonly request: ReportRequest;
  readonly channel: ReportChannel;
  readonly tenant: string;
  readonly bureau: string;
  readonly intake: string;
  readonly reporterAccount?: string | undefined;
  readonly evidence: readonly ReportEvidence[];
  readonly language?: Language;
  /** The day it came in, where it was entered later (Order 121 art. 45). */
  readonly receivedOn?: Day;
};

export type ReportMade = ReportReceipt & { readonly tenant: string; readonly stream: string };

/** Makes the report in the caller's transaction, whose scope must be allowed to write in the tenant. */
export const fileReport = async (context: Context, tx: Tx, order: ReportOrder): Promise<ReportMade> => {
  const { request, tenant, at } = order;
  const on = dayOf(at);
  return await begin(context, tx, {
    at,
    tenant,
    actor: order.enteredBy,
    act: 'file-report',
    texts: request,
    reporterAccount: order.reporterAccount,
    filing: {
      number: publicNumber('R', tenant, on, chance(6)),
      source: { by: 'reporter', channel: order.channel },
      bureau: order.bureau,
      intake: order.intake,
      receivedOn: order.receivedOn ?? on,
      food: isFoodMatter({ problem: request.problemCode }),
      evidence: order.evidence,
      ...(request.problemCode === undefined ? {} : { problemCode: request.problemCode }),
      ...(request.externalNumber === undefined ? {} : { externalNumber: request.externalNumber }),
      ...(order.language === undefined ? {} : { language: order.language }),
    },
  });
};

/** A report that another bureau handed over (decisions 0022 and 0026): ids and day of receipt are settled. */
export type LinkedReportOrder = {
  readonly at: Date;
  readonly enteredBy: string;
  readonly tenant: string;
  readonly stream: string;
  readonly number: string;
  readonly bureau: string;
  readonly intake: string;
  readonly channel: ReportChannel;
  readonly texts: Beginning['texts'];
  readonly person?: string;
  readonly reporterAccount?: string;
  readonly problemCode?: string;
  readonly externalNumber?: string;
  readonly language?: Language;
  readonly evidence: readonly ReportEvidence[];
  readonly from: Omit<LinkedFrom, 'reasons'> & { readonly reasons: string };
  readonly food?: boolean;
  readonly receivedOn?: Day;
};

export const fileLinkedReport = async (context: Context, tx: Tx, order: LinkedReportOrder): Promise<ReportMade> => {
  const { at, enteredBy, tenant, stream, texts, person, reporterAccount, from, channel, ...filing } = order;
  const { reasons, ...link } = from;
  return await begin(context, tx, {
    at,
    tenant,
    stream,
    actor: enteredBy,
    act: 'file-report',
    texts: { ...texts, handedReasons: reasons, ...(person === undefined ? {} : { person }) },
    reporterAccount,
    filing: {
      ...filing,
      source: { by: 'reporter', channel },
      receivedOn: filing.receivedOn ?? link.on,
      food: filing.food ?? true,
    },
    from: link,
  });
};

/** What the event says of a file: neither who gave it nor for which side. */
export const reportEvidence = ({ file, sha256, mediaType, bytes }: ReportEvidence): ReportEvidence => ({
  file,
  sha256,
  mediaType,
  bytes,
});

export type ClueOrder = {
  readonly actor: Actor;
  readonly at: Date;
  readonly complaint: string;
  readonly body: ClueBody;
};

/**
 * A breach seen while handling a complaint starts a verification of its own (Order 121 art. 27). The complaint is only
 * read: nothing of the clue is written to its history, its row, its numbers or its audit lines.
 */
export const noteClue = async (context: Context, tx: Tx, order: ClueOrder): Promise<ReportMade | Refusal> => {
  const { actor, at, body } = order;
  const complaint = await complaintBrief(tx, order.complaint);
  if (complaint === undefined) return refuse('complaint-not-found', { status: 404 });
  const today = dayOf(at);
  const foundOn = (body.foundOn ?? today) as Day;
  const { tenant } = complaint;
  const objection =
    clueObjection(actor, complaint) ??
    (await codeObjection(tx, { problemCode: body.problemCode }, today)) ??
    foundOnObjection(foundOn, today, complaint.cameInOn);
  if (objection !== undefined) return refusedUnder(objection, { receivedOn: foundOn }, today, lawFor(context, tenant));
  const files = await itemsInHand(context, tx, actor, body.evidence ?? [], 'evidence');
  if (isRefusal(files)) return files;
  const made = await begin(context, tx, {
    at,
    tenant,
    actor: actor.account,
    act: 'find-clue',
    texts: {
      clue: body.clue,
      ...(body.basis === undefined ? {} : { basis: body.basis }),
      reported: {
        kind: 'unknown',
        ...(complaint.operator === null ? {} : { operator: complaint.operator }),
        ...(complaint.respondentName === null ? {} : { name: complaint.respondentName }),
      },
    },
    filing: {
      number: publicNumber('R', tenant, today, chance(6)),
      source: { by: 'mediation', complaint: complaint.number, foundBy: actor.account },
      bureau: complaint.bureau,
      intake: complaint.intake,
      receivedOn: foundOn,
      food: isFoodMatter({ problem: body.problemCode }) || complaint.food,
      evidence: files.map(reportEvidence),
      ...(body.problemCode === undefined ? {} : { problemCode: body.problemCode }),
    },
  });
  // They go from the finder's hand to the reports desk: the finder does not see them again.
  const unbound = await bindInHand(context, tx, actor, files, made, scopeOf(actor));
  if (unbound !== undefined) throw new Error(`files of a clue could not be bound: ${unbound.refusal}`);
  return made;
};

const foundOnObjection = (foundOn: Day, today: Day, since: Day): Refusal | undefined => {
  if (compareDays(foundOn, today) > 0) return refuse('clue-day-ahead', { status: 422, field: 'foundOn' });
  if (compareDays(foundOn, since) >= 0) return undefined;
  const basis = [{ text: 'order-121', article: '27' }];
  return refuse('clue-before-the-complaint', { status: 422, field: 'foundOn', basis, params: { since } });
};

type Beginning = {
  readonly at: Date;
  readonly tenant: string;
  readonly actor: string;
  readonly act: 'file-report' | 'find-clue';
  readonly stream?: string;
  readonly texts: Parameters<typeof sealReport>[2];
  readonly reporterAccount?: string | undefined;
  readonly filing: Omit<ReportFiling, 'reporter' | 'reported' | 'clue' | 'basis' | 'place' | 'from' | 'contentHash'>;
  readonly from?: Omit<LinkedFrom, 'reasons'>;
};

const begin = async (context: Context, tx: Tx, beginning: Beginning): Promise<ReportMade> => {
  const { tenant, at, act, texts, from } = beginning;
  const stream = beginning.stream ?? newId();
  await context.vault.load(tenant, tx);
  const sealed = sealReport(context, { tenant, stream }, texts);
  const filing = withContentHash({
    ...beginning.filing,
    reporter: sealed.reporter,
    reported: sealed.reported,
    ...sealed.refs,
    ...(from === undefined || sealed.handedReasons === undefined
      ? {}
      : { from: { ...from, reasons: sealed.handedReasons } }),
  });
  const event: ReportEvent = { type: act === 'find-clue' ? 'ClueFound' : 'ReportFiled', payload: filing };
  const state = evolve(undefined, event);
  const clocks = clocksOf(state, lawFor(context, tenant));
  await writeNewReport(tx, context, {
    tenant,
    stream,
    at,
    actor: beginning.actor,
    act,
    event,
    state,
    clocks,
    entries: sealed.entries,
    reporter:
      texts.reporter === undefined || sealed.reporter === null
        ? undefined
        : {
            person: sealed.reporter.person,
            account: beginning.reporterAccount,
            ...context.keyring.digest('phone', texts.reporter.phone),
          },
  });
  return {
    number: filing.number,
    filedAt: at.toISOString(),
    contentHash: filing.contentHash,
    receivedOn: filing.receivedOn,
    dueOn: clocks[0]?.reckoning.dueOn ?? null,
    bureau: filing.bureau,
    tenant,
    stream,
  };
};

export type Prolonging = {
  readonly actor: Actor;
  readonly at: Date;
  readonly number: string;
  readonly reasons: string;
  readonly expectedVersion: number;
};

/** The caller's scope must be the desk's (`deskScope`). */
export const prolong = async (context: Context, tx: Tx, wish: Prolonging): Promise<{ version: number } | Refusal> => {
  const locked = await lockReport(tx, wish.number);
  if (locked === undefined) return refuse('report-not-found', { status: 404 });
  const { tenant, state } = locked;
  const stale = versionFault(wish.expectedVersion, state.version);
  if (stale !== undefined) return stale;
  // Before anything is sealed: the key of a report that was let go is destroyed.
  if (state.phase !== 'verifying') return phaseObjection(state);
  const law = lawFor(context, tenant);
  const reasons = await sealReasons(context, tx, locked, wish.reasons);
  if ('refusal' in reasons) return reasons;
  const facts = { actor: wish.actor, today: dayOf(wish.at), law };
  const event = prolongVerification(reasons, state, facts);
  if (isRefusal(event)) return event;
  const after = evolve(state, event);
  await writeProlonged(tx, context, locked, {
    at: wish.at,
    actor: wish.actor.account,
    event,
    state: after,
    clocks: clocksOf(after, law),
  });
  return { version: after.version };
};

const sealReasons = async (
  context: Context,
  tx: Tx,
  { tenant, stream }: LockedReport,
  value: string,
): Promise<Sealed | Refusal> => {
  const entries = [{ kind: 'reasons', value }];
  const put = await context.vault.putEntries(tx, { tenant, stream, person: stream, entries });
  if (isRefusal(put)) return put;
  const [reasons] = put;
  if (reasons === undefined) throw new Error('nothing was sealed');
  return { entry: reasons.entry, commitment: reasons.commitment };
};

export type ReceiptDayWish = Omit<Prolonging, 'reasons'> & { readonly body: ReceiptBody };

/** In the desk's scope: the day on which it was received, or a clue was found, put right by the head. */
export const correctReceiptOf = async (
  context: Context,
  tx: Tx,
  { actor, at, number, expectedVersion, body }: ReceiptDayWish,
): Promise<{ version: number } | Refusal> => {
  const locked = await lockReport(tx, number);
  if (locked === undefined) return refuse('report-not-found', { status: 404 });
  const { tenant, state } = locked;
  const stale = versionFault(expectedVersion, state.version);
  if (stale !== undefined) return stale;
  // Before anything is sealed: the key of a report that was let go is destroyed.
  const law = lawFor(context, tenant);
  const objection = receiptDayObjection(actor, state);
  if (objection !== undefined) return refusedUnder(objection, state, dayOf(at), law);
  const { source } = state;
  const complaint = source.by === 'mediation' ? await complaintBrief(tx, source.complaint) : undefined;
  const reasons = await sealReasons(context, tx, locked, body.reasons);
  if ('refusal' in reasons) return reasons;
  const wish = { receivedOn: body.receivedOn as Day, reasons, complaintCameInOn: complaint?.cameInOn };
  const event = correctReportReceipt(wish, state, { actor, today: dayOf(at), law });
  if (isRefusal(event)) return event;
  const after = evolve(state, event);
  await writeReceiptDay(tx, context, locked, {
    at,
    actor: actor.account,
    event,
    state: after,
    clocks: clocksOf(after, law),
  });
  return { version: after.version };
};

export type Told = {
  readonly actor: Actor;
  readonly at: Date;
  readonly number: string;
  readonly expectedVersion: number;
  readonly body: TellBody;
};

/** How a letter about the transfer left: an officer says so, for a message would tell whoever holds the phone. */
export const tellOfReport = async (context: Context, tx: Tx, wish: Told): Promise<{ version: number } | Refusal> => {
  const { actor, at, body } = wish;
  const locked = await lockReport(tx, wish.number);
  if (locked === undefined) return refuse('report-not-found', { status: 404 });
  const { state } = locked;
  const stale = versionFault(wish.expectedVersion, state.version);
  if (stale !== undefined) return stale;
  const objection = tellObjection(actor, state, body.paper);
  if (objection !== undefined) return objection;
  const { paper: n, channel, outcome } = body;
  const event: ReportEvent = { type: 'ReportTold', payload: { n, channel, outcome, on: dayOf(at) } };
  const after = evolve(state, event);
  await writeChange(tx, context, locked, {
    at,
    actor: actor.account,
    act: 'tell-of-report',
    event,
    state: after,
    clocks: clocksOf(after, lawFor(context, locked.tenant)),
  });
  return { version: after.version };
};
