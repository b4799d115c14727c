import { type Day, dateOf, isWeekendDay, monthOf, yearOf } from '#kernel/day.ts';

/**
 * Which days are worked, as the State Council's yearly notices say. Plain JSON, because it comes from a table, goes
 * into a job and is read in the browser.
 */
export type CalendarYear = {
  readonly year: number;
  /** Name of the notice, and of those that changed it later. */
  readonly decree: string;
  readonly amendedBy?: readonly string[];
  /** Days off and make-up days by name. A notice reaches into its neighbours: that of 2023 gave 31 December 2022 off. */
  readonly holidays: Readonly<Record<string, string>>;
  readonly workdays: Readonly<Record<string, string>>;
};

export type WorkCalendar = { readonly years: Readonly<Record<number, CalendarYear>> };

export type DayKind = 'working' | 'make-up' | 'weekend' | 'holiday' | 'undecreed';
export type KindOfDay = { readonly kind: DayKind; readonly name?: string };

/** New Year, Labour Day and National Day stand in the regulation itself and need no notice (全国年节及纪念日放假办法, 2025). */
const FIXED_HOLIDAYS: Readonly<Record<string, string>> = {
  '01-01': '元旦',
  '05-01': '劳动节',
  '05-02': '劳动节',
  '10-01': '国庆节',
  '10-02': '国庆节',
  '10-03': '国庆节',
};
/** 2 May is a holiday by the regulation only since its revision of 2024. */
const SECOND_OF_MAY_SINCE = 2025;

const fixedHoliday = (day: Day): string | undefined => {
  const monthAndDate = day.slice(5);
  if (monthAndDate === '05-02' && yearOf(day) < SECOND_OF_MAY_SINCE) return undefined;
  return FIXED_HOLIDAYS[monthAndDate];
};

export const isDecreed = (year: number, calendar: WorkCalendar): boolean => calendar.years[year] !== undefined;

const named = (kind: DayKind, name: string): KindOfDay => ({ kind, name });

/** The later notice speaks first: in December that of the coming year. */
export const kindOf = (day: Day, calendar: WorkCalendar): KindOfDay => {
  const year = yearOf(day);
  for (const decree of [calendar.years[year + 1], calendar.years[year], calendar.years[year - 1]]) {
    const holiday = decree?.holidays[day];
    if (holiday !== undefined) return named('holiday', holiday);
    const workday = decree?.workdays[day];
    if (workday !== undefined) return named('make-up', workday);
  }
  if (isDecreed(year, calendar)) return { kind: isWeekendDay(day) ? 'weekend' : 'working' };
  const fixed = fixedHoliday(day);
  return fixed === undefined ? { kind: 'undecreed' } : named('holiday', fixed);
};

/** What an undecreed day will most likely be: weekdays worked, weekends free. */
export const likelyKindOf = (day: Day, calendar: WorkCalendar): KindOfDay => {
  const kind = kindOf(day, calendar);
  return kind.kind === 'undecreed' ? { kind: isWeekendDay(day) ? 'weekend' : 'working' } : kind;
};

export const isWorkingKind = (kind: DayKind): boolean => kind === 'working' || kind === 'make-up';

/**
 * The notice for the coming year has never touched a day before 29 December (2000–2026): until it is out, the last three
 * days of a year are sure only as far as their own notice goes.
 */
export const mayBeMovedByNextDecree = (day: Day, calendar: WorkCalendar): boolean =>
  monthOf(day) === 12 && dateOf(day) >= 29 && isDecreed(yearOf(day), calendar) && !isDecreed(yearOf(day) + 1, calendar);

/**
 * Last day of the unbroken run of decreed years that `day` lies in; for a day in an undecreed year the last decreed day
 * before it. `null` when no decreed year lies before.
 */
export const sureUntil = (day: Day, calendar: WorkCalendar): Day | null => {
  const endOf = (year: number): Day => `${String(year).padStart(4, '0')}-12-31` as Day;
  const year = yearOf(day);
  if (isDecreed(year, calendar)) {
    let last = year;
    while (isDecreed(last + 1, calendar)) last += 1;
    return endOf(last);
  }
  const before = decreedYears(calendar).filter((decreed) => decreed < year);
  const latest = before.at(-1);
  return latest === undefined ? null : endOf(latest);
};

export const decreedYears = (calendar: WorkCalendar): number[] =>
  Object.keys(calendar.years)
    .map(Number)
    .sort((a, b) => a - b);

/** The calendar with one year's notice put in or replaced. */
export const withYear = (calendar: WorkCalendar, year: CalendarYear): WorkCalendar => ({
  years: { ...calendar.years, [year.year]: year },
});

/** The notices behind these days, year by year. */
export const decreesOf = (days: readonly Day[], calendar: WorkCalendar): { year: number; decree: string | null }[] =>
  [...new Set(days.map(yearOf))].map((year) => ({ year, decree: calendar.years[year]?.decree ?? null }));
