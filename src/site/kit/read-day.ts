import { type Day, isUsableDay } from '#kernel/day.ts';
import { halfWidth } from '#kernel/half-width.ts';

const separated =
  /^(\d{4})\s*(?:[-./\u2010-\u2015]|年)\s*(\d{1,2})\s*(?:[-./\u2010-\u2015]|月)\s*(\d{1,2})\s*(?:日|号)?$/;
const compact = /^(\d{4})(\d{2})(\d{2})$/;

const weekday = /(?:[（(]?(?:星期|周)[一二三四五六日天][）)]?$|^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)/i;

const dayFirst = /^(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]{3,9})\.?,?[\s-]+(\d{4})$/i;
const monthFirst = /^([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/i;
const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/** `5 Nov 2026` and `November 5, 2026`, as year, month and day. */
const inEnglish = (text: string): readonly string[] | undefined => {
  const [, date, word, year] = dayFirst.exec(text) ?? reordered(monthFirst.exec(text)) ?? [];
  const at = word === undefined ? -1 : months.findIndex((month) => month.startsWith(word.toLowerCase()));
  return at < 0 || year === undefined || date === undefined ? undefined : ['', year, String(at + 1), date];
};

const reordered = (found: RegExpExecArray | null): readonly (string | undefined)[] | undefined =>
  found === null ? undefined : ['', found[2], found[1], found[3]];

/**
 * A day as people write it: `2026-04-15`, `2026.4.15`, `2026/4/15`, `2026年4月15日`, `20260415`, full-width too, and
 * as the site itself writes it: `2026年4月15日（星期三）`, `Wed 15 Apr 2026`. The day of the week is not held against anybody.
 */
export function readDay(typed: string): Day | undefined {
  const text = halfWidth(typed).trim().replace(weekday, '').trim();
  const [, year, month, date] = separated.exec(text) ?? compact.exec(text) ?? inEnglish(text) ?? [];
  if (year === undefined || month === undefined || date === undefined) return undefined;
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  return isUsableDay(day) ? day : undefined;
}
