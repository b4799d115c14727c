import type { Actor } from '#kernel/actor.ts';
import { type Day, dayOf } from '#kernel/day.ts';
import { lastDayToGo } from '#kernel/keeping-term.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';

import { staffMember, systemActors } from '#modules/directory/facade.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import type { PersonBroughtBack } from '#platform/erasures.ts';
import { eraseFiles } from '#platform/files/erase-files.ts';
import { orRefuse } from '#platform/http/errors.ts';
import { holdsOn, liftHold, placeHold } from '#platform/legal-holds.ts';
import { leaveEvent } from '#platform/streams.ts';
import { clocksOf } from './clocks.ts';
import type { Hold } from './contract.ts';
import { everyReport } from './desk-scope.ts';
import { lawFor } from './handle.ts';
import { holdObjection } from './permits.ts';
import { evolve, fold, owedPapers, type ReportEvent } from './report.ts';
import { retireReport, yearsKept } from './retirement.ts';
import { findReport, forgetReporter, type LockedReport, lockReport, writeChange } from './store.ts';

export type ReportDue = {
  readonly tenant: string;
  readonly stream: string;
  readonly number: string;
  /** Last day of its verification, from which the term runs. */
  readonly endedOn: Day;
  readonly years: number;
  /** Kept by a legal hold, however long the term is over. */
  readonly held: boolean;
};

const basis = 'pipl 19, 47; RET-05';

/** Every report of the instance whose term is over and that still holds something of a person. */
export const reportsDue = async (context: Context, at: Date): Promise<ReportDue[]> => {
  const due: ReportDue[] = [];
  for (const actor of await systemActors(context.database, 'retention')) {
    due.push(...(await context.database.transact(everyReport(actor), (tx) => dueIn(context, tx, actor, dayOf(at)))));
  }
  return due;
};

const dueIn = async (context: Context, tx: Tx, actor: Actor, today: Day): Promise<ReportDue[]> => {
  const { tenant = '' } = actor;
  const years = yearsKept(lawFor(context, tenant), today);
  const rows = await tx.rows<{ stream: string; number: string; endedOn: Day }>(
    `select r.stream, r.number, coalesce(r.due_on, r.transferred_on, r.received_on) as "endedOn" from report r
      where r.tenant = $1 and r.phase <> 'retired' and coalesce(r.due_on, r.transferred_on, r.received_on) <= $2::date
      order by "endedOn", r.number`,
    [tenant, lastDayToGo(today, years)],
  );
  const due: ReportDue[] = [];
  for (const row of rows) {
    const held = (await holdsOn(tx, { tenant, stream: row.stream })).length > 0;
    due.push({ ...row, tenant, years, held });
  }
  return due;
};

/** Lets the reports go that no hold keeps, each by an act of its own; run again after an interruption it does the rest. */
export const retireReports = async (context: Context, due: readonly ReportDue[], at: Date): Promise<number> => {
  const actors = new Map((await systemActors(context.database, 'retention')).map((one) => [one.tenant, one]));
  let gone = 0;
  for (const report of due) {
    const actor = actors.get(report.tenant);
    if (actor === undefined || report.held) continue;
    await context.database.transact(everyReport(actor), (tx) => retire(context, tx, actor, report, at));
    gone += 1;
  }
  return gone;
};

const retire = async (context: Context, tx: Tx, actor: Actor, due: ReportDue, at: Date): Promise<void> => {
  const { tenant, stream } = due;
  const locked = await lockReport(tx, due.number);
  if (locked === undefined) throw new Error('a report that was due is gone');
  const law = lawFor(context, tenant);
  const event = orRefuse(retireReport(locked.state, { today: dayOf(at), law }));
  await change(context, tx, actor, locked, event, 'retire-report', at);
  const persons = await tx.rows<{ person: string }>(
    'select person from person_key where tenant = $1 and stream = $2 and wrapped is not null',
    [tenant, stream],
  );
  for (const { person } of persons) {
    orRefuse(await context.vault.erasePerson(tx, actor, { tenant, stream, person }, basis));
  }
  orRefuse(await eraseFiles(context.files, tx, actor, { tenant, stream, of: 'case', basis }));
  forgetReporter(tx, { tenant, stream });
};

