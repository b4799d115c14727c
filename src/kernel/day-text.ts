import { type Day, dateOf, monthOf, weekdayOf, yearOf } from '#kernel/day.ts';
import type { Translate } from '#kernel/translate.ts';

/** How days are written for people; the words stand in the `law` texts. */
const parts = (day: Day, t: Translate) => ({
  year: yearOf(day),
  month: t(`law:month.${monthOf(day)}`),
  date: dateOf(day),
});

/** 2026年4月24日 / 24 Apr 2026 */
export const longDay = (day: Day, t: Translate): string => t('law:date.long', parts(day, t));

/** 4月24日 / 24 Apr */
export const shortDay = (day: Day, t: Translate): string => t('law:date.short', parts(day, t));

/** 星期五 / Fri */
export const weekdayName = (day: Day, t: Translate): string => t(`law:weekday.${weekdayOf(day)}`);

/** 2026年4月24日（星期五） / Fri 24 Apr 2026 */
export const dayWithWeekday = (day: Day, t: Translate): string =>
  t('law:date.with-weekday', { day: longDay(day, t), weekday: weekdayName(day, t) });

/** 4月24日(五) / Fri 24 Apr: for lines that hold many days. */
export const dayInLine = (day: Day, t: Translate): string =>
  t('law:date.weekday-in-line', { day: shortDay(day, t), weekday: t(`law:weekday-short.${weekdayOf(day)}`) });

/** 4月18–19日 / 18–19 Apr; a single day is written alone, with its weekday. */
export const dayRange = (from: Day, to: Day, t: Translate): string => {
  if (from === to) return dayInLine(from, t);
  const values = { ...parts(from, t), toMonth: t(`law:month.${monthOf(to)}`), toDate: dateOf(to) };
  return t(monthOf(from) === monthOf(to) ? 'law:date.range' : 'law:date.range-over-months', values);
};
