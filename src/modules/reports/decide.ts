import type { Actor } from '#kernel/actor.ts';
import { compareDays, type Day } from '#kernel/day.ts';
import type { LimitsMoved } from '#kernel/limits-moved.ts';
import { dayInNumber } from '#kernel/public-number.ts';
import { correctedReceiptObjection } from '#kernel/receipt-day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { versionsOf } from '#kernel/rule.ts';
import { clocksOf, type LawFacts } from './clocks.ts';
import { refusedUnder } from './governing.ts';
import {
  correctionObjection,
  erasureBarOf,
  prolongObjection,
  receiptDayObjection,
  reckoningObjection,
  reporterErasureObjection,
} from './permits.ts';
import { withReceiptDay } from './receipts.ts';
import type { Report, ReportEvent, Reporter, Sealed } from './report.ts';
import { verifiedUntil } from './retirement.ts';

const basis = [{ text: 'order-121', article: '27' }];

export type Facts = { readonly actor: Actor; readonly today: Day; readonly law: LawFacts };

/** Fifteen working days more, once, approved by the bureau's head before the first fifteen are over. */
export const prolongVerification = (reasons: Sealed, state: Report, facts: Facts): ReportEvent | Refusal =>
  refusedUnder(prolonged(reasons, state, facts), state, facts.today, facts.law);

const prolonged = (reasons: Sealed, state: Report, facts: Facts): ReportEvent | Refusal => {
  const objection = prolongObjection(facts.actor, state);
  if (objection !== undefined) return objection;
  if (state.prolongedOn !== null) return refuse('already-prolonged', { basis, params: { on: state.prolongedOn } });
  const [first] = clocksOf(state, facts.law);
  const dueOn = first?.reckoning.dueOn ?? null;
  if (dueOn !== null && first?.reckoning.provisional !== true && compareDays(facts.today, dueOn) > 0)
    return refuse('verification-limit-over', { basis, params: { dueOn } });
  return { type: 'VerificationProlonged', payload: { on: facts.today, approvedBy: facts.actor.account, reasons } };
};

export type ReceiptWish = {
  readonly receivedOn: Day;
  readonly reasons: Sealed;
  /** Day the complaint came in, of a clue found in it; nothing was found before. */
  readonly complaintCameInOn?: Day | undefined;
};

/** A wrong day of receipt, or of the finding of a clue, put right: the law of the report and its limits follow (CMP-05, CMP-06). */
export const correctReportReceipt = (wish: ReceiptWish, state: Report, facts: Facts): ReportEvent | Refusal =>
  refusedUnder(receiptCorrected(wish, state, facts), state, facts.today, facts.law);

const receiptCorrected = (
  { receivedOn, reasons, complaintCameInOn: cameIn }: ReceiptWish,
  state: Report,
  facts: Facts,
): ReportEvent | Refusal => {
  const { receivedOn: was } = state;
  const objection =
    receiptDayObjection(facts.actor, state) ??
    correctedReceiptObjection(receivedOn, {
      was,
      today: facts.today,
      since: versionsOf(facts.law.rulebook, 'CMP-05')[0]?.effectiveFrom,
      followed: [dayInNumber(state.number), state.prolongedOn, state.from?.on],
      basis: [...basis, { text: 'order-121', article: '45' }],
    }) ??
    (cameIn !== undefined && compareDays(receivedOn, cameIn) < 0
      ? refuse('clue-before-the-complaint', { status: 422, field: 'receivedOn', basis, params: { since: cameIn } })
      : undefined);
  if (objection !== undefined) return objection;
  const before = new Map(clocksOf(state, facts.law).map(({ rule, reckoning }) => [rule, reckoning.dueOn]));
  const moved = clocksOf(withReceiptDay(state, { was, receivedOn }), facts.law).flatMap(
    ({ rule, reckoning: { dueOn: to } }) => {
      const from = before.get(rule);
      return from == null || to === null || from === to ? [] : [{ rule, from, to }];
    },
  );
  const { account: approvedBy } = facts.actor;
  return {
    type: 'ReportReceiptCorrected',
    payload: { was, receivedOn, on: facts.today, approvedBy, reasons, moved },
  };
};

export type ReckoningCause =
  | { readonly year: number }
  | { readonly rule: string; readonly name: string }
  | { readonly corrected: string };

/** The limits follow a notice on days off, or a decision on what the law leaves open; undefined: they stay as they are. */
export const reckonReportAnew = (
  cause: ReckoningCause,
  told: LimitsMoved | undefined,
  { actor, today: on }: Pick<Facts, 'actor' | 'today'>,
): Extract<ReportEvent, { type: 'CalendarReckonedAnew' | 'SettingReckonedAnew' | 'RuleReckonedAnew' }> | Refusal => {
  const objection = reckoningObjection(actor);
  if (objection !== undefined) return objection;
  if (told === undefined) return refuse('nothing-moved');
  if ('year' in cause) return { type: 'CalendarReckonedAnew', payload: { on, year: cause.year, ...told } };
  return 'corrected' in cause
    ? { type: 'RuleReckonedAnew', payload: { on, rule: cause.corrected, ...told } }
    : { type: 'SettingReckonedAnew', payload: { on, rule: cause.rule, name: cause.name, ...told } };
};

/** Only what was put right stands in the event; the rest stays as it was given. */
export const correctReporter = (
  fields: Reporter['fields'],
  person: string,
  state: Report,
  actor: Actor,
): ReportEvent | Refusal =>
  correctionObjection(actor, state, person) ?? { type: 'ReporterCorrected', payload: { fields } };

export const eraseReporter = (
  { person, basis: ground }: { readonly person: string; readonly basis: string },
  state: Report,
  { actor, today, law }: Facts,
): ReportEvent | Refusal => {
  const bar = erasureBarOf(state, verifiedUntil(state, law), today);
  return (
    reporterErasureObjection(actor, state, person, bar) ?? {
      type: 'ReporterErased',
      payload: { person, basis: ground, on: today },
    }
  );
};
