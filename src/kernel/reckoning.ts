import { decreesOf, type WorkCalendar } from '#kernel/calendar.ts';
import type { Day } from '#kernel/day.ts';
import { soonFrom } from '#kernel/due-soon.ts';
import { type ExcludedSpan, earlierOf, type LimitReckoning, reckon } from '#kernel/limit.ts';
import type { LegalBasis } from '#kernel/refusal.ts';
import {
  governingDay,
  type LimitRule,
  limitRuleKept,
  limitRuleOn,
  type Rulebook,
  type RuleSetting,
  switchOn,
  textVersionOf,
  versionsOf,
} from '#kernel/rule.ts';

/** A limit of the rulebook reckoned for one case: everything a clock card, a document or a court wants to see of it. */
export type Reckoning = LimitReckoning & {
  readonly rule: string;
  readonly basis: readonly LegalBasis[];
  readonly supportedBy: readonly LegalBasis[];
  readonly textVersion: string;
  readonly startEvent: string;
  /** The day by which the version was chosen. */
  readonly regimeOn: Day;
  /** Every limit that runs together under this rule, with its own end; one unless the law gives two. */
  readonly parts: readonly { readonly basis: LegalBasis; readonly reckoning: LimitReckoning }[];
  /** The notices the days were taken from; `decree` is null for a year without one. */
  readonly decrees: readonly { readonly year: number; readonly decree: string | null }[];
  /** From this day on it is due soon; null while the limit stands still. */
  readonly soonFrom: Day | null;
};

export type LimitFacts = {
  /** Day of the event the rule starts from. */
  readonly startOn: Day;
  /** Day the complaint was received, where it is another. */
  readonly receivedOn?: Day;
  /** All spans of the case; the rule takes those it excludes. */
  readonly excluded?: readonly ExcludedSpan[];
  readonly settings?: readonly RuleSetting[];
};

/** The day that chooses the version: that of the event where the rule says so, else the one that governs the case. */
export const regimeDay = (rulebook: Rulebook, code: string, { startOn, receivedOn, settings = [] }: LimitFacts): Day =>
  versionsOf(rulebook, code)[0]?.regimeBy === 'receipt'
    ? governingDay({ rulebook, settings }, startOn, receivedOn)
    : startOn;

const reasonsOf = (rulebook: Rulebook, rule: LimitRule, { startOn, settings = [] }: LimitFacts): readonly string[] =>
  switchOn(rulebook, settings, rule.code, 'recusal-stops-limit', startOn) === 'yes'
    ? [...rule.excludes, 'recusal']
    : rule.excludes;

const ruleFor = (rulebook: Rulebook, code: string, facts: LimitFacts): LimitRule | undefined =>
  limitRuleOn(rulebook, code, regimeDay(rulebook, code, facts)) ??
  limitRuleKept(rulebook, facts.settings ?? [], code, facts.startOn);

/** Reasons whose days this limit leaves out; `undefined` as for `reckonRule`. */
export const reasonsLeftOut = (rulebook: Rulebook, code: string, facts: LimitFacts): readonly string[] | undefined => {
  const rule = ruleFor(rulebook, code, facts);
  return rule === undefined ? undefined : reasonsOf(rulebook, rule, facts);
};

/** `undefined` when no such limit is in force on the day that chooses the version. */
export const reckonRule = (
  rulebook: Rulebook,
  code: string,
  facts: LimitFacts,
  calendar: WorkCalendar,
): Reckoning | undefined => {
  const regimeOn = regimeDay(rulebook, code, facts);
  const rule = ruleFor(rulebook, code, facts);
  if (rule === undefined) return undefined;
  const weekends = switchOn(rulebook, facts.settings ?? [], code, 'weekends-roll', facts.startOn);
  const reasons = reasonsOf(rulebook, rule, facts);
  const excluded = (facts.excluded ?? []).filter((span) => reasons.includes(span.reason));
  const part = ({ basis, ...limit }: LimitRule['limits'][number]) => ({
    basis,
    reckoning: reckon(
      { ...limit, weekendsRoll: weekends === undefined ? limit.weekendsRoll : weekends === 'yes' },
      facts.startOn,
      calendar,
      excluded,
    ),
  });
  const [first, ...others] = rule.limits;
  const firstPart = part(first);
  const otherParts = others.map(part);
  const whole = earlierOf(firstPart.reckoning, ...otherParts.map((one) => one.reckoning));
  return {
    ...whole,
    rule: code,
    basis: rule.basis,
    supportedBy: rule.supportedBy ?? [],
    textVersion: textVersionOf(rulebook, rule),
    startEvent: rule.startEvent,
    regimeOn,
    parts: [firstPart, ...otherParts],
    decrees: decreesOf(
      whole.days.map((one) => one.day),
      calendar,
    ),
    soonFrom: whole.dueOn === null ? null : soonFrom(whole.dueOn, calendar),
  };
};
