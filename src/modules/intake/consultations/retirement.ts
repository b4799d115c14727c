import { compareDays, type Day } from '#kernel/day.ts';
import { lastDayToGo } from '#kernel/keeping-term.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { type Rulebook, type RuleSetting, switchOn } from '#kernel/rule.ts';
import type { Consultation, ConsultationEvent } from './consultation.ts';

const rule = 'RET-06';
const basis = [{ text: 'pipl', article: '19' }];

export type KeepingLaw = { readonly rulebook: Rulebook; readonly settings: readonly RuleSetting[] };

/** How long a closed question is kept on this day; no text gives a term, so the authority decides (PIPL art. 19). */
export const yearsKept = (law: KeepingLaw, today: Day): number =>
  Number(switchOn(law.rulebook, law.settings, rule, 'consultation-file-years', today));

/**
 * Nobody asks for it: the term is over, and what is kept of the asker goes, with the words of question and answer.
 *
 * @param endedOn day of the closing, or the last day the source knew
 */
export const retireConsultation = (
  state: Consultation,
  endedOn: Day,
  facts: { readonly today: Day; readonly law: KeepingLaw },
): ConsultationEvent | Refusal => {
  if (state.phase !== 'closed') return refuse('consultation-not-closed', { status: 409, basis });
  const years = yearsKept(facts.law, facts.today);
  if (compareDays(endedOn, lastDayToGo(facts.today, years)) > 0)
    return refuse('file-is-still-kept', { basis, params: { years } });
  return { type: 'ConsultationRetired', payload: { rule, years, on: facts.today } };
};
