import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { WorkCalendar } from '#kernel/calendar.ts';
import { isDay } from '#kernel/day.ts';
import { type CalendarDay, calendarOf, type DecreedYear, usualDecreeName, withCorrections } from './calendar.ts';
import { calendarCorrections, laterNotices } from './calendar-corrections.ts';

/** The years of the npm package `holiday-calendar` (2000 to the last notice it knows), with its errors put right. */

type PackagedDate = { readonly date: string; readonly name_cn: string; readonly type: string };

const isPackagedDate = (value: unknown): value is PackagedDate =>
  typeof value === 'object' &&
  value !== null &&
  'date' in value &&
  'name_cn' in value &&
  'type' in value &&
  typeof value.name_cn === 'string' &&
  typeof value.type === 'string';

const dayOfPackaged = (value: unknown, file: string): CalendarDay => {
  if (!isPackagedDate(value) || !isDay(value.date)) throw new Error(`${file} holds a date that is none`);
  const kind = { public_holiday: 'holiday', transfer_workday: 'make-up' } as const;
  if (value.type !== 'public_holiday' && value.type !== 'transfer_workday')
    throw new Error(`${file} holds a kind of day we do not know: ${value.type}`);
  return { day: value.date, kind: kind[value.type], name: value.name_cn.replace(/补班$/, '') };
};

const readYear = (folder: string, year: number): DecreedYear => {
  const file = join(folder, `${year}.json`);
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (typeof content !== 'object' || content === null || !('dates' in content) || !Array.isArray(content.dates))
    throw new Error(`${file} is no year of the holiday calendar`);
  const days = content.dates.map((value: unknown) => dayOfPackaged(value, file));
  const later = laterNotices[year];
  return withCorrections(
    { year, decree: usualDecreeName(year), days, ...(later === undefined ? {} : { amendedBy: later }) },
    calendarCorrections[year] ?? [],
  );
};

let read: readonly DecreedYear[] | undefined;

export const packagedYears = (): readonly DecreedYear[] => {
  if (read) return read;
  const folder = join(dirname(createRequire(import.meta.url).resolve('holiday-calendar/package.json')), 'data', 'CN');
  const years = readdirSync(folder).flatMap((name) => {
    const year = /^(\d{4})\.json$/.exec(name)?.[1];
    return year === undefined ? [] : [Number(year)];
  });
  read = years.sort((a, b) => a - b).map((year) => readYear(folder, year));
  return read;
};

/** The calendar without any database: for the command line and for tests. */
export const packagedCalendar = (): WorkCalendar => calendarOf(packagedYears());
