import type { Actor } from '#kernel/actor.ts';
import { compareDays, type Day, dayOf } from '#kernel/day.ts';
import { dueDays } from '#kernel/due-soon.ts';
import { maskOf } from '#kernel/mask.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import { letterFile } from '#modules/complaints/facade.ts';
import { codeName, operatorOf, staffMember, unitOf } from '#modules/directory/facade.ts';
import { audit } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { eventsOf } from '#platform/events.ts';
import { countOnFirst, cursorOf, pageOf } from '#platform/lists/cursor.ts';
import { openedTextsOf } from '#platform/opened-values.ts';
import { clocksOf, type VerificationClock } from './clocks.ts';
import type { ReportList, ReportQuery, ReportRow, ReportView } from './contract.ts';
import { transferBasisOf } from './governing.ts';
import { lawFor } from './handle.ts';
import {
  correctionObjection,
  holdObjection,
  prolongObjection,
  receiptDayObjection,
  tellObjection,
  transferObjection,
} from './permits.ts';
import { fold, owedPapers, type Report, type ReportEvent, type Sealed } from './report.ts';
import { findReport } from './store.ts';

/** Every function here expects the desk's scope (`enterReports`) and writes down that somebody looked. */

export type Look = { readonly actor: Actor; readonly at: Date };

const PAGE = 20;

type Opened = (sealed: Sealed | undefined) => string | null;

const openerFor = async (
  context: Context,
  tx: Tx,
  at: { readonly tenant: string; readonly stream: string },
  refs: readonly (Sealed | undefined)[],
): Promise<Opened> => {
  const entries = refs.flatMap((ref) => (ref === undefined ? [] : [ref.entry]));
  const found = await context.vault.openEntries(tx, at, entries);
  const values = openedTextsOf(found);
  return (sealed) => (sealed === undefined ? null : (values.get(sealed.entry) ?? null));
};

export const reportView = async (
  context: Context,
  tx: Tx,
  number: string,
  look: Look,
): Promise<ReportView | Refusal> => {
  const found = await findReport(tx, number);
  if (found === undefined) return refuse('report-not-found', { status: 404 });
  const events = await eventsOf(tx, found);
  const state = fold(events as unknown as ReportEvent[]);
  const { reported, reporter, source } = state;
  const open = await openerFor(context, tx, found, [
    state.clue,
    state.basis,
    state.place,
    state.from?.reasons,
    ...state.receiptCorrections.map(({ reasons }) => reasons),
    ...Object.values(reported.fields),
    ...Object.values(reporter?.fields ?? {}),
  ]);
  const registered = reported.operator === undefined ? undefined : await operatorOf(tx, reported.operator);
  const law = lawFor(context, found.tenant);
  await audit(tx, {
    tenant: found.tenant,
    account: look.actor.account,
    act: 'look-at-report',
    subject: `stream:${found.stream}`,
  });
  return {
    number: state.number,
    version: state.version,
    phase: state.phase,
    bureau: state.bureau,
    intake: state.intake,
    source: source.by,
    channel: source.by === 'reporter' ? source.channel : null,
    complaint: source.by === 'mediation' ? source.complaint : null,
    foundBy: source.by === 'mediation' ? source.foundBy : null,
    receivedOn: state.receivedOn,
    receiptCorrections: await correctionsOf(tx, state, open),
    reckonedAnew: state.reckonedAnew.map(({ on, moved, confirmed, ...cause }) => ({
      on,
      year: 'year' in cause ? cause.year : null,
      rule: 'rule' in cause ? cause.rule : null,
      decided: 'name' in cause,
      moved: [...moved],
      confirmed: [...confirmed],
    })),
    filedAt: (events[0]?.at ?? look.at).toISOString(),
    externalNumber: state.externalNumber ?? null,
    reporter:
      reporter === null
        ? null
        : {
            person: reporter.person,
            mayCorrect: correctionObjection(look.actor, state, reporter.person) === undefined,
            erased: state.reporterErased,
            masked: maskedFields(reporter.fields, open),
            earlier: await earlierOf(tx, found, state),
          },
    reported: {
      operator: reported.operator ?? null,
      name: registered?.name ?? open(reported.fields.name),
      address: registered?.address ?? open(reported.fields.address),
      phone: open(reported.fields.phone),
      contact: open(reported.fields.contact),
      clue: open(reported.fields.clue),
    },
    clue: open(state.clue),
    basis: open(state.basis),
    place: open(state.place),
    problemCode: state.problemCode ?? null,
    food: state.food,
    contentHash: state.contentHash,
    evidence: state.evidence.map((item) => ({ ...item, url: `/api/v1/reports/${state.number}/evidence/${item.file}` })),
    clocks: clocksOf(state, law).map((clock, n, all) =>
      clockView(clock, dayOf(look.at), n === all.length - 1 ? state.transferredOn : null),
    ),
    ...(await transferView(tx, state, open)),
    mayTransfer: transferObjection(look.actor, state) === undefined,
    transferBasis: transferBasisOf(state, dayOf(look.at), law),
    mayTell: owedPapers(state).some(({ n }) => tellObjection(look.actor, state, n) === undefined),
    retiredOn: state.retiredOn,
    mayHold: holdObjection(look.actor, state, 'place-hold') === undefined,
    mayLiftHold: holdObjection(look.actor, state, 'lift-hold') === undefined,
    mayProlong:
      state.phase === 'verifying' && state.prolongedOn === null && prolongObjection(look.actor, state) === undefined,
    mayCorrectReceipt: receiptDayObjection(look.actor, state) === undefined,
    timeline: events.map(({ type, at, actor }) => ({ type, at: at.toISOString(), actor })),
  };
};

