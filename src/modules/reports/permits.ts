import type { Actor, Role } from '#kernel/actor.ts';
import { compareDays, type Day } from '#kernel/day.ts';
import { type LegalBasis, type Refusal, refuse } from '#kernel/refusal.ts';
import { knownReporter, owedPapers, type Report } from './report.ts';

/** Asks for the approval whatever the order: Order 20 named none. */
const penaltyProcedure18: LegalBasis = { text: 'penalty-procedure', article: '18' };

const o121 = (article: string): LegalBasis => ({ text: 'order-121', article });

/** Who may note a clue: those who mediate or decide, in the bureau where the complaint lies or at its station that works on it. */
export const clueFinders: readonly Role[] = ['handler', 'mediator', 'bureau-head'];

/** A clue is found in mediation or when its file is read again; before acceptance there is only the complaint itself. */
export const cluePhases: readonly string[] = [
  'under-review',
  'accepted',
  'mediating',
  'interrupted',
  'appraisal',
  'agreed',
  'terminated',
  'withdrawn',
  'refused',
];

export const clueObjection = (
  actor: Actor,
  complaint: { readonly bureau: string; readonly phase: string; readonly atStation: string | null },
): Refusal | undefined => {
  // Art. 30: a station acts in the name of its bureau, which verifies what was found.
  const isHere =
    actor.bureaus.includes(complaint.bureau) ||
    (complaint.atStation !== null && actor.principals.includes(complaint.atStation));
  const mayFind = actor.kind === 'staff' && isHere && actor.roles.some((role) => clueFinders.includes(role));
  if (!mayFind) return refuse('not-permitted', { status: 403, basis: [o121('27')] });
  if (!cluePhases.includes(complaint.phase)) return refuse('no-clue-in-this-state', { basis: [o121('27')] });
  return undefined;
};

export const prolongObjection = (actor: Actor, report: { readonly bureau: string }): Refusal | undefined =>
  actor.roles.includes('bureau-head') && actor.bureaus.includes(report.bureau)
    ? undefined
    : refuse('prolonging-needs-the-head', { status: 403, basis: [o121('27'), penaltyProcedure18] });

/** The head alone, and only of a day that somebody here wrote down: where the limit runs. */
export const receiptDayObjection = (actor: Actor, report: Report): Refusal | undefined => {
  const basis = [o121('27'), o121('45')];
  if (!actor.roles.includes('bureau-head') || !actor.bureaus.includes(report.bureau))
    return refuse('receipt-day-needs-the-head', { status: 403, basis });
  if (report.phase !== 'verifying') return phaseObjection(report);
  const { source, from } = report;
  if (source.by === 'reporter' && source.channel === 'web') return refuse('received-as-filed', { basis });
  // Within one authority the unit to which it was passed goes on from the first receipt, and puts that right as well.
  const isFirst = from === undefined || (from.way !== undefined && report.receivedOn === from.firstReceivedOn);
  return isFirst ? undefined : refuse('received-elsewhere', { basis, params: { number: from.number } });
};

/** Nobody asks for it: the platform does it once the law has changed. */
export const reckoningObjection = (actor: Actor): Refusal | undefined =>
  actor.kind === 'system' ? undefined : refuse('not-permitted', { status: 403, basis: [o121('45')] });

const fsl115: LegalBasis = { text: 'fsl', article: '115' };
const verifiers: readonly Role[] = ['handler', 'bureau-head'];

const verifies = (actor: Actor, report: { readonly bureau: string }): boolean =>
  actor.bureaus.includes(report.bureau) && actor.roles.some((role) => verifiers.includes(role));

/** Who has it in hand: those who verify, and at the intake body those who take in and distribute. */
const holds = (actor: Actor, report: { readonly bureau: string; readonly intake: string }): boolean =>
  verifies(actor, report) ||
  (report.bureau === report.intake && actor.bureaus.includes(report.bureau) && actor.roles.includes('intake-officer'));

/** The platform gives back to the intake body what lies where nobody verifies. */
const bringsBack = (actor: Actor, report: { readonly bureau: string; readonly intake: string }): boolean =>
  actor.kind === 'system' && actor.bureaus.includes(report.bureau) && report.bureau !== report.intake;

