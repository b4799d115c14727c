import type { CalendarYear } from '#kernel/calendar.ts';
import { addDays, type Day, daysBetween, isDay } from '#kernel/day.ts';
import type { DecreeBody } from '#modules/complaints/law-contract.ts';

type DecreeDay = DecreeBody['days'][number];
export type LineFault = 'no-day' | 'no-name' | 'span';
export type Line = { readonly line: number; readonly text: string; readonly fault: LineFault };
export type DecreeReading = { readonly days: readonly DecreeDay[]; readonly faults: readonly Line[] };

/** `2027-02-05 至 2027-02-11 春节` or `2027-01-01 元旦`; `to` and dashes do for 至. */
const shape = /^(\d{4}-\d{2}-\d{2})(?:\s*(?:至|到|~|–|—|to)\s*(\d{4}-\d{2}-\d{2}))?\s+(\S.*)$/;
const daysAlone = /^(\d{4}-\d{2}-\d{2})(?:\s*(?:至|到|~|–|—|to)\s*(\d{4}-\d{2}-\d{2}))?$/;
const LONGEST_SPAN = 15;

/** What an administrator copies from a notice, one span a line. */
export const readDecreeLines = (text: string, kind: DecreeDay['kind']): DecreeReading => {
  const days: DecreeDay[] = [];
  const faults: Line[] = [];
  for (const [i, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (line === '') continue;
    const [, from, to = from, name] = daysAlone.exec(line) ?? shape.exec(line) ?? [];
    const amiss = (fault: LineFault) => faults.push({ line: i + 1, text: line, fault });
    if (!isDay(from) || !isDay(to)) {
      amiss('no-day');
      continue;
    }
    if (to < from || daysBetween(from, to) > LONGEST_SPAN) {
      amiss('span');
      continue;
    }
    // A dash or a word for “to” with nothing behind it is no name.
    if (name === undefined || /^(?:至|到|~|–|—|-|to)(?:\s|\d|$)/.test(name)) {
      amiss(name === undefined ? 'no-name' : 'span');
      continue;
    }
    for (let day: Day = from; day <= to; day = addDays(day, 1)) days.push({ day, kind, name: name.trim() });
  }
  return { days, faults };
};

/** A year's days as such lines, spans drawn together. */
export const decreeLines = (days: CalendarYear['holidays'], named: (name: string) => string): string => {
  const lines: { from: Day; to: Day; name: string }[] = [];
  for (const [day, name] of Object.entries(days).sort(([a], [b]) => a.localeCompare(b))) {
    if (!isDay(day)) continue;
    const last = lines.at(-1);
    if (last !== undefined && last.name === name && addDays(last.to, 1) === day) last.to = day;
    else lines.push({ from: day, to: day, name });
  }
  return lines
    .map(({ from, to, name }) => (from === to ? `${from} ${named(name)}` : `${from} 至 ${to} ${named(name)}`))
    .join('\n');
};
