import { readPublicNumber } from '#kernel/public-number.ts';
import { operatorOf, unitOf } from '#modules/directory/facade.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { eventsOf } from '#platform/events.ts';
import { openedTextsOf } from '#platform/opened-values.ts';
import { fold, type ReportEvent, type Sealed } from '../report.ts';
import { type FoundReport, findReport } from '../store.ts';

/** What somebody said in a report under their own name, for themselves; of the verification it tells nothing. */
export type OwnReport = {
  readonly number: string;
  readonly filedAt: string;
  readonly receivedOn: string;
  readonly bureauName: string;
  /** As given; empty once it is no longer kept. */
  readonly reporter: Readonly<Record<string, string | null>>;
  readonly reported: Readonly<Record<string, string | null>>;
  readonly clue: string | null;
  readonly basis: string | null;
  readonly place: string | null;
  readonly evidence: readonly { readonly mediaType: string; readonly bytes: number; readonly sha256: string }[];
  readonly contentHash: string;
};

/**
 * In the scope of the account itself, which sees the reports that bear its name (PIPL art. 45). No audit line: it would
 * set the reporter's account beside the report (decision 0010).
 */
export const ownReports = async (context: Context, tx: Tx, account: string): Promise<OwnReport[]> => {
  const rows = await tx.rows<FoundReport>(
    `select r.tenant, r.stream from case_access a join report r on r.tenant = a.tenant and r.stream = a.stream
      where a.principal = $1 and a.role = 'reporter' order by r.filed_at desc, r.stream`,
    [account],
  );
  const reports: OwnReport[] = [];
  for (const found of rows) reports.push(await ownReport(context, tx, found));
  return reports;
};

const ownReport = async (context: Context, tx: Tx, found: FoundReport): Promise<OwnReport> => {
  const events = await eventsOf(tx, found);
  const state = fold(events as unknown as ReportEvent[]);
  const { reported, reporter } = state;
  const said = { ...reporter?.fields };
  const refs = [state.clue, state.basis, state.place, ...Object.values(said), ...Object.values(reported.fields)];
  const entries = refs.flatMap((ref) => (ref === undefined ? [] : [ref.entry]));
  const opened = await context.vault.openEntries(tx, found, entries);
  const values = openedTextsOf(opened);
  const open = (ref: Sealed | undefined): string | null => (ref === undefined ? null : (values.get(ref.entry) ?? null));
  const allOf = (fields: Readonly<Record<string, Sealed | undefined>>) =>
    Object.fromEntries(Object.entries(fields).map(([field, ref]) => [field, open(ref)]));
  const registered = reported.operator === undefined ? undefined : await operatorOf(tx, reported.operator);
  return {
    number: state.number,
    filedAt: (events[0]?.at ?? new Date(0)).toISOString(),
    receivedOn: state.receivedOn,
    bureauName: (await unitOf(tx, state.bureau))?.name ?? state.bureau,
    reporter: allOf(said),
    reported: { ...(registered === undefined ? {} : { name: registered.name }), ...allOf(reported.fields) },
    clue: open(state.clue),
    basis: open(state.basis),
    place: open(state.place),
    evidence: state.evidence.map(({ mediaType, bytes, sha256 }) => ({ mediaType, bytes, sha256 })),
    contentHash: state.contentHash,
  };
};

/**
 * The bureau that has one's own report, for a request about it; undefined when there is no such report under one's name.
 * It names no stream: whoever answers requests there need not be of the reports desk.
 */
export const deskOfOwnReport = async (
  tx: Tx,
  typed: string,
): Promise<{ readonly tenant: string; readonly bureau: string; readonly number: string } | undefined> => {
  const number = readPublicNumber('R', typed);
  const found = number === undefined ? undefined : await findReport(tx, number);
  if (found === undefined || number === undefined) return undefined;
  const { bureau } = fold((await eventsOf(tx, found)) as unknown as ReportEvent[]);
  return { tenant: found.tenant, bureau, number };
};
