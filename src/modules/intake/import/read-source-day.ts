import { addDays, type Day, isDay } from '#kernel/day.ts';

/** Day 0 of the serial numbers Excel writes (it takes 1900 for a leap year; since March 1900 this is the right base). */
const EXCEL_BASE: Day = '1899-12-30';
const EARLIEST_SERIAL = 20_000;
const LATEST_SERIAL = 73_050;

/**
 * A day as sources write it: `2019/4/25 9:32:09`, `2019-04-25`, `2019年4月25日`, `20190425`, or the serial number a
 * spreadsheet makes of it (`43563.359259259261` is 8 April 2019). Times are local to China and left out.
 */
export const readSourceDay = (text: string): Day | undefined => {
  const tidy = text.normalize('NFKC').trim();
  const written =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s].*)?$/u.exec(tidy) ?? /^(\d{4})(\d{2})(\d{2})$/u.exec(tidy);
  if (written !== null) {
    const [, year = '', month = '', day = ''] = written;
    const found = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    return isDay(found) ? found : undefined;
  }
  if (!/^\d{5}(?:\.\d+)?$/u.test(tidy)) return undefined;
  const serial = Math.floor(Number(tidy));
  return serial < EARLIEST_SERIAL || serial > LATEST_SERIAL ? undefined : addDays(EXCEL_BASE, serial);
};