/** Only what somebody reported goes elsewhere: a clue of one's own is verified here. */
export const transferObjection = (actor: Actor, report: Report): Refusal | undefined => {
  if (!holds(actor, report) && !bringsBack(actor, report))
    return refuse('not-permitted', { status: 403, basis: [fsl115, o121('41')] });
  if (report.phase !== 'verifying') return phaseObjection(report);
  return report.source.by === 'reporter' ? undefined : refuse('clue-is-not-transferred', { basis: [fsl115] });
};

/** What no longer lies here to be verified. */
export const phaseObjection = ({ phase, transferredTo }: Report): Refusal =>
  phase === 'retired'
    ? refuse('report-retired', { status: 409 })
    : refuse('report-transferred', { status: 409, params: { to: transferredTo ?? '' } });

/** A unit of the instance by its id, or a body outside by its name; what goes by letter alone is food. */
export const receiverObjection = (
  { to, unit }: { readonly to?: string; readonly unit?: string },
  food: boolean,
): Refusal | undefined => {
  if ((to === undefined) === (unit === undefined))
    return refuse(to === undefined ? 'receiving-body-not-named' : 'bureau-named-twice', {
      status: 422,
      field: 'to',
      basis: [fsl115],
    });
  return unit !== undefined || food
    ? undefined
    : refuse('transfer-is-for-food-reports', { basis: [fsl115, o121('34')] });
};

export const tellObjection = (actor: Actor, report: Report, n: number): Refusal | undefined => {
  if (!holds(actor, report)) return refuse('not-permitted', { status: 403, basis: [fsl115] });
  if (!report.papers.some((paper) => paper.n === n))
    return refuse('no-such-paper', { status: 404, field: 'paper', params: { paper: n } });
  return owedPapers(report).some((paper) => paper.n === n)
    ? undefined
    : refuse('paper-told-already', { status: 409, field: 'paper', params: { paper: n } });
};

/** PIPL art. 46: who has the report in hand puts right what is known of the reporter. */
export const correctionObjection = (actor: Actor, report: Report, person: string): Refusal | undefined => {
  if (!holds(actor, report)) return refuse('not-permitted', { status: 403, basis: [{ text: 'pipl', article: '46' }] });
  return knownReporter(report)?.person === person ? undefined : noSuchReporter();
};

/** PIPL art. 45: who has the report in hand tells the reporter, and nobody else, what it holds of them. */
export const answerObjection = (actor: Actor, report: Report, person: string): Refusal | undefined => {
  if (!holds(actor, report)) return refuse('not-permitted', { status: 403, basis: [{ text: 'pipl', article: '45' }] });
  return knownReporter(report)?.person === person ? undefined : noSuchReporter();
};

const noSuchReporter = (): Refusal => refuse('person-not-found', { status: 404, field: 'person' });

/** Why erasing the reporter would be refused now, whoever wished it (PIPL art. 47; decisions 0025 and 0028). */
export const erasureBarOf = (report: Report, verifiedUntil: Day, today: Day): 'case-runs' | 'papers-owed' | null => {
  if (report.phase === 'verifying' && compareDays(today, verifiedUntil) <= 0) return 'case-runs';
  return owedPapers(report).length > 0 ? 'papers-owed' : null;
};

/** PIPL art. 47: the head, and neither while it is verified nor while a letter about it is owed. */
export const reporterErasureObjection = (
  actor: Actor,
  report: Report,
  person: string,
  bar: 'case-runs' | 'papers-owed' | null,
): Refusal | undefined => {
  const basis = [{ text: 'pipl', article: '47' }];
  if (!actor.roles.includes('bureau-head') || !actor.bureaus.includes(report.bureau))
    return refuse('not-permitted', { status: 403, basis });
  if (knownReporter(report)?.person !== person) return noSuchReporter();
  if (bar === 'case-runs') return refuse('reporter-erased-while-verifying', { basis });
  return bar === null ? undefined : refuse('reporter-erased-before-told', { basis });
};

/** Whoever works at the reports desk keeps a report whole for a review, suit or inquiry; the head lets it go again. */
export const holdObjection = (
  actor: Actor,
  report: { readonly bureau: string },
  act: 'place-hold' | 'lift-hold',
): Refusal | undefined => {
  const roles: readonly Role[] = act === 'lift-hold' ? ['bureau-head'] : ['handler', 'bureau-head'];
  const may = actor.bureaus.includes(report.bureau) && actor.roles.some((role) => roles.includes(role));
  return may ? undefined : refuse('not-permitted', { status: 403, basis: [{ text: 'pipl', article: '47(2)' }] });
};
