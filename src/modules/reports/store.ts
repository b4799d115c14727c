import { clockRowOf } from '#kernel/clock-row.ts';
import { columnsOf } from '#kernel/columns.ts';
import { audit } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { eventsOf, type LockedStream, lockStream } from '#platform/events.ts';
import { beginStream, continueStream } from '#platform/streams.ts';
import type { PreparedEntries } from '#platform/vault.ts';
import type { VerificationClock } from './clocks.ts';
import { compartmentOf, fold, owedPapers, type Report, type ReportEvent } from './report.ts';

export type NewReport = {
  readonly tenant: string;
  readonly stream: string;
  readonly at: Date;
  readonly actor: string;
  readonly act: string;
  readonly event: ReportEvent;
  readonly state: Report;
  readonly clocks: readonly VerificationClock[];
  readonly entries: readonly PreparedEntries[];
  readonly reporter:
    | {
        readonly person: string;
        readonly account: string | undefined;
        readonly version: number;
        readonly digest: Buffer;
      }
    | undefined;
};

/** Columns of the row that follow from state and clocks; verify compares the same ones. */
export const rowOf = (state: Report, clocks: readonly VerificationClock[]) => {
  const running = clocks.find((clock) => clock.state === 'running');
  const row = running === undefined ? undefined : clockRowOf(running);
  return {
    bureau: compartmentOf(state.bureau),
    number: state.number,
    version: state.version,
    phase: state.phase,
    source: state.source.by,
    is_named: state.reporter !== null,
    operator: state.reported.operator ?? null,
    problem_code: state.problemCode ?? null,
    food: state.food,
    received_on: state.receivedOn,
    due_on: row?.due_on ?? null,
    due_rule: row?.rule ?? null,
    provisional: row?.provisional ?? false,
    transferred_on: state.transferredOn,
    owed: owedPapers(state).length,
  };
};

export const rowColumns = columnsOf<keyof ReturnType<typeof rowOf>>({
  bureau: true,
  number: true,
  version: true,
  phase: true,
  source: true,
  is_named: true,
  operator: true,
  problem_code: true,
  food: true,
  received_on: true,
  due_on: true,
  due_rule: true,
  provisional: true,
  transferred_on: true,
  owed: true,
});

export const writeNewReport = async (tx: Tx, context: Context, report: NewReport): Promise<void> => {
  const { tenant, stream, at, state, reporter } = report;
  const bureau = compartmentOf(state.bureau);
  await beginStream(tx, context.vault, {
    tenant,
    stream,
    kind: 'report',
    bureau,
    actor: report.actor,
    at,
    events: [report.event],
    entries: report.entries,
  });
  const row = rowOf(state, report.clocks);
  tx.send(
    `insert into report (tenant, stream, filed_at, changed_at, ${rowColumns.join(', ')})
     values ($1, $2, $3, $3, ${rowColumns.map((_, place) => `$${place + 4}`).join(', ')})`,
    [tenant, stream, at, ...rowColumns.map((column) => row[column])],
  );
  await writeClocks(tx, { tenant, stream }, bureau, report.clocks);
  if (reporter !== undefined) {
    tx.send(
      `insert into reporter (tenant, stream, bureau, person, account, phone_version, phone_digest)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [tenant, stream, bureau, reporter.person, reporter.account ?? null, reporter.version, reporter.digest],
    );
    if (reporter.account !== undefined) {
      tx.send("insert into case_access (tenant, stream, bureau, principal, role) values ($1, $2, $3, $4, 'reporter')", [
        tenant,
        stream,
        bureau,
        reporter.account,
      ]);
    }
  }
  await audit(tx, { tenant, account: report.actor, act: report.act, subject: `stream:${stream}` });
};

const writeClocks = async (
  tx: Tx,
  at: { readonly tenant: string; readonly stream: string },
  bureau: string,
  clocks: readonly VerificationClock[],
): Promise<void> => {
  for (const clock of clocks) {
    const row = clockRowOf(clock);
    tx.send(
      `insert into case_clock (tenant, stream, bureau, rule, started_on, due_on, sure_until, provisional, state, reckoning)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        at.tenant,
        at.stream,
        bureau,
        row.rule,
        row.started_on,
        row.due_on,
        row.sure_until,
        row.provisional,
        row.state,
        JSON.stringify(row.reckoning),
      ],
    );
  }
};

export type LockedReport = {
  readonly tenant: string;
  readonly stream: string;
  readonly state: Report;
  readonly head: LockedStream;
};

export type FoundReport = { readonly tenant: string; readonly stream: string };

export const findReport = (tx: Tx, number: string): Promise<FoundReport | undefined> =>
  tx.maybe<FoundReport>('select tenant, stream from report where number = $1', [number]);

export const readReport = async (tx: Tx, at: FoundReport): Promise<Report> =>
  fold((await eventsOf(tx, at)) as unknown as ReportEvent[]);

/** Undefined when out of scope or unknown. */
export const lockReport = async (tx: Tx, number: string): Promise<LockedReport | undefined> => {
  const found = await findReport(tx, number);
  const head = found === undefined ? undefined : await lockStream(tx, found);
  if (found === undefined || head === undefined) return undefined;
  return { ...found, state: fold(head.events as unknown as ReportEvent[]), head };
};

