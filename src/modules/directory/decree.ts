import { fixedHolidaysLacking } from '#kernel/calendar.ts';
import { type Day, isDay, isWeekendDay, makeDay } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { CalendarDay, DecreedYear } from './calendar.ts';

/** What an administrator types in from a notice, not yet believed. */
export type DecreeInput = {
  readonly year: number;
  readonly decree: string;
  readonly amendedBy?: readonly string[];
  readonly days: readonly { readonly day: string; readonly kind: 'holiday' | 'make-up'; readonly name: string }[];
  /** Holidays of the regulation that the notice, as confirmed, does not give off. */
  readonly notOff?: readonly string[];
};

const LONGEST_NAME = 200;

const isProperText = (text: string): boolean =>
  text.trim() !== '' && text.length <= LONGEST_NAME && !text.includes('\0');

const dayFault = (year: number, one: DecreeInput['days'][number], field: string): Refusal | undefined => {
  const { day } = one;
  if (!isDay(day)) return refuse('decree-day-is-no-day', { status: 422, field, params: { text: day } });
  if (!isProperText(one.name)) return refuse('decree-day-without-name', { status: 422, field, params: { day } });
  if (day < makeDay(year - 1, 12, 1) || day > makeDay(year + 1, 1, 31))
    return refuse('decree-day-outside-year', { status: 422, field, params: { day, year } });
  if (one.kind === 'make-up' && !isWeekendDay(day))
    return refuse('decree-make-up-day-on-weekday', { status: 422, field, params: { day } });
  return undefined;
};

/** The notice as a year of the calendar, or what is wrong with it: always one fact, with the field it stands in. */
export const readDecree = (input: DecreeInput): DecreedYear | Refusal => {
  const { year, decree } = input;
  if (!Number.isInteger(year) || year < 2000 || year > 2100)
    return refuse('decree-year-out-of-range', { status: 422, field: 'year', params: { year } });
  if (!isProperText(decree)) return refuse('decree-without-name', { status: 422, field: 'decree' });
  const days = new Map<Day, CalendarDay>();
  for (const [i, one] of input.days.entries()) {
    const field = `days.${i}`;
    const fault = dayFault(year, one, field);
    if (fault) return fault;
    if (!isDay(one.day)) continue;
    if (days.has(one.day)) return refuse('decree-day-twice', { status: 422, field, params: { day: one.day } });
    days.set(one.day, { day: one.day, kind: one.kind, name: one.name.trim() });
  }
  // All at once: whoever copies a notice corrects the text once. A revised regulation may drop one: each is confirmed.
  const lacking = fixedHolidaysLacking(year, input.days);
  const open = lacking.filter(({ day }) => input.notOff?.includes(day) !== true).map((one) => one.day);
  if (open.length > 0)
    return refuse('decree-lacks-fixed-holiday', { status: 422, field: 'days', params: { days: open.join(', ') } });
  for (const { day, name } of lacking) if (!days.has(day)) days.set(day, { day, kind: 'plain', name });
  return {
    year,
    decree: decree.trim(),
    ...(input.amendedBy === undefined || input.amendedBy.length === 0 ? {} : { amendedBy: input.amendedBy }),
    days: [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1)),
  };
};
