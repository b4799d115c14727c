import { addDays, type Day, dayOf, isDay } from '#kernel/day.ts';

/** Day 0 of the serial numbers Excel writes (it takes 1900 for a leap year; since March 1900 this is the right base). */
const EXCEL_BASE: Day = '1899-12-30';
const EARLIEST_SERIAL = 20_000;
const LATEST_SERIAL = 73_050;
const SECONDS_PER_DAY = 86_400;

/** What a source says of when: always a day, and the instant (UTC, ISO 8601) where it says the time as well. */
export type SourceMoment = { readonly on: Day; readonly at?: string };

/**
 * A day, with its time if there is one, as sources write it: `2019/4/25 9:32:09`, `2019-04-25`, `2019年4月25日`,
 * `20190425`, or the serial number a spreadsheet makes of it (`43563.359259259261` is 8 April 2019, 8:37:20). Times
 * without a zone are China's.
 */
export const readSourceMoment = (text: string): SourceMoment | undefined => {
  const tidy = text.normalize('NFKC').trim();
  const written =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s](.*))?$/u.exec(tidy) ?? /^(\d{4})(\d{2})(\d{2})$/u.exec(tidy);
  if (written !== null) {
    const [, year = '', month = '', day = '', time = ''] = written;
    const on = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    return isDay(on) ? momentOf(on, time.trim()) : undefined;
  }
  if (!/^\d{5}(?:\.\d+)?$/u.test(tidy)) return undefined;
  const serial = Number(tidy);
  const days = Math.floor(serial);
  if (days < EARLIEST_SERIAL || days > LATEST_SERIAL) return undefined;
  const on = addDays(EXCEL_BASE, days);
  if (!tidy.includes('.')) return { on };
  const midnight = Date.parse(`${on}T00:00:00+08:00`);
  const seconds = Math.min(SECONDS_PER_DAY - 1, Math.round((serial - days) * SECONDS_PER_DAY));
  return { on, at: new Date(midnight + seconds * 1_000).toISOString() };
};

/** A time that is none says nothing: the day stands, and no time is made up for it. */
const momentOf = (on: Day, time: string): SourceMoment => {
  const read = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/u.exec(time);
  if (read === null) return { on };
  const [, hour = '', minute = '', second = '00', zone] = read;
  const offset = (zone ?? '+08:00').replace(/^([+-]\d{2})(\d{2})$/u, '$1:$2');
  const at = new Date(`${on}T${hour.padStart(2, '0')}:${minute}:${second}${offset}`);
  if (Number.isNaN(at.getTime())) return { on };
  return { on: zone === undefined ? on : dayOf(at), at: at.toISOString() };
};
