import { existsSync, readdirSync } from 'node:fs';
import { addDays, compareDays, type Day, dayOf, isDay } from '#kernel/day.ts';
import { audit, platformTenant } from './audit.ts';
import { now } from './clock.ts';
import type { Tx } from './db.ts';

/** As long as an instance may have stood still over the longest holidays; after more, somebody says what day it is. */
const LONGEST_PAUSE = 10;

/** How `retain` signs what it did: a day it went by was believed, or said by somebody. */
export const retained = { act: 'retain', subject: 'instance' } as const;

/** How it is signed that somebody has looked at a calendar. */
export const dayConfirmed = { act: 'confirm-day', subject: 'instance' } as const;

export type KnownDay = {
  /** The last day on which the instance was at work, as far as can be believed. */
  readonly day: Day;
  /** The day that was believed or said last: whatever was proves nothing before it. */
  readonly since: Day;
  /** What stood beyond `since` when somebody said it, up to this day: left by a clock that ran ahead. */
  readonly disowned?: Day | undefined;
};

/** `ahead`: no work for longer than any pause; `behind`: there was work on later days already. */
export type DayDoubt = { readonly is: 'ahead' | 'behind'; readonly today: Day; readonly known: Day };

type Mark = { readonly since: Day | null; readonly disowned: Day | null };

/** A mark may disown others that bear later days: a wrong day that was believed is put right by saying the right one. */
const lastMark = `
  with said as (
    select (at at time zone 'Asia/Shanghai')::date as day, at, audit_line, detail
      from audit_line where tenant = $1 and subject = $2 and act = any($3)),
  mark as (select * from said where not exists (select 1 from said o where o.detail -> 'disowns' ? said.audit_line::text))
  select coalesce(m.day, (select max(made_at at time zone 'Asia/Shanghai')::date from instance)) as since,
         (select max((detail ->> 'until')::date) from mark) as disowned
    from (select 1) one left join lateral (
      select * from mark order by at desc limit 1) m on true`;

const markParams = [platformTenant, retained.subject, [retained.act, dayConfirmed.act]];

const isWithin = (day: Day, after: Day, until: Day): boolean =>
  compareDays(day, after) > 0 && compareDays(day, until) <= 0;

const laterOf = (a: Day | null, b: Day | null): Day | null =>
  a === null || (b !== null && compareDays(b, a) > 0) ? b : a;

/** Notes that somebody has looked at a calendar: the day is that of the clock. Needs the owner's login. */
export const confirmDay = async (tx: Tx, account: string, headsDirectory: string): Promise<void> => {
  const later = await tx.rows<{ audit_line: string }>(
    'select audit_line from audit_line where tenant = $1 and subject = $2 and act = any($3) and at > $4',
    [...markParams, now()],
  );
  const written = await lastLineBetween(tx, dayOf(now()), '9999-12-30');
  const until = [written, ...signedDays(headsDirectory)].reduce(laterOf, null);
  await audit(tx, {
    tenant: platformTenant,
    account,
    ...dayConfirmed,
    detail: { ...(until === null ? {} : { until }), disowns: later.map((line) => line.audit_line) },
  });
};

/**
 * The last day on which this instance was at work without a pause longer than anybody takes, by its audit trail (which every act
 * writes to) and its signed heads: counted from the last day that `retain` believed or somebody said, else from the instance's
 * own making. Whatever a clock that jumped writes lies beyond such a pause, however many days it goes on. Undefined where there is
 * no instance. Needs the owner's login.
 */
export const lastKnownDay = async (tx: Tx, headsDirectory: string): Promise<KnownDay | undefined> => {
  const { since, disowned } = await tx.one<Mark>(lastMark, markParams);
  if (since === null) return undefined;
  const signed = signedDays(headsDirectory);
  let known = since;
  for (;;) {
    const until = addDays(known, LONGEST_PAUSE);
    const next = [
      await lastLineBetween(tx, known, until),
      ...signed.filter((day) => isWithin(day, known, until)),
    ].reduce(laterOf, null);
    if (next === null) return { day: known, since, disowned: disowned ?? undefined };
    known = next;
  }
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

/** Why a clock that says `today` is not believed; undefined where it is. */
export const doubtOfDay = (today: Day, known: KnownDay | undefined): DayDoubt | undefined => {
  if (known === undefined) return undefined;
  const { day, since, disowned } = known;
  if (compareDays(today, addDays(day, LONGEST_PAUSE)) > 0) return { is: 'ahead', today, known: day };
  if (compareDays(today, day) >= 0) return undefined;
  const isDisowned = disowned !== undefined && compareDays(day, disowned) <= 0 && compareDays(today, since) >= 0;
  return isDisowned ? undefined : { is: 'behind', today, known: day };
};
