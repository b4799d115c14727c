import type { Actor } from '#kernel/actor.ts';
import { compareDays, type Day } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { clocksOf, type LawFacts } from './clocks.ts';
import { correctionObjection, erasureBarOf, prolongObjection, reporterErasureObjection } from './permits.ts';
import type { Report, ReportEvent, Reporter, Sealed } from './report.ts';
import { verifiedUntil } from './retirement.ts';

const basis = [{ text: 'order-121', article: '27' }];

export type Facts = { readonly actor: Actor; readonly today: Day; readonly law: LawFacts };

/** Fifteen working days more, once, approved by the bureau's head before the first fifteen are over. */
export const prolongVerification = (reasons: Sealed, state: Report, facts: Facts): ReportEvent | Refusal => {
  const objection = prolongObjection(facts.actor, state);
  if (objection !== undefined) return objection;
  if (state.prolongedOn !== null) return refuse('already-prolonged', { basis, params: { on: state.prolongedOn } });
  const [first] = clocksOf(state, facts.law);
  const dueOn = first?.reckoning.dueOn ?? null;
  if (dueOn !== null && first?.reckoning.provisional !== true && compareDays(facts.today, dueOn) > 0)
    return refuse('verification-limit-over', { basis, params: { dueOn } });
  return { type: 'VerificationProlonged', payload: { on: facts.today, approvedBy: facts.actor.account, reasons } };
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
