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
  /** Holidays of the regulation which this notice does not give off, as whoever entered it confirmed day by day. */
  readonly notOff?: readonly string[];
};

export type WorkCalendar = { readonly years: Readonly<Record<number, CalendarYear>> };

export type DayKind = 'working' | 'make-up' | 'weekend' | 'holiday' | 'undecreed';
export type KindOfDay = { readonly kind: DayKind; readonly name?: string };

export type FixedHoliday = { readonly day: Day; readonly name: string };

/**
 * Days off by the regulation itself, which need no notice (全国年节及纪念日放假办法, State Council orders 270 of 1999,
 * 513 of 2007 and 795 of 2024). Those of the lunar calendar are known by the notice alone.
 */
const FIXED_HOLIDAYS: readonly { readonly dates: readonly string[]; readonly name: string }[] = [
  { dates: ['01-01'], name: '元旦' },
  { dates: ['05-01', '05-02', '05-03'], name: '劳动节' },
  { dates: ['10-01', '10-02', '10-03'], name: '国庆节' },
];

/** Labour Day had three days until 2007, one from 2008 and has two since 2025. */
const isFixedIn = (monthAndDate: string, year: number): boolean => {
  if (monthAndDate === '05-02') return year < 2008 || year >= 2025;
  return monthAndDate !== '05-03' || year < 2008;
};

export const fixedHolidaysOf = (year: number): FixedHoliday[] =>
  FIXED_HOLIDAYS.flatMap(({ dates, name }) =>
    dates
      .filter((monthAndDate) => isFixedIn(monthAndDate, year))
      .map((monthAndDate) => ({ day: `${String(year).padStart(4, '0')}-${monthAndDate}` as Day, name })),
  );

const fixedHoliday = (day: Day): string | undefined =>
  isFixedIn(day.slice(5), yearOf(day))
    ? FIXED_HOLIDAYS.find(({ dates }) => dates.includes(day.slice(5)))?.name
    : undefined;

/** Holidays of the regulation that a notice as typed would make no holidays: left out, or named as days of work. */
export const fixedHolidaysLacking = (
  year: number,
  days: readonly { readonly day: string; readonly kind: 'holiday' | 'make-up' }[],
): FixedHoliday[] => {
  const off = new Set(days.filter((one) => one.kind === 'holiday').map((one) => one.day));
  const worked = new Set(days.filter((one) => one.kind === 'make-up').map((one) => one.day));
  return [year - 1, year, year + 1]
    .flatMap(fixedHolidaysOf)
    .filter(({ day }) => worked.has(day) || (yearOf(day) === year && !off.has(day)));
};

export const isDecreed = (year: number, calendar: WorkCalendar): boolean => calendar.years[year] !== undefined;

const named = (kind: DayKind, name: string): KindOfDay => ({ kind, name });

/**
 * The later notice speaks first: in December that of the coming year. What none speaks of stays a holiday by the
 * regulation, also in a decreed year.
 */
export const kindOf = (day: Day, calendar: WorkCalendar): KindOfDay => {
  const year = yearOf(day);
  for (const decree of [calendar.years[year + 1], calendar.years[year], calendar.years[year - 1]]) {
    const holiday = decree?.holidays[day];
    if (holiday !== undefined) return named('holiday', holiday);
    const workday = decree?.workdays[day];
    if (workday !== undefined) return named('make-up', workday);
    if (decree?.notOff?.includes(day) === true) return { kind: isWeekendDay(day) ? 'weekend' : 'working' };
  }
  const fixed = fixedHoliday(day);
  if (fixed !== undefined) return named('holiday', fixed);
  return { kind: isDecreed(year, calendar) ? (isWeekendDay(day) ? 'weekend' : 'working') : 'undecreed' };
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
