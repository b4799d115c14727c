import type { Actor } from '#kernel/actor.ts';
import type { WorkCalendar } from '#kernel/calendar.ts';
import type { Day } from '#kernel/day.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import { audit, platformTenant } from '#platform/audit.ts';
import type { Tx } from '#platform/db.ts';
import {
  type CalendarDay,
  type ChangedDay,
  calendarOf,
  changedDays,
  type DecreedYear,
  mergeYears,
} from './calendar.ts';
import { type DecreeInput, readDecree } from './decree.ts';
import { packagedYears } from './packaged-calendar.ts';
import { refuseUnlessInstanceKeeper } from './upkeep/who.ts';

type YearRow = { year: number; revision: number; decree: string; amended_by: string[]; entered_at: Date };
type DayRow = { year: number; revision: number; day: Day; kind: CalendarDay['kind']; name: string };

const NEWEST_YEARS = `
  select distinct on (year) year, revision, decree, amended_by, entered_at
  from calendar_year order by year, revision desc`;

const NEWEST_DAYS = `
  select d.year, d.revision, d.day, d.kind, d.name
  from calendar_day d
  join (select year, max(revision) as revision from calendar_year group by year) newest using (year, revision)
  order by d.day`;

const withDays = (years: readonly YearRow[], dayRows: readonly DayRow[]): DecreedYear[] => {
  const days = Map.groupBy(dayRows, (row) => `${row.year} ${row.revision}`);
  return years.map(({ year, revision, decree, amended_by }) => ({
    year,
    decree,
    ...(amended_by.length === 0 ? {} : { amendedBy: amended_by }),
    days: (days.get(`${year} ${revision}`) ?? []).map(({ day, kind, name }): CalendarDay => ({ day, kind, name })),
  }));
};

/** The notices administrators have entered, each in its newest revision. */
export const enteredYears = async (tx: Tx): Promise<DecreedYear[]> => {
  const years = await tx.rows<YearRow>(NEWEST_YEARS);
  return years.length === 0 ? [] : withDays(years, await tx.rows<DayRow>(NEWEST_DAYS));
};

/** Every revision that was ever entered and when, oldest first. */
export const everyEnteredYear = async (tx: Tx): Promise<{ readonly at: Date; readonly value: DecreedYear }[]> => {
  const years = await tx.rows<YearRow>(
    'select year, revision, decree, amended_by, entered_at from calendar_year order by entered_at, year, revision',
  );
  const days = await tx.rows<DayRow>('select year, revision, day, kind, name from calendar_day order by day');
  return withDays(years, days).map((value, i) => ({ value, at: years[i]?.entered_at ?? new Date(0) }));
};

/** The calendar in force: the packaged years, with the entered ones in their place. */
export const loadCalendar = async (tx: Tx): Promise<WorkCalendar> =>
  calendarOf(mergeYears(packagedYears(), await enteredYears(tx)));

/** What entering a notice would change: both calendars, so that whoever keeps cases can say which of them move. */
export type DecreePreview = {
  readonly decreed: DecreedYear;
  readonly before: WorkCalendar;
  readonly after: WorkCalendar;
  readonly changes: readonly ChangedDay[];
};

export const previewDecree = async (tx: Tx, input: DecreeInput): Promise<DecreePreview | Refusal> => {
  const decreed = readDecree(input);
  if (isRefusal(decreed)) return decreed;
  const years = mergeYears(packagedYears(), await enteredYears(tx));
  const before = calendarOf(years);
  const after = calendarOf(mergeYears(years, [decreed]));
  return { decreed, before, after, changes: changedDays(before, after) };
};

/** False when somebody else entered this revision in the meantime. */
const writeYear = async (tx: Tx, decreed: DecreedYear, revision: number, by: string, at: Date): Promise<boolean> => {
  const written = await tx.run(
    `insert into calendar_year (year, revision, decree, amended_by, entered_by, entered_at)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    [decreed.year, revision, decreed.decree, decreed.amendedBy ?? [], by, at],
  );
  if (written === 0) return false;
  await tx.run(
    `insert into calendar_day (year, revision, day, kind, name)
     select $1, $2, x.day, x.kind, x.name from jsonb_to_recordset($3::jsonb) as x(day date, kind text, name text)`,
    [decreed.year, revision, JSON.stringify(decreed.days)],
  );
  return true;
};

/** One calendar holds for every authority of the instance: the system administrator of the one that keeps it enters it. */
export const calendarObjection = async (tx: Tx, actor: Actor): Promise<Refusal | undefined> => {
  const { tenant, roles } = actor;
  if (tenant === undefined || !roles.includes('system-administrator'))
    return refuse('only-system-administrator', { status: 403 });
  return await refuseUnlessInstanceKeeper(tx, { tenant });
};

export type DecreeEntered = DecreePreview & { readonly revision: number };

/**
 * Puts a notice into force as a new revision of its year. Cases are not touched here: whoever keeps them re-reckons by
 * an act of their own. `knownRevision` is what the preview was made on (0: none entered yet); another in between refuses.
 */
export const enterDecree = async (
  tx: Tx,
  actor: Actor,
  input: DecreeInput,
  knownRevision: number,
  at: Date,
): Promise<DecreeEntered | Refusal> => {
  const objection = await calendarObjection(tx, actor);
  if (objection !== undefined) return objection;
  const preview = await previewDecree(tx, input);
  if (isRefusal(preview)) return preview;
  const { decreed } = preview;
  const current = await revisionOf(tx, decreed.year);
  const meanwhile = refuse('decree-entered-meanwhile', { status: 409, params: { year: decreed.year } });
  if (current !== knownRevision) return meanwhile;
  const revision = current + 1;
  if (!(await writeYear(tx, decreed, revision, actor.account, at))) return meanwhile;
  await audit(tx, {
    tenant: platformTenant,
    account: actor.account,
    act: 'enter-decree',
    subject: `calendar-year:${decreed.year}`,
    detail: {
      revision,
      decree: decreed.decree,
      days: decreed.days.length,
      changed: preview.changes.length,
      notOff: decreed.days.flatMap(({ day, kind }) => (kind === 'plain' ? [day] : [])),
    },
  });
  return { ...preview, revision };
};

/** 0 when no notice was entered for that year. */
export const revisionOf = async (tx: Tx, year: number): Promise<number> => {
  const row = await tx.one<{ revision: number }>(
    'select coalesce(max(revision), 0) as revision from calendar_year where year = $1',
    [year],
  );
  return row.revision;
};

export type EnteredNotice = {
  readonly year: number;
  readonly revision: number;
  readonly decree: string;
  readonly entered_by: string;
  readonly entered_at: Date;
};

/** Every revision ever entered, newest first: the register behind the calendar screen. */
export const enteredNotices = (tx: Tx): Promise<EnteredNotice[]> =>
  tx.rows<EnteredNotice>(
    'select year, revision, decree, entered_by, entered_at from calendar_year order by entered_at desc, year, revision',
  );
