import { addDays, type Day } from '#kernel/day.ts';
import type { Limit } from '#kernel/limit.ts';
import type { LegalBasis } from '#kernel/refusal.ts';

/** A text of law in the version the rules were taken from. Validity is half-open: `effectiveTo` is the first day without it. */
export type LegalText = {
  readonly id: string;
  readonly promulgatedOn: Day;
  /** Last amendment contained in this version. */
  readonly amendedOn?: Day;
  readonly effectiveFrom: Day;
  readonly effectiveTo: Day | null;
};

/** Which day of the case decides the version: that of receipt, or that of the event the rule itself starts from. */
export type RegimeDay = 'receipt' | 'start';

type DatedRule = {
  readonly code: string;
  /** Shown to people: never empty. */
  readonly basis: readonly [LegalBasis, ...LegalBasis[]];
  /** Texts of higher rank that say the same, or that the rule rests on. */
  readonly supportedBy?: readonly LegalBasis[];
  readonly effectiveFrom: Day;
  readonly effectiveTo: Day | null;
  readonly regimeBy: RegimeDay;
  /** The article asks for a limit and names none: the number is the platform's own. */
  readonly ownNumber?: true;
};

/** One of the limits that run together; the earliest to end is the limit. */
export type LimitPart = Limit & { readonly basis: LegalBasis };

export type LimitRule = DatedRule & {
  readonly kind: 'limit';
  readonly startEvent: string;
  readonly limits: readonly [LimitPart, ...LimitPart[]];
  /** Reasons of excluded spans that this limit leaves out; all others count. */
  readonly excludes: readonly string[];
  readonly needsApprovalOf?: 'bureau-head';
  /** The limit this one prolongs: it starts from the last counted day of that one. */
  readonly prolongs?: string;
};

export type GroundRule = DatedRule & {
  readonly kind: 'ground';
  readonly list: 'refusal' | 'termination';
  /** Number in the form's list. */
  readonly number: number;
  /** What the ground says, the same across versions whatever its number. */
  readonly fact: string;
  readonly textKey: string;
  /** How many years must be over before it can be used. */
  readonly years?: number;
};

export type JurisdictionRule = DatedRule & {
  readonly kind: 'jurisdiction';
  readonly respondent: 'operator' | 'platform' | 'own-website' | 'platform-seller' | 'any';
  readonly condition?: string;
  /** Competent places, or who decides; any of them suffices. */
  readonly competent: readonly string[];
};

export type DocumentDutyRule = DatedRule & {
  readonly kind: 'document-duty';
  /** Number in the official set of April 2026. */
  readonly form: number;
  readonly event: string;
  readonly recipients: readonly string[];
  readonly seal: boolean;
  /** A date written into the paper may not lie after the due day of this limit. */
  readonly notAfter?: string;
};

export type NoticeRule = DatedRule & {
  readonly kind: 'notice';
  readonly event: string;
  readonly recipients: readonly string[];
  /** What the notice must tell, as codes. */
  readonly tells: readonly string[];
  /** The limit it falls under. */
  readonly within?: string;
};

export type RetentionRule = DatedRule & {
  readonly kind: 'retention';
  readonly subject: string;
  /** Shortest time to keep, in months. */
  readonly atLeastMonths: number;
};

export type Rule = LimitRule | GroundRule | JurisdictionRule | DocumentDutyRule | NoticeRule | RetentionRule;
export type RuleKind = Rule['kind'];
export type RuleOfKind<K extends RuleKind> = Extract<Rule, { readonly kind: K }>;

/** What is unsettled in law and therefore decided by a bureau, with the value used where nobody has decided. */
export type RuleSwitch = {
  readonly name: string;
  readonly rule: string;
  readonly choices: readonly [string, string, ...string[]];
  readonly byDefault: string;
  readonly basis: readonly LegalBasis[];
  /** The value under which the last version of the rule holds on after its end, as the bureau's own practice. */
  readonly keepsRule?: string;
  /** What is said beside it, under `law:switch-note.<note>`: what exactly it changes, or that nothing acts on it yet. */
  readonly note?: 'regime-day' | 'due-only';
};

/** A rule that a release of the program put right: what earlier ones had in its place, and since when limits may differ by it. */
export type RulePutRight = {
  readonly code: string;
  readonly from: Day;
  readonly formerly: Pick<DatedRule, 'regimeBy'>;
};

export type Rulebook = {
  readonly texts: readonly LegalText[];
  readonly rules: readonly Rule[];
  readonly switches: readonly RuleSwitch[];
  /** What an article of the present order was in the order before it: empty where that order had nothing of the kind. */
  readonly earlierArticles: Readonly<Record<string, readonly LegalBasis[]>>;
  readonly putRight: readonly RulePutRight[];
};

/** As releases before this one had it. */
export const rulebookBefore = (rulebook: Rulebook): Rulebook => ({
  ...rulebook,
  rules: rulebook.rules.map((rule): Rule => {
    const right = rulebook.putRight.find(({ code }) => code === rule.code);
    return right === undefined ? rule : { ...rule, ...right.formerly };
  }),
});

/** A bureau's dated decision on a switch. */
export type RuleSetting = {
  readonly rule: string;
  readonly name: string;
  readonly value: string;
  readonly effectiveFrom: Day;
  readonly effectiveTo: Day | null;
};

