/**
 * Calendar days as text `YYYY-MM-DD` (proleptic Gregorian), years 0001–9999, in the one time zone of the law: Beijing
 * time. Integer arithmetic only, so that server, browser and PDF reckon alike whatever zone the machine stands in.
 */
export type Day = `${number}-${number}-${number}`;

/** Monday = 1 … Sunday = 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

const MILLISECONDS_PER_DAY = 86_400_000;
/** Asia/Shanghai has had no daylight saving since 1991; the platform holds nothing older. */
const BEIJING_OFFSET = 8 * 3_600_000;
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
const DAY_SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;
/** Serial number of 1970-01-01 when 0000-03-01 is 0. */
const EPOCH_SERIAL = 719_468;

export const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

const lengthOfMonth = (year: number, month: number): number =>
  month === 2 && isLeapYear(year) ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0);

export const isDay = (text: unknown): text is Day => {
  if (typeof text !== 'string') return false;
  const parts = DAY_SHAPE.exec(text);
  if (!parts) return false;
  const [year, month, date] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  return year >= 1 && month >= 1 && month <= 12 && date >= 1 && date <= lengthOfMonth(year, month);
};

/** Years nobody means are slips of the pen, and arithmetic past 9999 is no longer text order. */
const USABLE_YEARS = { first: 1900, last: 2200 } as const;

/** For what somebody states: a day that exists, in years that can be meant. */
export const isUsableDay = (text: unknown): text is Day =>
  isDay(text) && yearOf(text) >= USABLE_YEARS.first && yearOf(text) <= USABLE_YEARS.last;

export const yearOf = (day: Day): number => Number(day.slice(0, 4));
export const monthOf = (day: Day): number => Number(day.slice(5, 7));
export const dateOf = (day: Day): number => Number(day.slice(8, 10));

/** Days since 1970-01-01 (negative before). The year is taken to begin in March, so that the leap day comes last. */
export const serialOf = (day: Day): number => {
  const month = monthOf(day);
  const year = month <= 2 ? yearOf(day) - 1 : yearOf(day);
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + dateOf(day) - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - EPOCH_SERIAL;
};

export const dayOfSerial = (serial: number): Day => {
  const shifted = serial + EPOCH_SERIAL;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const date = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return makeDay(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, date);
};

/** No check of the range: for text from outside use `isDay`. */
export const makeDay = (year: number, month: number, date: number): Day =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}` as Day;

export const addDays = (day: Day, n: number): Day => dayOfSerial(serialOf(day) + n);

/** How many days `b` lies after `a`; negative when it lies before. */
export const daysBetween = (a: Day, b: Day): number => serialOf(b) - serialOf(a);

export const weekdayOf = (day: Day): Weekday => (((((serialOf(day) + 3) % 7) + 7) % 7) + 1) as Weekday;

export const isWeekendDay = (day: Day): boolean => weekdayOf(day) >= 6;

/** For sorting: negative, zero or positive. Text order is day order. */
export const compareDays = (a: Day, b: Day): -1 | 0 | 1 => (a < b ? -1 : a > b ? 1 : 0);

export const earlierDay = (a: Day, b: Day): Day => (a <= b ? a : b);
export const laterDay = (a: Day, b: Day): Day => (a >= b ? a : b);

/** The Beijing day on which an instant falls. */
export const dayOf = (at: Date): Day => dayOfSerial(Math.floor((at.getTime() + BEIJING_OFFSET) / MILLISECONDS_PER_DAY));

/** The same date so many years on; 29 February ends with 28 February. */
export const yearsAfter = (day: Day, years: number): Day => {
  const month = makeDay(yearOf(day) + years, monthOf(day), 1);
  return makeDay(yearOf(month), monthOf(month), Math.min(dateOf(day), dateOf(lastDayOfMonth(month))));
};

export const lastDayOfMonth = (day: Day): Day =>
  makeDay(yearOf(day), monthOf(day), lengthOfMonth(yearOf(day), monthOf(day)));