const correctionsOf = async (
  tx: Tx,
  { receiptCorrections }: Report,
  open: Opened,
): Promise<ReportView['receiptCorrections']> => {
  const shown: ReportView['receiptCorrections'] = [];
  for (const { was, receivedOn, on, approvedBy, reasons } of receiptCorrections) {
    const by = (await staffMember(tx, approvedBy, on))?.name ?? approvedBy;
    shown.push({ was, receivedOn, on, by, reasons: open(reasons) });
  }
  return shown;
};

type TransferView = Pick<ReportView, 'transferredTo' | 'transferredOn' | 'linkedTo' | 'linkedFrom' | 'papers'>;

const transferView = async (tx: Tx, state: Report, open: Opened): Promise<TransferView> => {
  const { linkedTo, from, transferredTo, transferredOn } = state;
  const shown = async (number: string, bureau: string, on: Day) => ({
    number,
    bureau,
    bureauName: (await unitOf(tx, bureau))?.name ?? bureau,
    on,
  });
  const owed = new Set(owedPapers(state).map(({ n }) => n));
  const kept = state.phase === 'retired' ? [] : state.papers;
  return {
    transferredTo,
    transferredOn,
    linkedTo: linkedTo === null ? null : await shown(linkedTo.number, linkedTo.unit, linkedTo.on),
    linkedFrom:
      from === undefined
        ? null
        : {
            ...(await shown(from.number, from.bureau, from.on)),
            firstReceivedOn: from.firstReceivedOn,
            reasons: open(from.reasons),
          },
    papers: kept.map(({ n, code, number }) => ({
      n,
      code,
      number,
      url: `/api/v1/reports/${state.number}/papers/${n}`,
      owed: owed.has(n),
      told: state.told.filter((one) => one.n === n).map(({ channel, outcome, on }) => ({ channel, outcome, on })),
    })),
  };
};

