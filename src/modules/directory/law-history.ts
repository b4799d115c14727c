import type { WorkCalendar } from '#kernel/calendar.ts';
import { type RuleSetting, rulebookBefore } from '#kernel/rule.ts';
import type { Law } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { calendarOf, type DecreedYear, mergeYears } from './calendar.ts';
import { everyEnteredYear } from './calendar-store.ts';
import { everyDecision } from './law-store.ts';
import { packagedYears } from './packaged-calendar.ts';
import { rulebook } from './rulebook/rulebook.ts';

/** A law by which rows may have been reckoned before another took its place. */
export type FormerLaw = Pick<Law, 'calendar' | 'rulebook'> & {
  readonly settings: readonly RuleSetting[];
  /** When another notice or decision was entered; null of a program older than this one, which knew a packaged year less or had a rule otherwise. */
  readonly until: Date | null;
  /** Until the case has the act by which a release puts its rules right. */
  readonly untilPutRight?: true;
};

/** One value, so that a limit is reckoned once under it. */
const rulebookWas = rulebookBefore(rulebook);

type Dated<T> = { readonly at: Date; readonly value: T };

/** Every law that held before the one in force, by authority, newest first: each revision of notices and decisions is kept. */
export const formerLaws = async (tx: Tx): Promise<(tenant: string) => readonly FormerLaw[]> => {
  const years = await everyEnteredYear(tx);
  const decisions = Map.groupBy(await everyDecision(tx), (one) => one.tenant);
  const calendars = calendarsUnder(years);
  const told = new Map<string, readonly FormerLaw[]>();
  return (tenant) => {
    const known = told.get(tenant) ?? lawsOf(years, decisions.get(tenant) ?? [], calendars);
    told.set(tenant, known);
    return known;
  };
};

type Calendars = (entered: number) => readonly [now: WorkCalendar, beforeLastPackage: WorkCalendar];

/** One value for one calendar, so that a limit is reckoned once under it. */
const calendarsUnder = (years: readonly Dated<DecreedYear>[]): Calendars => {
  const made = new Map<number, readonly [WorkCalendar, WorkCalendar]>();
  const packaged = packagedYears();
  return (entered) => {
    const upTo = years.slice(0, entered).map((one) => one.value);
    const both =
      made.get(entered) ??
      ([calendarOf(mergeYears(packaged, upTo)), calendarOf(mergeYears(packaged.slice(0, -1), upTo))] as const);
    made.set(entered, both);
    return both;
  };
};

const lawsOf = (
  years: readonly Dated<DecreedYear>[],
  decisions: readonly Dated<RuleSetting>[],
  calendars: Calendars,
): FormerLaw[] => {
  const moments = [...new Set([...years, ...decisions].map((one) => one.at.getTime()))].sort((a, b) => b - a);
  const under = (isIn: (one: Dated<unknown>) => boolean, until: Date | null): FormerLaw[] => {
    const settings = standing(decisions.filter(isIn).map((one) => one.value));
    const [calendar, before] = calendars(years.filter(isIn).length);
    const older = { calendar: before, rulebook, settings, until };
    const wrong = { rulebook: rulebookWas, untilPutRight: true } as const;
    return [
      ...(until === null ? [] : [{ ...older, calendar }]),
      older,
      { ...older, calendar, ...wrong },
      { ...older, ...wrong },
    ];
  };
  return [
    ...under(() => true, null),
    ...moments.flatMap((moment) => under((one) => one.at.getTime() < moment, new Date(moment))),
  ];
};

/** The decision entered last for a day stands in place of those before it. */
const standing = (entered: readonly RuleSetting[]): RuleSetting[] => [
  ...new Map(entered.map((one) => [`${one.rule} ${one.name} ${one.effectiveFrom}`, one])).values(),
];
