import { existsSync, readdirSync } from 'node:fs';
import { addDays, compareDays, type Day, isDay } from '#kernel/day.ts';
import type { Tx } from './db.ts';

/** As long as an instance may have stood still over the longest holidays; after more, somebody says what day it is. */
const LONGEST_PAUSE = 10;

/**
 * The last day before yesterday's end on which this instance was at work, by its audit trail (which every act writes to), its
 * signed heads and its own making. What the last day says proves nothing: a clock that has just jumped wrote it. Undefined for an
 * instance made since. Needs the owner's login.
 */
export const lastKnownDay = async (tx: Tx, today: Day, headsDirectory: string): Promise<Day | undefined> => {
  const until = addDays(today, -1);
  const { on } = await tx.one<{ on: Day | null }>(
    `with recursive t as (
       (select min(tenant collate "C") as tenant from audit_line)
       union all select (select min(x.tenant collate "C") from audit_line x where x.tenant > t.tenant) from t
        where t.tenant is not null),
     known as (
       select (select max(a.at) from audit_line a
          where a.tenant = t.tenant and a.at < $1::date::timestamp at time zone 'Asia/Shanghai') as at from t
       union all select made_at from instance where made_at < $1::date::timestamp at time zone 'Asia/Shanghai')
     select (max(at) at time zone 'Asia/Shanghai')::date as on from known`,
    [until],
  );
  return [on, ...signedDays(headsDirectory)]
    .filter((day) => day !== null)
    .filter((day) => compareDays(day, until) < 0)
    .reduce<Day | undefined>((last, day) => (last === undefined || compareDays(day, last) > 0 ? day : last), undefined);
};

const signedDays = (directory: string): Day[] =>
  existsSync(directory)
    ? readdirSync(directory)
        .map((name) => name.replace(/\.json$/u, ''))
        .filter(isDay)
    : [];

/** Whether a clock that says `today` may be believed where an instance was last at work on `known`. */
export const isDayBelieved = (today: Day, known: Day | undefined): boolean =>
  known === undefined || compareDays(today, addDays(known, LONGEST_PAUSE)) <= 0;
