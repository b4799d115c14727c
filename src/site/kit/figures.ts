import { dayOf } from '#kernel/day.ts';
import { dayWithWeekday } from '#kernel/day-text.ts';
import { type Fen, moneyText } from '#kernel/money.ts';
import type { Translate } from '#kernel/translate.ts';

/** `2026年4月24日（星期五）` / `Fri 24 Apr 2026`. */
export const dayWords = dayWithWeekday;

/** The day and the time of day in Beijing, to the minute. */
export function instantWords(at: Date, t: Translate): string {
  const minutes = Math.floor(at.getTime() / 60_000) + 8 * 60;
  const ofDay = ((minutes % 1440) + 1440) % 1440;
  const two = (n: number): string => String(n).padStart(2, '0');
  return t('site:instant', { day: dayWords(dayOf(at), t), time: `${two(Math.floor(ofDay / 60))}:${two(ofDay % 60)}` });
}

/** `¥1,280.00`. */
export const moneyWords = (fen: Fen): string => moneyText(fen);

/** `20 MB` on one line: a limit as phones count it, never more than is taken. */
export const limitWords = (bytes: number): string =>
  bytes < 1_048_576 ? `${Math.floor(bytes / 1024)}\u00a0kB` : `${Math.floor(bytes / 1_048_576)}\u00a0MB`;

/** `3.4 MB`: sizes as people know them from their phones. */
export function sizeWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return `${Math.round(bytes / 100_000) / 10} MB`;
}
