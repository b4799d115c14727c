import { type Day, dateOf, dayOf, daysBetween, isDay, monthOf, weekdayOf, yearOf } from '#kernel/day.ts';
import type { Translate } from '#kernel/translate.ts';

/** `4月24日 周五`, with the year when it is not this one. */
export const dayText = (day: Day, today: Day, t: Translate): string =>
  t(yearOf(day) === yearOf(today) ? 'desk:when.day' : 'desk:when.dayWithYear', {
    year: String(yearOf(day)),
    month: String(monthOf(day)),
    monthName: t(`desk:when.month.${monthOf(day)}`),
    date: String(dateOf(day)),
    weekday: t(`desk:when.weekday.${weekdayOf(day)}`),
  });

/** `明天`, `3 天后`, `昨天`. */
export const relativeText = (day: Day, today: Day, t: Translate): string => {
  const ahead = daysBetween(today, day);
  if (ahead === 0) return t('desk:when.today');
  if (ahead === 1) return t('desk:when.tomorrow');
  if (ahead === -1) return t('desk:when.yesterday');
  return ahead > 0 ? t('desk:when.in', { count: ahead }) : t('desk:when.ago', { count: -ahead });
};

/** As `relativeText`, for a day by which something had to be done. */
export const dueRelativeText = (day: Day, today: Day, t: Translate): string => {
  const ahead = daysBetween(today, day);
  return ahead < 0 ? t('desk:when.over', { count: -ahead }) : relativeText(day, today, t);
};

const beijingTime = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
});

/** An instant in Beijing time: `4月24日 周五 09:05`. */
export const instantText = (at: string, today: Day, t: Translate): string => {
  const instant = new Date(at);
  return `${dayText(dayOf(instant), today, t)} ${beijingTime.format(instant)}`;
};

export const asDay = (text: string | null | undefined): Day | undefined => (isDay(text) ? text : undefined);

/** A day from the server in words; text that is no day comes back as it is. */
export const dayOrText = (text: string, today: Day, t: Translate): string =>
  isDay(text) ? dayText(text, today, t) : text;
