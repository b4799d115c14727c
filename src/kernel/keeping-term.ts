import { type Day, dateOf, lastDayOfMonth, makeDay, monthOf, yearOf } from '#kernel/day.ts';

/** What ended on this day or before has been kept for that many years; 29 February ends with 28 February. */
export const lastDayToGo = (today: Day, years: number): Day => {
  const first = makeDay(yearOf(today) - years, monthOf(today), 1);
  return makeDay(yearOf(first), monthOf(first), Math.min(dateOf(today), dateOf(lastDayOfMonth(first))));
};