const change = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  locked: LockedReport,
  event: ReportEvent,
  act: string,
  at: Date,
): Promise<void> => {
  const state = evolve(locked.state, event);
  const clocks = clocksOf(state, lawFor(context, locked.tenant));
  await writeChange(tx, context, locked, { at, actor: actor.account, act, event, state, clocks });
};

type HoldWish = { readonly actor: Actor; readonly number: string; readonly at: Date };

/** Keeps the report from the end of its term while a review, suit or inquiry runs; the reason stands in the register. */
export const holdReport = async (
  context: Context,
  tx: Tx,
  { actor, number, at }: HoldWish,
  reason: string,
): Promise<{ readonly hold: string } | Refusal> => {
  const locked = await lockReport(tx, number);
  if (locked === undefined) return refuse('report-not-found', { status: 404 });
  const objection = holdObjection(actor, locked.state, 'place-hold');
  if (objection !== undefined) return objection;
  const placed = await placeHold(tx, actor, locked, reason);
  if (isRefusal(placed)) return placed;
  const event: ReportEvent = { type: 'LegalHoldPlaced', payload: { hold: placed.hold } };
  await change(context, tx, actor, locked, event, 'place-hold', at);
  return placed;
};

export const releaseReport = async (
  context: Context,
  tx: Tx,
  { actor, number, at }: HoldWish,
  hold: string,
): Promise<{ readonly lifted: string } | Refusal> => {
  const locked = await lockReport(tx, number);
  if (locked === undefined) return refuse('report-not-found', { status: 404 });
  const objection = holdObjection(actor, locked.state, 'lift-hold');
  if (objection !== undefined) return objection;
  const lifted = await liftHold(tx, actor, locked, hold);
  if (isRefusal(lifted)) return lifted;
  await change(context, tx, actor, locked, { type: 'LegalHoldLifted', payload: { hold } }, 'lift-hold', at);
  return lifted;
};

export const holdsOfReport = async (tx: Tx, number: string, today: Day): Promise<Hold[] | Refusal> => {
  const found = await findReport(tx, number);
  if (found === undefined) return refuse('report-not-found', { status: 404 });
  const holds: Hold[] = [];
  for (const { placedAt, ...hold } of await holdsOn(tx, found)) {
    const placedByName = (await staffMember(tx, hold.placedBy, today))?.name ?? hold.placedBy;
    holds.push({ ...hold, placedByName, placedAt: placedAt.toISOString() });
  }
  return holds;
};

/**
 * After a restore, under the owner's login: the way back from a phone or an account to a reporter who was erased goes, no letter is owed
 * to them any more, and the history says when and why.
 */
export const forgetReporterAgain = async (tx: Tx, gone: PersonBroughtBack): Promise<void> => {
  const { tenant, stream, person, basis, firstOn, at, actor } = gone;
  const event = { type: 'ReporterErased', payload: { person, basis, on: firstOn, repeats: 'restore' } };
  const reporter = 'select 1 from reporter where tenant = $1 and stream = $2 and person = $3';
  if ((await tx.maybe(reporter, [tenant, stream, person])) === undefined) return;
  const events = await leaveEvent(tx, 'report', { tenant, stream, actor, at, event });
  if (events === undefined) return;
  const state = fold(events as readonly ReportEvent[]);
  await tx.run('update report set version = $3, owed = $4, changed_at = $5 where tenant = $1 and stream = $2', [
    ...[tenant, stream, state.version, owedPapers(state).length, at],
  ]);
  await tx.run('delete from reporter where tenant = $1 and stream = $2', [tenant, stream]);
  await tx.run("delete from case_access where tenant = $1 and stream = $2 and role = 'reporter'", [tenant, stream]);
};
