import { isWorkingKind, kindOf, likelyKindOf, type WorkCalendar } from '#kernel/calendar.ts';
import { addDays, type Day } from '#kernel/day.ts';

/** A limit is worked first, and told of, from the third working day before its end: a holiday in between is no time to work. */
const SOON_WORKING_DAYS = 3;

/** How far "due soon" reaches on a day. */
export type DueDays = {
  readonly today: Day;
  /** The third working day from today, itself included. */
  readonly soonUntil: Day;
  /** It was found through days of a year without a notice, as weekdays worked and weekends free. */
  readonly provisional: boolean;
};

const isWorked = (day: Day, calendar: WorkCalendar): boolean => isWorkingKind(likelyKindOf(day, calendar).kind);

export const dueDays = (today: Day, calendar: WorkCalendar): DueDays => {
  let day = today;
  let provisional = false;
  for (let left = SOON_WORKING_DAYS; left > 0; ) {
    day = addDays(day, 1);
    if (kindOf(day, calendar).kind === 'undecreed') provisional = true;
    if (isWorked(day, calendar)) left -= 1;
  }
  return { today, soonUntil: day, provisional };
};

/** The first day on which a limit that ends on `dueOn` is due soon, the third working day before it: `dueDays` the other way round. */
export const soonFrom = (dueOn: Day, calendar: WorkCalendar): Day => {
  let day = dueOn;
  for (let left = SOON_WORKING_DAYS; left > 0; ) {
    day = addDays(day, -1);
    if (isWorked(day, calendar)) left -= 1;
  }
  return day;
};
