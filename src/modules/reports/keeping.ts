import type { Actor } from '#kernel/actor.ts';
import { type Day, dayOf } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { staffMember, systemActors } from '#modules/directory/facade.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { type EndOfTerm, endOfTerm, type FileAtEnd } from '#platform/end-of-term.ts';
import type { PersonBroughtBack } from '#platform/erasures.ts';
import { eraseFiles } from '#platform/files/erase-files.ts';
import { orRefuse } from '#platform/http/errors.ts';
import { type Holdable, namedHolds } from '#platform/legal-holds.ts';
import { leaveEvent } from '#platform/streams.ts';
import { clocksOf } from './clocks.ts';
import type { Hold } from './contract.ts';
import { everyReport } from './desk-scope.ts';
import { lawFor } from './handle.ts';
import { holdObjection } from './permits.ts';
import { evolve, fold, owedPapers, type ReportEvent } from './report.ts';
import { retireReport, yearsKept } from './retirement.ts';
import { findReport, forgetReporter, type LockedReport, lockReport, writeChange } from './store.ts';

const basis = 'pipl 19, 47; RET-05';

/** The last day of its verification, from which the term runs. */
const ENDED_ON = 'coalesce(r.due_on, r.transferred_on, r.received_on)';

/** Reports of the instance whose term is over and that still hold something of a person. */
export const reportsAtEnd = async (context: Context, at: Date): Promise<EndOfTerm> =>
  endOfTerm(
    context.database,
    await systemActors(context.database, 'retention'),
    {
      ended: `select r.stream, r.number, ${ENDED_ON} as "endedOn" from report r where r.tenant = $1 and r.phase <> 'retired'`,
      scopeOf: everyReport,
      yearsKept: (tenant, today) => yearsKept(lawFor(context, tenant), today),
      letGo: (tx, actor, file, when) => retire(context, tx, actor, file, when),
    },
    at,
  );

const retire = async (context: Context, tx: Tx, actor: Actor, due: FileAtEnd, at: Date): Promise<void> => {
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

export const reportHolds = (context: Context): Holdable<LockedReport> => ({
  lock: async (tx, number) => (await lockReport(tx, number)) ?? refuse('report-not-found', { status: 404 }),
  objection: (actor, { state }, act) => holdObjection(actor, state, act),
  record: (tx, locked, { actor, at, act, event }) => change(context, tx, actor, locked, event, act, at),
});

export const holdsOfReport = async (tx: Tx, number: string, today: Day): Promise<Hold[] | Refusal> => {
  const found = await findReport(tx, number);
  if (found === undefined) return refuse('report-not-found', { status: 404 });
  return await namedHolds(tx, found, async (account) => (await staffMember(tx, account, today))?.name);
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