export const isInForce = (
  dated: { readonly effectiveFrom: Day; readonly effectiveTo: Day | null },
  day: Day,
): boolean => dated.effectiveFrom <= day && (dated.effectiveTo === null || day < dated.effectiveTo);

export const ruleOn = (rulebook: Rulebook, code: string, day: Day): Rule | undefined =>
  rulebook.rules.find((rule) => rule.code === code && isInForce(rule, day));

const isOfKind =
  <K extends RuleKind>(kind: K) =>
  (rule: Rule): rule is RuleOfKind<K> =>
    rule.kind === kind;

export const rulesOn = <K extends RuleKind>(rulebook: Rulebook, kind: K, day: Day): RuleOfKind<K>[] =>
  rulebook.rules.filter(isOfKind(kind)).filter((rule) => isInForce(rule, day));

export const limitRuleOn = (rulebook: Rulebook, code: string, day: Day): LimitRule | undefined =>
  rulesOn(rulebook, 'limit', day).find((rule) => rule.code === code);

/** Which text governs what lies across two: one switch for the whole of a case, whatever the rule. */
export const regimeSwitch = { rule: 'CMP-01', name: 'regime-day' } as const;

/**
 * The day whose text governs what happens on a day: that of the first receipt, unless the authority decided for the day of the
 * event itself. A decision holds for what happens from its day on.
 */
export const governingDay = (
  { rulebook, settings }: { readonly rulebook: Rulebook; readonly settings: readonly RuleSetting[] },
  on: Day,
  receivedOn: Day | undefined,
): Day => (isByEvent(rulebook, settings, on) ? on : (receivedOn ?? on));

/** The rule whose limits a switch can touch; null: those of every rule, as with the order that governs a case. */
export const ruleReached = ({ rule, name }: { readonly rule: string; readonly name: string }): string | null =>
  rule === regimeSwitch.rule && name === regimeSwitch.name ? null : rule;

export const isByEvent = (rulebook: Rulebook, settings: readonly RuleSetting[], on: Day): boolean =>
  switchOn(rulebook, settings, regimeSwitch.rule, regimeSwitch.name, on) === 'start';

/**
 * Length of a limit that counts plain calendar days and stands alone; a day before its first version is measured by
 * that one. Throws where the rulebook has no such limit: a fault of the rulebook.
 */
export const daysOf = (rulebook: Rulebook, code: string, day: Day): number => {
  const rule = limitRuleOn(rulebook, code, day) ?? versionsOf(rulebook, code)[0];
  const limit = rule?.kind === 'limit' && rule.limits.length === 1 ? rule.limits[0] : undefined;
  if (limit?.unit !== 'calendar-days' || limit.rollOnHoliday) throw new Error(`no plain limit of days: ${code}`);
  return limit.count;
};

/** Last day of such a limit that starts from this day, which is not counted. */
export const lastDayOf = (rulebook: Rulebook, code: string, startOn: Day): Day =>
  addDays(startOn, daysOf(rulebook, code, startOn));

/** The last version of a limit that is gone, where the bureau has decided to keep to it. */
export const limitRuleKept = (
  rulebook: Rulebook,
  settings: readonly RuleSetting[],
  code: string,
  day: Day,
): LimitRule | undefined => {
  const keeps = rulebook.switches.find((one) => one.rule === code && one.keepsRule !== undefined);
  if (keeps === undefined || switchOn(rulebook, settings, code, keeps.name, day) !== keeps.keepsRule) return undefined;
  const last = versionsOf(rulebook, code).at(-1);
  return last?.kind === 'limit' && last.effectiveTo !== null && last.effectiveTo <= day ? last : undefined;
};

/** The grounds of one list in the order of the form. */
export const groundsOn = (rulebook: Rulebook, list: GroundRule['list'], day: Day): GroundRule[] =>
  rulesOn(rulebook, 'ground', day)
    .filter((rule) => rule.list === list)
    .sort((a, b) => a.number - b.number);

/** The ground that states this fact under the law of that day; its number differs between the orders. */
export const groundByFact = (
  rulebook: Rulebook,
  list: GroundRule['list'],
  fact: string,
  day: Day,
): GroundRule | undefined => groundsOn(rulebook, list, day).find((rule) => rule.fact === fact);

/** All dated versions of one rule, oldest first. */
export const versionsOf = (rulebook: Rulebook, code: string): Rule[] =>
  rulebook.rules.filter((rule) => rule.code === code).sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1));

/** `order-121@2025-12-30`: the text and the day of its last change. */
export const textVersionOf = (rulebook: Rulebook, rule: Rule): string => {
  const id = rule.basis[0].text;
  const text = rulebook.texts.find((one) => one.id === id);
  return text === undefined ? id : `${id}@${text.amendedOn ?? text.promulgatedOn}`;
};

export const ruleSwitchOf = (rulebook: Rulebook, rule: string, name: string): RuleSwitch | undefined =>
  rulebook.switches.find((one) => one.rule === rule && one.name === name);

/** The value of a switch on a day: the bureau's decision, else the default; the decision that began last wins. */
export const switchOn = (
  rulebook: Rulebook,
  settings: readonly RuleSetting[],
  rule: string,
  name: string,
  day: Day,
): string | undefined => {
  const decided = settings
    .filter((one) => one.rule === rule && one.name === name && isInForce(one, day))
    .sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1))
    .at(-1);
  return decided?.value ?? ruleSwitchOf(rulebook, rule, name)?.byDefault;
};
