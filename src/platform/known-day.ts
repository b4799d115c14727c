import { existsSync, readdirSync } from 'node:fs';
import { addDays, compareDays, type Day, isDay } from '#kernel/day.ts';
import { platformTenant } from './audit.ts';
import type { Tx } from './db.ts';

/** As long as an instance may have stood still over the longest holidays; after more, somebody says what day it is. */
const LONGEST_PAUSE = 10;

/** How `retain` signs what it did: a day it went by was believed, or said by somebody. */
export const retained = { act: 'retain', subject: 'instance' } as const;

/**
 * The last day on which this instance was at work without a pause longer than anybody takes, by its audit trail (which every act
 * writes to) and its signed heads: counted from the last `retain`, which went by a day that was believed, else from the instance's
 * own making. Whatever a clock that jumped writes lies beyond such a pause, however many days it goes on. Undefined where there is
 * no instance. Needs the owner's login.
 */
export const lastKnownDay = async (tx: Tx, today: Day, headsDirectory: string): Promise<Day | undefined> => {
  const { since } = await tx.one<{ since: Day | null }>(
    `select (coalesce((select max(at) from audit_line where tenant = $1 and subject = $2 and act = $3),
                      (select max(made_at) from instance)) at time zone 'Asia/Shanghai')::date as since`,
    [platformTenant, retained.subject, retained.act],
  );
  if (since === null) return undefined;
  const signed = signedDays(headsDirectory);
  let known = since;
  while (compareDays(known, today) < 0) {
    const until = addDays(known, LONGEST_PAUSE);
    const next = [await lastLineBetween(tx, known, until), ...signed]
      .filter((day) => day !== null)
      .filter((day) => compareDays(day, known) > 0 && compareDays(day, until) <= 0)
      .reduce<Day | undefined>(
        (last, day) => (last === undefined || compareDays(day, last) > 0 ? day : last),
        undefined,
      );
    if (next === undefined) break;
    known = next;
  }
  return known;
};

const lastLineBetween = async (tx: Tx, after: Day, until: Day): Promise<Day | null> => {
  const { on } = await tx.one<{ on: Day | null }>(
    `with recursive t as (
       (select min(tenant collate "C") as tenant from audit_line)
       union all select (select min(x.tenant collate "C") from audit_line x where x.tenant > t.tenant) from t
        where t.tenant is not null)
     select (max((select max(a.at) from audit_line a
          where a.tenant = t.tenant
            and a.at >= ($1::date + 1)::timestamp at time zone 'Asia/Shanghai'
            and a.at < ($2::date + 1)::timestamp at time zone 'Asia/Shanghai')) at time zone 'Asia/Shanghai')::date as on from t`,
    [after, until],
  );
  return on;
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