export type ReportChange = Pick<NewReport, 'at' | 'actor' | 'act' | 'event' | 'state' | 'clocks'> & {
  readonly reason?: string;
};

/** An act after the first: history and row. What else it changes, its own caller writes. */
export const writeChange = async (
  tx: Tx,
  context: Context,
  locked: LockedReport,
  change: ReportChange,
): Promise<void> => {
  const { tenant, stream } = locked;
  await continueStream(tx, context.vault, locked.head, {
    tenant,
    stream,
    actor: change.actor,
    at: change.at,
    events: [change.event],
    entries: [],
  });
  const row = rowOf(change.state, change.clocks);
  tx.send(
    `update report set version = $3, phase = $4, due_on = $5, due_rule = $6, provisional = $7, changed_at = $8,
       transferred_on = $9, owed = $10, received_on = $11 where tenant = $1 and stream = $2`,
    [
      tenant,
      stream,
      row.version,
      row.phase,
      row.due_on,
      row.due_rule,
      row.provisional,
      change.at,
      row.transferred_on,
      row.owed,
      row.received_on,
    ],
  );
  await audit(tx, {
    tenant,
    account: change.actor,
    act: change.act,
    subject: `stream:${stream}`,
    ...(change.reason === undefined ? {} : { reason: change.reason }),
  });
};

/** The day from which it runs is another one: its limits end on other days. */
export const writeReceiptDay = (
  tx: Tx,
  context: Context,
  locked: LockedReport,
  change: Omit<ReportChange, 'act'>,
): Promise<void> => writeMoved(tx, context, locked, { ...change, act: 'correct-report-receipt' });

/** The law by which its limits are reckoned is another one. */
export const writeReckoned = (
  tx: Tx,
  context: Context,
  locked: LockedReport,
  change: Omit<ReportChange, 'act'>,
): Promise<void> => writeMoved(tx, context, locked, { ...change, act: 'reckon-report-anew' });

/** Every row of a limit is written, whatever it said before. */
const writeMoved = async (tx: Tx, context: Context, locked: LockedReport, change: ReportChange): Promise<void> => {
  const { tenant, stream } = locked;
  await writeChange(tx, context, locked, change);
  for (const row of change.clocks.map(clockRowOf)) {
    tx.send(
      `update case_clock set started_on = $4, due_on = $5, sure_until = $6, provisional = $7, state = $8, reckoning = $9
        where tenant = $1 and stream = $2 and rule = $3`,
      [
        tenant,
        stream,
        row.rule,
        row.started_on,
        row.due_on,
        row.sure_until,
        row.provisional,
        row.state,
        JSON.stringify(row.reckoning),
      ],
    );
  }
};

/** The limit that ran here is over: whoever has it now has one of its own. */
export const writeTransferred = async (
  tx: Tx,
  context: Context,
  locked: LockedReport,
  change: Omit<ReportChange, 'act'>,
): Promise<void> => {
  const { tenant, stream } = locked;
  await writeChange(tx, context, locked, { ...change, act: 'transfer-report' });
  tx.send("update case_clock set state = 'met' where tenant = $1 and stream = $2", [tenant, stream]);
};

/** By what a reporter is known again, after the telephone was put right; the account that reported stays. */
export const markReporter = (
  tx: Tx,
  at: { readonly tenant: string; readonly stream: string },
  { version, digest }: { readonly version: number; readonly digest: Buffer },
): void => {
  tx.send('update reporter set phone_version = $3, phone_digest = $4 where tenant = $1 and stream = $2', [
    at.tenant,
    at.stream,
    version,
    digest,
  ]);
};

/** The way back from a phone or an account to the report, and the limit that ran. */
export const forgetReporter = (tx: Tx, at: { readonly tenant: string; readonly stream: string }): void => {
  tx.send("update case_clock set state = 'met' where tenant = $1 and stream = $2", [at.tenant, at.stream]);
  forgetWayBack(tx, at);
};

/** From a phone or an account to the report; nothing of the verification. */
export const forgetWayBack = (tx: Tx, at: { readonly tenant: string; readonly stream: string }): void => {
  tx.send('delete from reporter where tenant = $1 and stream = $2', [at.tenant, at.stream]);
  tx.send("delete from case_access where tenant = $1 and stream = $2 and role = 'reporter'", [at.tenant, at.stream]);
};

export const writeProlonged = async (
  tx: Tx,
  context: Context,
  locked: LockedReport,
  change: Omit<ReportChange, 'act'>,
): Promise<void> => {
  const { tenant, stream } = locked;
  await writeChange(tx, context, locked, { ...change, act: 'prolong-verification' });
  tx.send("update case_clock set state = 'met' where tenant = $1 and stream = $2 and rule = 'CMP-05'", [
    tenant,
    stream,
  ]);
  await writeClocks(
    tx,
    { tenant, stream },
    compartmentOf(change.state.bureau),
    change.clocks.filter((clock) => clock.rule === 'CMP-06'),
  );
};