/** The file of one letter, and what to call it; a look like any other. */
export const reportPaper = async (
  context: Context,
  tx: Tx,
  number: string,
  n: number,
  { actor }: Look,
): Promise<{ readonly file: Promise<Buffer>; readonly name: string } | Refusal> => {
  const found = await findReport(tx, number);
  if (found === undefined) return refuse('report-not-found', { status: 404 });
  const events = await eventsOf(tx, found);
  const paper = fold(events as unknown as ReportEvent[]).papers.find((one) => one.n === n);
  const made = events.find(({ payload }) =>
    (payload as { papers?: readonly { n: number }[] }).papers?.some((one) => one.n === n),
  );
  if (paper === undefined || made === undefined) return refuse('no-such-paper', { status: 404, params: { paper: n } });
  const opened = await context.vault.openEntry(tx, { ...found, entry: paper.data.entry });
  if ('refusal' in opened) return opened;
  const { tenant, stream } = found;
  await audit(tx, { tenant, account: actor.account, act: 'look-at-report', subject: `stream:${stream}` });
  return { file: letterFile(String(opened.value), made.at), name: `${paper.number}.pdf` };
};

const maskedFields = (fields: Readonly<Record<string, Sealed | undefined>>, open: Opened) =>
  Object.fromEntries(
    Object.entries(fields).map(([field, sealed]) => {
      const value = open(sealed);
      return [field, value === null ? null : field === 'id-type' ? value : maskOf(field, value)];
    }),
  );

/**
 * Other reports from the same phone that this desk may open (art. 35: not handled twice, or taken together). The one it came from
 * or goes on in is the same report.
 */
const earlierOf = async (
  tx: Tx,
  at: { readonly tenant: string; readonly stream: string },
  { from, linkedTo }: Report,
): Promise<string[]> =>
  (
    await tx.rows<{ number: string }>(
      `select r.number from reporter mine
         join reporter other on other.tenant = mine.tenant and other.phone_version = mine.phone_version
           and other.phone_digest = mine.phone_digest and other.stream <> mine.stream
         join report r on r.tenant = other.tenant and r.stream = other.stream
        where mine.tenant = $1 and mine.stream = $2 and r.number <> all ($3::text[]) order by r.filed_at desc limit 20`,
      [at.tenant, at.stream, [from?.number, linkedTo?.number].filter((one) => one !== undefined)],
    )
  ).map((row) => row.number);

/** `leftOn`: the day it was given away, for the limit that ran then. */
const clockView = (
  { rule, state, reckoning }: VerificationClock,
  today: Day,
  leftOn: Day | null,
): ReportView['clocks'][number] => {
  const { dueOn, provisional } = reckoning;
  const isOver = (day: Day): boolean => dueOn !== null && !provisional && compareDays(day, dueOn) > 0;
  const isLate = state === 'running' ? isOver(today) : leftOn !== null && isOver(leftOn);
  return {
    rule,
    state: isLate ? (state === 'running' ? 'overdue' : 'met-late') : state,
    dueOn,
    provisional,
    reckoning,
  };
};

type Row = Omit<ReportRow, 'filedAt' | 'reported'> & { tenant: string; stream: string; filed: Date; sort_on: string };

const dueCursor = cursorOf('day', 'id');

const chosen = `tenant = any ($1::text[]) and bureau like '%#reports'
  and (phase = 'verifying' or owed > 0 or ($10::text is not null and phase <> 'retired'))
  and ($2::text is null or source = $2)
  and ($3::text is null or ($3 = 'overdue' and due_on < $4::date and not provisional)
    or ($3 = 'soon' and due_on between $4::date and $5::date) or ($3 = 'later' and due_on > $5::date)
    or ($3 = 'provisional' and provisional))
  and ($6::boolean is null or is_named = $6) and ($7::text is null or bureau = $7 || '#reports') and (not $8 or food)
  and ($9::text is null or problem_code = $9) and ($10::text is null or number = $10 or number like '%-' || $10 || '%')`;

