import { type Day, isDay } from '#kernel/day.ts';
import { halfWidth } from '#kernel/half-width.ts';

const separated =
  /^(\d{4})\s*(?:[-./\u2010-\u2015]|年)\s*(\d{1,2})\s*(?:[-./\u2010-\u2015]|月)\s*(\d{1,2})\s*(?:日|号)?$/;
const compact = /^(\d{4})(\d{2})(\d{2})$/;

/** A day as people write it: `2026-04-15`, `2026.4.15`, `2026/4/15`, `2026年4月15日`, `20260415`, full-width too. */
export function readDay(typed: string): Day | undefined {
  const text = halfWidth(typed).trim();
  const [, year, month, date] = separated.exec(text) ?? compact.exec(text) ?? [];
  if (year === undefined || month === undefined || date === undefined) return undefined;
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  return isDay(day) ? day : undefined;
}
