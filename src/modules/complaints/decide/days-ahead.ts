import { addDays, compareDays, type Day, dayOf } from '#kernel/day.ts';
import { type LegalBasis, type Refusal, refuse } from '#kernel/refusal.ts';
import { daysOf, switchOn } from '#kernel/rule.ts';
import { mediationClock } from '../clocks.ts';
import type { Facts } from '../commands.ts';
import type { Complaint } from '../complaint.ts';

const o121 = (article: string): LegalBasis => ({ text: 'order-121', article });

type Asking = Pick<Facts, 'law' | 'today'>;
type Bound = {
  readonly rule: string;
  readonly name?: string;
  /** The last day of mediation, which a holiday may move past the days of the rule (art. 45). */
  readonly mediationUntil?: Day | null | undefined;
};

/** No text says how far ahead a day may lie; a slip of a year would, and nobody would come. */
const daysAhead = ({ law, today }: Asking, { rule, name }: Bound): number =>
  name === undefined
    ? daysOf(law.rulebook, rule, today)
    : Number(switchOn(law.rulebook, law.settings, rule, name, today));

const beyond = (day: Day, facts: Asking, bound: Bound): { days: number; latest: Day } | undefined => {
  const days = daysAhead(facts, bound);
  const counted = addDays(facts.today, days);
  // Whoever decided for fewer days than the rule has means those.
  const reach = days < daysOf(facts.law.rulebook, bound.rule, facts.today) ? null : bound.mediationUntil;
  const latest = reach != null && compareDays(reach, counted) > 0 ? reach : counted;
  return compareDays(day, latest) > 0 ? { days, latest } : undefined;
};

/** ANS-03: the day by which a party or a platform is asked to answer or to show something. */
export const answerDayObjection = (
  day: Day,
  field: string,
  facts: Asking,
  basis: readonly LegalBasis[],
): Refusal | undefined => {
  const params = beyond(day, facts, { rule: 'ANS-03', name: 'answer-days-ahead' });
  return params && refuse('answer-day-too-far-ahead', { status: 422, field, basis, params });
};

const noticeDays = ({ law }: Asking, on: Day): number =>
  Number(switchOn(law.rulebook, law.settings, 'ANS-03', 'public-notice-days', on));

/** The day on which a public notice of a day counts as served; no text says it of complaints, each authority decides. */
export const deemedServedOn = (facts: Asking, on: Day = facts.today): Day => addDays(on, noticeDays(facts, on));

/** What the form says of a public notice before anything is typed: the days in force at this bureau, by the same reckoning. */
export const daysOfPublicNotice = (facts: Asking): { deemed: number; answer: number; ahead: number } => {
  const answer = daysOf(facts.law.rulebook, 'ANS-02', facts.today);
  return {
    deemed: noticeDays(facts, facts.today),
    answer,
    ahead: Math.max(answer, daysAhead(facts, { rule: 'ANS-03', name: 'answer-days-ahead' })),
  };
};

/** ANS-03 ANS-02: nobody owes an answer before the notice counts as served, nor without the days every answer has. */
export const noticedAnswerObjection = (
  day: Day,
  field: string,
  facts: Asking,
  basis: readonly LegalBasis[],
): Refusal | undefined => {
  const deemedOn = deemedServedOn(facts);
  const { rulebook } = facts.law;
  const earliest = addDays(deemedOn, daysOf(rulebook, 'ANS-02', facts.today));
  if (compareDays(day, earliest) < 0)
    return refuse('answer-before-notice-is-served', { status: 422, field, basis, params: { deemedOn, earliest } });
  const days = daysAhead(facts, { rule: 'ANS-03', name: 'answer-days-ahead' });
  // Who decided for fewer days than an answer has means no less than those.
  const counted = addDays(deemedOn, days);
  const latest = compareDays(counted, earliest) < 0 ? earliest : counted;
  return compareDays(day, latest) > 0
    ? refuse('answer-day-too-far-after-notice', { status: 422, field, basis, params: { days, deemedOn, latest } })
    : undefined;
};

/** RPB-01: the day by which a bureau or a body reports back; a body that mediates, up to the last day of mediation at any rate. */
export const reportBackObjection = (
  day: Day,
  facts: Asking,
  basis: readonly LegalBasis[],
  mediationUntil?: Day,
): Refusal | undefined => {
  const params = beyond(day, facts, { rule: 'RPB-01', mediationUntil });
  return params && refuse('report-back-day-too-far-ahead', { status: 422, field: 'reportBackOn', basis, params });
};

/** SES-01: a session lies neither farther ahead than that nor behind the last day on which there may be mediation. */
export const sessionDayObjection = (at: string, state: Complaint, facts: Facts): Refusal | undefined => {
  const day = dayOf(new Date(at));
  const basis = [o121('20'), o121('23(1)(5)')];
  const limit = mediationClock(state, facts.law);
  const params = beyond(day, facts, { rule: 'SES-01', name: 'session-days-ahead', mediationUntil: limit?.dueOn });
  if (params !== undefined) return refuse('session-too-far-ahead', { status: 422, field: 'at', basis, params });
  if (limit === undefined || limit.dueOn === null || limit.provisional || compareDays(day, limit.dueOn) <= 0)
    return undefined;
  return refuse('session-after-the-limit', { status: 422, field: 'at', basis, params: { latest: limit.dueOn } });
};
