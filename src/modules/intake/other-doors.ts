import type { Actor } from '#kernel/actor.ts';
import { type Day, dayOf } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { Language } from '#kernel/translate.ts';
import { arrivalAt, centreFor, openUnitOf, type Unit } from '#modules/directory/facade.ts';
import { fileReport, type ReportEvidence, type ReportMade, type ReportRequest } from '#modules/reports/facade.ts';
import type { Context } from '#platform/context.ts';
import { nobody, type Tx } from '#platform/db.ts';
import { type Arrival, objectionToChannel, objectionToReceipt, type ReceiptLaw } from './channel-objection.ts';
import { objectionToCodes } from './code-objection.ts';
import { ask } from './consultations/ask.ts';
import type { QuestionReceipt, QuestionRequest } from './consultations/contract.ts';
import { doorFor } from './front-door.ts';
import { objectionToTakingDown } from './permits.ts';
import { objectionToEmails } from './request-objection.ts';

/** Entered by the reporter's own hand: the history of a report never names an account as its author. */
const ownHand = 'system:front-door';

/** A day of receipt is stated where something was entered later; without one the day of entry counts. */
const objectionToArrival = (arrival: Arrival, actor: Actor, at: Date, law: ReceiptLaw): Refusal | undefined =>
  objectionToChannel(arrival, actor) ??
  (arrival.receivedOn === undefined ? undefined : objectionToReceipt(arrival, dayOf(at), law));

export type ReportAtDoor = {
  readonly actor: Actor;
  readonly at: Date;
  readonly request: ReportRequest;
  readonly evidence: readonly ReportEvidence[];
  /** Account of a real-name reporter; undefined for one who gives no name. */
  readonly reporterAccount?: string | undefined;
  readonly home?: string | undefined;
  readonly language?: Language;
};

/** Settles which bureau verifies a report, and has it made. Leaves the transaction able to write in that tenant only. */
export const reportAtFrontDoor = async (
  context: Context,
  tx: Tx,
  filing: ReportAtDoor,
): Promise<ReportMade | Refusal> => {
  const { actor, at, request, home } = filing;
  const { rulebook } = context.law();
  const objection =
    objectionToTakingDown(actor, 'report') ??
    objectionToArrival(request, actor, at, { rulebook, rule: 'CMP-05' }) ??
    (await objectionToCodes(context, filing, (work) => work(tx)));
  if (objection !== undefined) return objection;
  const { clue: _clue, ...respondent } = request.reported;
  const asked = { respondent, ...(request.bureau === undefined ? {} : { bureau: request.bureau }) };
  const door = await doorFor(context, { actor, at, request: asked, what: 'report', home }, (work) => work(tx));
  if ('refusal' in door) return door;
  const isStaff = actor.kind === 'staff';
  const enteredBy = isStaff ? actor.account : ownHand;
  await tx.rescope({ ...nobody, account: enteredBy, writes: [door.tenant] });
  return await fileReport(context, tx, {
    at,
    enteredBy,
    request,
    channel: request.channel ?? (isStaff ? 'counter' : 'web'),
    tenant: door.tenant,
    bureau: door.bureau,
    intake: door.intake,
    reporterAccount: filing.reporterAccount,
    evidence: filing.evidence,
    ...(request.receivedOn === undefined ? {} : { receivedOn: request.receivedOn as Day }),
    ...(filing.language === undefined ? {} : { language: filing.language }),
  });
};

export type QuestionAtDoor = {
  readonly actor: Actor;
  readonly at: Date;
  readonly request: QuestionRequest;
  readonly askerAccount?: string | undefined;
  readonly home?: string | undefined;
  readonly language?: Language;
};

/** The unit named or the officer's own, a station too; what can be put to none of them goes to the intake centre. */
const unitForQuestion = async (tx: Tx, { actor, at, request, home }: QuestionAtDoor): Promise<Unit | undefined> => {
  const on = dayOf(at);
  const chosen = request.bureau ?? (actor.kind === 'staff' ? actor.bureau : undefined);
  const named = chosen === undefined ? undefined : await openUnitOf(tx, chosen, on);
  if (named?.kind === 'station') return named;
  const arrival = named === undefined ? undefined : await arrivalAt(tx, named.id, 'question', on);
  if (arrival !== undefined || actor.kind === 'staff') return arrival?.unit;
  const tenant = named?.tenant ?? (request.bureau === undefined ? home : undefined);
  return tenant === undefined ? undefined : (await centreFor(tx, tenant, 'question', on))?.unit;
};

/** A question is answered where it is put: by the officer's own unit, or by the intake centre of the site. */
export const askAtFrontDoor = async (
  context: Context,
  tx: Tx,
  question: QuestionAtDoor,
): Promise<QuestionReceipt | Refusal> => {
  const { actor, at, request } = question;
  const objection =
    objectionToTakingDown(actor, 'question') ??
    objectionToArrival(request, actor, at, { rulebook: context.law().rulebook }) ??
    (await objectionToCodes(context, question, (work) => work(tx)));
  if (objection !== undefined) return objection;
  const unreadable = objectionToEmails(request);
  if (unreadable !== undefined) return unreadable;
  const unit = await unitForQuestion(tx, question);
  if (unit === undefined || (actor.kind === 'staff' && !actor.bureaus.includes(unit.id)))
    return refuse('no-such-bureau', { status: 422, field: 'bureau' });
  const isStaff = actor.kind === 'staff';
  const account = question.askerAccount ?? (actor.kind === 'consumer' ? actor.account : undefined);
  await tx.rescope({
    tenants: [unit.tenant],
    bureaus: [unit.id],
    principals: actor.principals,
    account: actor.account,
    writes: [unit.tenant],
  });
  return await ask(context, tx, {
    at,
    enteredBy: actor.account,
    tenant: unit.tenant,
    bureau: unit.id,
    channel: request.channel ?? (isStaff ? 'counter' : 'web'),
    asker: { ...request.asker, account },
    question: request.question,
    problemCode: request.problemCode,
    externalNumber: request.externalNumber,
    largePrint: request.largePrint,
    ...(request.receivedOn === undefined ? {} : { receivedOn: request.receivedOn as Day }),
    ...(question.language === undefined ? {} : { language: question.language }),
  });
};
