import { type CalendarYear, decreedYears, type KindOfDay, kindOf, type WorkCalendar } from '#kernel/calendar.ts';
import { addDays, compareDays, type Day, makeDay } from '#kernel/day.ts';

/** One day as a notice settles it. `plain` takes a day back: it is what its weekday says. */
export type CalendarDay = { readonly day: Day; readonly kind: 'holiday' | 'make-up' | 'plain'; readonly name: string };

/** A year as rows hold it: the reference tables, the packaged file and the administrator's form all come to this. */
export type DecreedYear = {
  readonly year: number;
  readonly decree: string;
  readonly amendedBy?: readonly string[];
  readonly days: readonly CalendarDay[];
};

/** The notice's official name, where nothing else is known. */
export const usualDecreeName = (year: number): string => `国务院办公厅关于${year}年部分节假日安排的通知`;

const byName = (days: readonly CalendarDay[], kind: CalendarDay['kind']): Record<string, string> =>
  Object.fromEntries(days.filter((one) => one.kind === kind).map((one) => [one.day, one.name]));

const plainDays = (days: readonly CalendarDay[]): string[] =>
  days.filter((one) => one.kind === 'plain').map((one) => one.day);

export const calendarYearOf = (decreed: DecreedYear): CalendarYear => ({
  year: decreed.year,
  decree: decreed.decree,
  ...(decreed.amendedBy === undefined ? {} : { amendedBy: decreed.amendedBy }),
  holidays: byName(decreed.days, 'holiday'),
  workdays: byName(decreed.days, 'make-up'),
  ...(plainDays(decreed.days).length === 0 ? {} : { notOff: plainDays(decreed.days) }),
});

export const calendarOf = (years: readonly DecreedYear[]): WorkCalendar => ({
  years: Object.fromEntries(years.map((decreed) => [decreed.year, calendarYearOf(decreed)])),
});

/** Years from the table stand in place of packaged ones: what an administrator entered is the notice itself. */
export const mergeYears = (packaged: readonly DecreedYear[], entered: readonly DecreedYear[]): DecreedYear[] => {
  const years = new Map(packaged.map((decreed) => [decreed.year, decreed]));
  for (const decreed of entered) years.set(decreed.year, decreed);
  return [...years.values()].sort((a, b) => a.year - b.year);
};

/** The year with single days put right; a `plain` correction removes what the source says of that day. */
export const withCorrections = (decreed: DecreedYear, corrections: readonly CalendarDay[]): DecreedYear => {
  if (corrections.length === 0) return decreed;
  const corrected = new Set(corrections.map((one) => one.day));
  const kept = decreed.days.filter((one) => !corrected.has(one.day));
  const days = [...kept, ...corrections.filter((one) => one.kind !== 'plain')];
  return { ...decreed, days: days.sort((a, b) => (a.day < b.day ? -1 : 1)) };
};

export type ChangedDay = { readonly day: Day; readonly before: KindOfDay; readonly after: KindOfDay };

const touchedYears = (before: WorkCalendar, after: WorkCalendar): number[] => {
  const years = new Set<number>([...decreedYears(before), ...decreedYears(after)]);
  return [...years]
    .filter((year) => JSON.stringify(before.years[year]) !== JSON.stringify(after.years[year]))
    .sort((a, b) => a - b);
};

/**
 * Every day whose kind differs, in order. A notice touches its own year and the last and first days of its neighbours,
 * so one month on either side is looked at as well.
 */
export const changedDays = (before: WorkCalendar, after: WorkCalendar): ChangedDay[] => {
  const changes = new Map<Day, ChangedDay>();
  for (const year of touchedYears(before, after)) {
    const last = makeDay(year + 1, 1, 31);
    for (let day = makeDay(year - 1, 12, 1); day <= last; day = addDays(day, 1)) {
      const [was, is] = [kindOf(day, before), kindOf(day, after)];
      if (was.kind !== is.kind) changes.set(day, { day, before: was, after: is });
    }
  }
  return [...changes.values()].sort((a, b) => compareDays(a.day, b.day));
};
