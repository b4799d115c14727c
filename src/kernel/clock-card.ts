import { basisText } from '#kernel/article.ts';
import { clockLines } from '#kernel/clock-lines.ts';
import { type Day, daysBetween, yearOf } from '#kernel/day.ts';
import { dayWithWeekday, longDay, weekdayName } from '#kernel/day-text.ts';
import type { Limit } from '#kernel/limit.ts';
import type { Reckoning } from '#kernel/reckoning.ts';
import type { Translate } from '#kernel/translate.ts';

export type ClockState = 'running' | 'due-soon' | 'last-day' | 'overdue' | 'paused';

/** The clock card, the same object on the site, the desk and in PDFs: texts ready to show, in their order. */
export type ClockCard = {
  readonly rule: string;
  readonly title: string;
  readonly state: ClockState;
  /** Days left of the limit's own kind; negative when overdue (calendar days), `null` while paused. */
  readonly remaining: number | null;
  readonly remainingText: string;
  readonly dueText: string;
  /** The day not counted, then the days counted and left out. */
  readonly lines: readonly string[];
  /** Provisional days, other readings, a second limit: each a sentence; often none. */
  readonly notes: readonly string[];
  readonly basisText: string;
  /** What the limit stands for now, where it is no more what its title says. */
  readonly means?: string;
};

const remainingOf = (reckoning: Reckoning, dueOn: Day, today: Day): number => {
  if (today >= dueOn || reckoning.limit.unit === 'calendar-days') return daysBetween(today, dueOn);
  return reckoning.days.filter((one) => one.counted !== null && one.day > today).length;
};

/** Due soon from the same day on as in every list and message. */
const stateOf = ({ soonFrom }: Reckoning, remaining: number | null, today: Day): ClockState => {
  if (remaining === null) return 'paused';
  if (remaining < 0) return 'overdue';
  if (remaining === 0) return 'last-day';
  return soonFrom !== null && today >= soonFrom ? 'due-soon' : 'running';
};

const remainingText = (reckoning: Reckoning, remaining: number | null, t: Translate): string => {
  const unit = reckoning.limit.unit;
  if (remaining === null) return t(`law:card.paused-${unit}`, { count: reckoning.paused?.remaining ?? 0 });
  if (remaining < 0) return t('law:card.overdue', { count: -remaining });
  if (remaining === 0) return t('law:card.last-day');
  const text = t(`law:card.remaining-${unit}`, { count: remaining });
  return reckoning.provisional ? t('law:card.at-the-earliest', { remaining: text }) : text;
};

const dueText = (reckoning: Reckoning, t: Translate): string => {
  const { dueOn, paused } = reckoning;
  if (dueOn === null)
    return paused === null
      ? ''
      : t('law:card.due-after-pause', { reason: t(`law:excluded.${paused.reason}`), date: longDay(paused.since, t) });
  return t(reckoning.provisional ? 'law:card.due-at-the-earliest' : 'law:card.due', {
    date: longDay(dueOn, t),
    weekday: weekdayName(dueOn, t),
    act: t(`law:rule.${reckoning.rule}.act`),
  });
};

/** By value: a reckoning that came over the wire has lost which of its parts it was made from. */
const isSameLimit = (a: Limit, b: Limit): boolean =>
  a.unit === b.unit && a.count === b.count && a.rollOnHoliday === b.rollOnHoliday && a.weekendsRoll === b.weekendsRoll;

const notesOf = (reckoning: Reckoning, t: Translate): string[] => {
  const { dueOn, expectedOn, unrolledDueOn, weekendReadings, sureUntil } = reckoning;
  const notes: string[] = [];
  if (reckoning.provisional && expectedOn !== null) {
    const year = reckoning.decrees.find((one) => one.decree === null)?.year ?? yearOf(expectedOn);
    notes.push(
      t('law:card.expected', { date: longDay(expectedOn, t), weekday: weekdayName(expectedOn, t), year: String(year) }),
    );
    if (sureUntil !== null) notes.push(t('law:card.sure-until', { date: longDay(sureUntil, t) }));
  }
  if (reckoning.nextDecreeMayReachBack) notes.push(t('law:card.next-decree-may-reach-back'));
  if (dueOn === null) return notes;
  if (unrolledDueOn !== null && unrolledDueOn !== dueOn)
    notes.push(t('law:card.target', { date: longDay(unrolledDueOn, t), weekday: weekdayName(unrolledDueOn, t) }));
  const { stay, roll, expected } = weekendReadings;
  if (stay !== null && roll !== null && stay !== roll)
    notes.push(
      t(expected ? 'law:card.weekend-readings-expected' : 'law:card.weekend-readings', {
        stay: dayWithWeekday(stay, t),
        roll: dayWithWeekday(roll, t),
        used: dayWithWeekday(expectedOn ?? dueOn, t),
      }),
    );
  for (const part of reckoning.parts) {
    const other = part.reckoning.dueOn;
    if (other !== null && !isSameLimit(part.reckoning.limit, reckoning.limit))
      notes.push(t('law:card.other-limit', { basis: basisText([part.basis], t), date: dayWithWeekday(other, t) }));
  }
  return notes;
};

const calendarText = (reckoning: Reckoning, t: Translate): string => {
  const years = (decreed: boolean): string =>
    reckoning.decrees
      .filter((one) => (one.decree !== null) === decreed)
      .map((one) => one.year)
      .join(t('law:list-separator'));
  const [known, unknown] = [years(true), years(false)];
  return [
    ...(known === '' ? [] : [t('law:card.calendar-decreed', { years: known })]),
    ...(unknown === '' ? [] : [t('law:card.calendar-undecreed', { years: unknown })]),
  ].join(t('law:list-separator'));
};

export const clockCard = (reckoning: Reckoning, today: Day, t: Translate): ClockCard => {
  const remaining = reckoning.dueOn === null ? null : remainingOf(reckoning, reckoning.dueOn, today);
  return {
    rule: reckoning.rule,
    title: t(`law:rule.${reckoning.rule}.title`),
    state: stateOf(reckoning, remaining, today),
    remaining,
    remainingText: remainingText(reckoning, remaining, t),
    dueText: dueText(reckoning, t),
    lines: clockLines(reckoning.startOn, reckoning.startEvent, reckoning.days, t),
    notes: notesOf(reckoning, t),
    basisText: t('law:card.basis', {
      basis: basisText(reckoning.basis, t),
      rule: reckoning.rule,
      calendar: calendarText(reckoning, t),
    }),
  };
};
