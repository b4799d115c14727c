import { type Day, yearsAfter } from '#kernel/day.ts';

/** What ended on this day or before has been kept for that many years; 29 February ends with 28 February. */
export const lastDayToGo = (today: Day, years: number): Day => yearsAfter(today, -years);
