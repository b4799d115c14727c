import { compareDays, type Day } from '#kernel/day.ts';
import { lastDayToGo } from '#kernel/keeping-term.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { switchOn } from '#kernel/rule.ts';
import type { LawFacts } from '../clocks.ts';
import type { Decision, Facts } from '../commands.ts';
import type { Complaint } from '../complaint.ts';

const rule = 'RET-04';

/** How long an archived file is kept on this day; no text gives a term, so the authority decides (PIPL art. 19). */
export const yearsKept = (law: LawFacts, today: Day): number =>
  Number(switchOn(law.rulebook, law.settings, rule, 'complaint-file-years', today));

/** How long a request about own data and its answer are kept on this day; no text gives a term either. */
export const yearsRequestsKept = (law: LawFacts, today: Day): number =>
  Number(switchOn(law.rulebook, law.settings, 'RET-07', 'data-request-years', today));

/** Nobody asks for it: the term is over, and what is kept of the persons goes with all papers and evidence. */
export const retireFile = (state: Complaint, facts: Facts): Decision | Refusal => {
  const years = yearsKept(facts.law, facts.today);
  const { archivedOn } = state;
  if (archivedOn === null || compareDays(archivedOn, lastDayToGo(facts.today, years)) > 0) {
    return refuse('file-is-still-kept', { basis: [{ text: 'pipl', article: '19' }], params: { years } });
  }
  return { events: [{ type: 'FileRetired', payload: { rule, years, on: facts.today } }], papers: [] };
};
