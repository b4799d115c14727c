import { compareDays, type Day } from '#kernel/day.ts';
import { lastDayToGo } from '#kernel/keeping-term.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { switchOn } from '#kernel/rule.ts';
import { clocksOf, endOf, type LawFacts } from './clocks.ts';
import type { Report, ReportEvent } from './report.ts';

const rule = 'RET-05';
const basis = [{ text: 'pipl', article: '19' }];

/** How long a report is kept on this day; no text gives a term, so the authority decides (PIPL art. 19). */
export const yearsKept = (law: LawFacts, today: Day): number =>
  Number(switchOn(law.rulebook, law.settings, rule, 'report-file-years', today));

/** Last day on which it is still verified here. */
export const verifiedUntil = (state: Report, law: LawFacts): Day => {
  const last = clocksOf(state, law).at(-1);
  return last === undefined ? state.receivedOn : endOf(last.reckoning);
};

/** The term runs from the day it left, or from the last day of its verification: what comes after is not kept here yet. */
export const keptFrom = (state: Report, law: LawFacts): Day => {
  return state.transferredOn ?? verifiedUntil(state, law);
};

/** Nobody asks for it: the term is over, and what is kept of the persons goes with the evidence. */
export const retireReport = (
  state: Report,
  facts: { readonly today: Day; readonly law: LawFacts },
): ReportEvent | Refusal => {
  if (state.phase === 'retired') return refuse('report-retired', { status: 409, basis });
  const years = yearsKept(facts.law, facts.today);
  if (compareDays(keptFrom(state, facts.law), lastDayToGo(facts.today, years)) > 0)
    return refuse('file-is-still-kept', { basis, params: { years } });
  return { type: 'ReportRetired', payload: { rule, years, on: facts.today } };
};
