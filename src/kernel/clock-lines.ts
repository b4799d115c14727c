import type { Day } from '#kernel/day.ts';
import { dayInLine, dayRange } from '#kernel/day-text.ts';
import { holidayName } from '#kernel/holiday-name.ts';
import type { DayReason, ReckonedDay } from '#kernel/limit.ts';
import type { Translate } from '#kernel/translate.ts';

type Run = { readonly reason: DayReason; readonly name: string | undefined; readonly days: readonly ReckonedDay[] };

/** Consecutive days with the same reason and name, in one run each. */
const runsOf = (days: readonly ReckonedDay[]): Run[] => {
  const runs: { reason: DayReason; name: string | undefined; days: ReckonedDay[] }[] = [];
  for (const one of days) {
    const last = runs.at(-1);
    if (last && last.reason === one.reason && last.name === one.name) last.days.push(one);
    else runs.push({ reason: one.reason, name: one.name, days: [one] });
  }
  return runs;
};

const endsOf = (run: Run): { first: ReckonedDay; last: ReckonedDay } | undefined => {
  const [first, last] = [run.days[0], run.days.at(-1)];
  return first && last ? { first, last } : undefined;
};

/** Two counted days stand alone, three and more are drawn together: 4月20–24日 3–7. */
const SHORTEST_RUN = 3;

const countedTexts = (run: Run, t: Translate): string[] => {
  const ends = endsOf(run);
  if (!ends) return [];
  if (run.days.length < SHORTEST_RUN)
    return run.days.map((one) => t('law:card.counted', { day: dayInLine(one.day, t), n: one.counted ?? 0 }));
  const days = dayRange(ends.first.day, ends.last.day, t);
  return [t('law:card.counted-run', { days, from: ends.first.counted ?? 0, to: ends.last.counted ?? 0 })];
};

const undecreedTexts = (run: Run, t: Translate): string[] => {
  const ends = endsOf(run);
  if (!ends) return [];
  const from = ends.first.counted ?? 0;
  if (run.days.length === 1) return [t('law:card.undecreed-one', { day: dayInLine(ends.first.day, t), n: from })];
  const days = dayRange(ends.first.day, ends.last.day, t);
  return [t('law:card.undecreed', { days, from, to: ends.last.counted ?? 0 })];
};

const textsOf = (run: Run, t: Translate): string[] => {
  const ends = endsOf(run);
  if (!ends) return [];
  const days = dayRange(ends.first.day, ends.last.day, t);
  const name = run.name ?? '';
  switch (run.reason) {
    case 'start-not-counted':
      return [];
    case 'counted':
      if (run.name === undefined) return countedTexts(run, t);
      return run.days.map((one) =>
        t('law:card.last-day-on-holiday', {
          day: dayInLine(one.day, t),
          n: one.counted ?? 0,
          name: holidayName(name, t),
        }),
      );
    case 'make-up':
      return run.days.map((one) => t('law:card.make-up', { day: dayInLine(one.day, t), n: one.counted ?? 0 }));
    case 'undecreed':
      return undecreedTexts(run, t);
    case 'weekend':
      return [t('law:card.weekend', { days })];
    case 'holiday':
      return [t('law:card.holiday', { days, name: holidayName(name, t) })];
    case 'excluded':
      return [t('law:card.excluded', { days, name: t(`law:excluded.${name}`) })];
    case 'rolled':
      return run.days.map((one) => t('law:card.rolled', { day: dayInLine(one.day, t) }));
  }
};

/** First the day that does not count, then all others as one line of runs. */
export const clockLines = (
  startOn: Day,
  startEvent: string,
  days: readonly ReckonedDay[],
  t: Translate,
): [string, string] => [
  t('law:card.start', { day: dayInLine(startOn, t), event: t(`law:start-event.${startEvent}`) }),
  runsOf(days)
    .flatMap((run) => textsOf(run, t))
    .join(t('law:card.line-separator')),
];