/** Due day first, as at the complaints desk. */
export const reportList = async (
  context: Context,
  tx: Tx,
  query: ReportQuery,
  look: Look,
): Promise<ReportList | Refusal> => {
  const limit = query.limit ?? PAGE;
  const after = dueCursor.read(query.cursor);
  if (isRefusal(after)) return after;
  const today = dayOf(look.at);
  const sought = (query.q ?? '')
    .trim()
    .toUpperCase()
    .replaceAll(/[%_\\]/gu, '');
  const values = [
    look.actor.tenants,
    query.source ?? null,
    query.due ?? null,
    today,
    dueDays(today, context.law().calendar).soonUntil,
    query.named ?? null,
    query.bureau ?? null,
    query.food === true,
    query.problemCode ?? null,
    sought === '' ? null : sought,
  ];
  const rows = await tx.rows<Row>(
    `select tenant, stream, number, version, split_part(bureau, '#', 1) as bureau, phase, source, is_named as named,
       problem_code as "problemCode", food, received_on as "receivedOn", due_on as "dueOn", due_rule as "dueRule",
       provisional, owed, filed_at as filed, coalesce(due_on, 'infinity'::date)::text as sort_on
     from report where ${chosen}
       and ($11::text is null or (coalesce(due_on, 'infinity'::date), stream) > ($11::date, $12::uuid))
     order by coalesce(due_on, 'infinity'::date), stream limit $13`,
    [...values, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
  );
  const unknown = rows.length === 0 ? await unknownProblem(tx, query) : undefined;
  if (unknown !== undefined) return unknown;
  const { shown, next } = pageOf(rows, limit, (last) => dueCursor.write(last.sort_on, last.stream));
  for (const tenant of new Set(shown.map((row) => row.tenant))) {
    await audit(tx, {
      tenant,
      account: look.actor.account,
      act: 'list-reports',
      subject: `tenant:${tenant}`,
      detail: { reports: shown.filter((row) => row.tenant === tenant).map((row) => row.number) },
    });
  }
  const listed: ReportRow[] = [];
  for (const row of shown) listed.push(await listedRow(context, tx, row));
  const total = await countOnFirst(tx, query.cursor, `from report where ${chosen}`, values);
  return { rows: listed, next, total };
};

/** An empty list answers a question about what nobody knows as if it were known. */
const unknownProblem = async (tx: Tx, { problemCode: code }: ReportQuery): Promise<Refusal | undefined> =>
  code === undefined || (await codeName(tx, 'problem-12315', code, 'zh-CN')) !== undefined
    ? undefined
    : refuse('no-such-code', { status: 400, field: 'problemCode', params: { code } });

const listedRow = async (context: Context, tx: Tx, row: Row): Promise<ReportRow> => {
  const { tenant, stream, filed, sort_on: _sort, ...shown } = row;
  const state: Report = fold((await eventsOf(tx, { tenant, stream })) as unknown as ReportEvent[]);
  const { operator, fields } = state.reported;
  const registered = operator === undefined ? undefined : await operatorOf(tx, operator);
  const open = await openerFor(context, tx, { tenant, stream }, [fields.name]);
  return { ...shown, reported: registered?.name ?? open(fields.name), filedAt: filed.toISOString() };
};

/** Opens one value of the reporter for the verifying officer's eyes, with a reason, on record. */
export const revealReporter = async (
  context: Context,
  tx: Tx,
  number: string,
  wish: { readonly field: string; readonly reason: string },
  look: Look,
): Promise<string | Refusal> => {
  const found = await findReport(tx, number);
  if (found === undefined) return refuse('report-not-found', { status: 404 });
  const state = fold((await eventsOf(tx, found)) as unknown as ReportEvent[]);
  const fields: Readonly<Record<string, Sealed | undefined>> = state.reporter?.fields ?? {};
  const sealed = fields[wish.field];
  if (sealed === undefined) return refuse('value-never-given', { status: 404, field: 'field' });
  const opened = await context.vault.reveal(tx, look.actor, { ...found, entry: sealed.entry }, wish.reason);
  return 'refusal' in opened ? opened : String(opened.value);
};
