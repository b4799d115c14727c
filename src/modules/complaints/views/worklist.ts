import type { Actor } from '#kernel/actor.ts';
import type { Day } from '#kernel/day.ts';
import type { DueDays } from '#kernel/due-soon.ts';
import { isRefusal, type Refusal } from '#kernel/refusal.ts';
import type { Tx } from '#platform/db.ts';
import { cursorOf, pageOf } from '#platform/lists/cursor.ts';
import { closedPhases } from '../phases.ts';
import { staffFor, unitFor } from '../reference.ts';
import type { Worklist, WorklistQuery, WorklistRow } from '../worklist-contract.ts';
import { actsForBody, listedBureaus, onlyOwn, onlyStation } from './listed-bureaus.ts';
import { likeText, type Search, searchFor } from './worklist-search.ts';
import { unknownCode, unknownPhase } from './worklist-unknown.ts';

const PAGE = 20;

type Row = Omit<WorklistRow, 'handlerName' | 'stationName' | 'filedAt' | 'toEnd' | 'settlementAsked' | 'untold'> & {
  settlement: string | null;
  accepted: boolean;
  stream: string;
  filed: Date;
  sort_on: string;
  withdrawn: boolean;
};

const columns = `c.stream, c.number, c.version, c.phase, c.bureau, c.station, c.handler, c.complainant_masked as complainant,
  c.respondent_name as respondent, c.object_code as "objectCode", c.problem_code as "problemCode", c.amount_fen as "amountFen",
  c.due_on as "dueOn", c.due_rule as "dueRule", c.provisional, c.received_on as "receivedOn", c.online, c.food, c.incident,
  c.possible_duplicate as "possibleDuplicate", c.arrived_on as "arrivedOn", c.reopened_on as "reopenedOn",
  c.settlement, c.accepted_on is not null as accepted, c.filed_at as filed, (c.closed_on is null and c.accepted_on is not null and c.withdrawal_stated_on is not null) as withdrawn`;

const dueKey = "coalesce(c.due_on, 'infinity'::date)";
/**
 * Sorts by the day that comes first; a case without a running limit comes last. Of those that wait for their registration no
 * limit runs: who has waited longest comes first.
 */
const sortKeyOf = ({ phase }: WorklistQuery): string =>
  phase === 'awaiting-registration' ? "coalesce(c.arrived_on, 'infinity'::date)" : dueKey;

const dueCursor = cursorOf('day', 'id');

/**
 * A page of the desk, due day first. One index walk a bureau and side (open, ended), merged: no page reads more than it
 * shows of each.
 */
export const worklist = async (
  tx: Tx,
  actor: Actor,
  query: WorklistQuery,
  days: DueDays,
): Promise<Worklist | Refusal> => {
  const unknown = unknownPhase(query);
  if (unknown !== undefined) return unknown;
  const { today } = days;
  const limit = query.limit ?? PAGE;
  const station = await onlyStation(tx, actor, today);
  const held = await listedBureaus(tx, actor, station);
  const bureaus = query.bureau === undefined ? held : held.filter((bureau) => bureau === query.bureau);
  const after = dueCursor.read(query.cursor);
  if (isRefusal(after)) return after;
  const values: unknown[] = [actor.tenants, bureaus, limit + 1];
  const place = (value: unknown): string => {
    values.push(value);
    return `$${values.length}`;
  };
  const search =
    query.q === undefined || query.q.trim() === ''
      ? undefined
      : await searchFor(tx, query.q, actsForBody(actor) || station !== undefined);
  const wished = conditions(query, actor, days, place);
  const where = [...wished, ...onlyOwn(actor, station, place)];
  const named = search === undefined ? undefined : namedBy(search, query);
  if (named !== undefined) where.push(`c.stream = any (${place(named)}::uuid[])`);
  else if (search !== undefined) where.push(searchCondition(search, query, place));
  const sortKey = sortKeyOf(query);
  if (after !== undefined) where.push(`(${sortKey}, c.stream) > (${place(after[0])}::date, ${place(after[1])}::uuid)`);
  const sides = sidesOf(query, search);
  // From here on for what is looked up by key: planned each time anew, it costs ten times its answer.
  const planOnce = (): void => tx.send('set local plan_cache_mode = force_generic_plan');
  const isPlain = wished.length === 0 && after === undefined;
  if (named !== undefined) planOnce();
  const rows =
    named === undefined
      ? await tx.adhoc<Row>(walking(sides, where, sortKey), values)
      : // Without further wishes there are few such texts.
        await tx[isPlain ? 'rows' : 'adhoc']<Row>(lookingUp(sides, where, sortKey), values);
  if (named === undefined) planOnce();
  const unlisted = rows.length === 0 ? await unknownCode(tx, query) : undefined;
  if (unlisted !== undefined) return unlisted;
  const { shown, next } = pageOf(rows, limit, (last) => dueCursor.write(last.sort_on, last.stream));
  const listed: WorklistRow[] = [];
  // One after the other: a transaction has one connection, and the names are remembered anyway.
  const untold = await untoldAmong(tx, actor.tenants, shown);
  for (const row of shown) listed.push({ ...(await shownRow(tx, row, today)), untold: untold.has(row.stream) });
  return { rows: listed, next };
};

const walking = (sides: readonly string[], where: readonly string[], sortKey: string): string => {
  const walks = sides.map(
    (side) => `(select ${columns}, ${sortKey}::text as sort_on from complaint c
         where c.tenant = t.tenant and c.bureau = b.bureau and ${[side, ...where].join(' and ')}
         order by ${sortKey}, c.stream limit $3)`,
  );
  return `select r.* from unnest($1::text[]) t(tenant) cross join unnest($2::text[]) b(bureau)
       cross join lateral (${walks.join(' union all ')}) r
     order by r.sort_on::date, r.stream limit $3`;
};

/** Where a search has named the cases, they are few: each is fetched by its key. */
const lookingUp = (sides: readonly string[], where: readonly string[], sortKey: string): string =>
  `select ${columns}, ${sortKey}::text as sort_on from complaint c
     where c.tenant = any ($1::text[]) and c.bureau = any ($2::text[]) and (${sides.join(' or ')}) and ${where.join(' and ')}
     order by ${sortKey}, c.stream limit $3`;

/** Ended, not put away, and a limit still runs: both parties must be told of a termination (CMP-03). They have an index of their own. */
export const endedWithLimit = (row: string): string =>
  `${row}closed_on is not null and ${row}archived_on is null and ${row}due_on is not null`;

/**
 * Open cases, ended ones or both; each side has an index of its own, so that ended cases never slow the open ones. Who asks
 * by the due day means every limit that runs, an ended case's too.
 */
const sidesOf = (query: WorklistQuery, search: Search | undefined): readonly string[] => {
  // Who types a whole number wants that case, ended or not.
  const isWholeNumber = query.open === undefined && search?.number === 'whole';
  const ended =
    query.archived === false ? 'c.closed_on is not null and c.archived_on is null' : 'c.closed_on is not null';
  if (query.phase !== undefined) {
    const closed = query.phase.split(',').map((phase) => (closedPhases as ReadonlySet<string>).has(phase));
    return [...(closed.includes(false) ? ['c.closed_on is null'] : []), ...(closed.includes(true) ? [ended] : [])];
  }
  return query.open === false || isWholeNumber
    ? ['c.closed_on is null', ended]
    : ['c.closed_on is null', ...(query.due === undefined ? [] : [endedWithLimit('c.')])];
};

/** Asked of the rows that are shown only: a walk reads many more. */
const untoldAmong = async (tx: Tx, tenants: readonly string[], rows: readonly Row[]): Promise<ReadonlySet<string>> => {
  if (rows.length === 0) return new Set();
  const found = await tx.rows<{ stream: string }>(
    `select stream from paper_delivery
      where tenant = any ($1::text[]) and stream = any ($2::uuid[]) and state in ('failed', 'unreached')
     union select stream from notice_delivery
      where tenant = any ($1::text[]) and stream = any ($2::uuid[]) and state = 'failed'`,
    [tenants, rows.map(({ stream }) => stream)],
  );
  return new Set(found.map(({ stream }) => stream));
};

const shownRow = async (tx: Tx, row: Row, today: Day): Promise<Omit<WorklistRow, 'untold'>> => {
  const { stream: _stream, filed, sort_on: _sort, withdrawn, settlement, accepted, ...shown } = row;
  const handlerName = row.handler === null ? null : ((await staffFor(tx, row.handler, today))?.name ?? null);
  const isOver = row.dueRule === 'CMP-02' && !row.provisional && row.dueOn !== null && row.dueOn < today;
  const isSettled = settlement === 'yes' && accepted;
  const toEnd = withdrawn ? 'withdrawal' : isSettled ? 'settlement' : isOver ? 'limit' : null;
  return {
    ...shown,
    handlerName,
    stationName: await stationName(tx, row.station, today),
    filedAt: filed.toISOString(),
    toEnd,
    settlementAsked: settlement === 'asked',
  };
};

const stationName = async (tx: Tx, station: string | null, today: Day): Promise<string | null> =>
  station === null ? null : ((await unitFor(tx, station, today))?.shortName ?? station);

/** The limit of mediation is over, the complaint was withdrawn or both say they settled: an officer has a decision to make. */
export const waitsForDecision = (row: string, today: string): string =>
  `((${row}accepted_on is not null and (${row}withdrawal_stated_on is not null or ${row}settlement = 'yes')) or (${row}due_rule = 'CMP-02' and ${row}due_on < ${today}::date and not ${row}provisional))`;

const conditions = (query: WorklistQuery, actor: Actor, days: DueDays, place: (value: unknown) => string): string[] => {
  const where: string[] = [];
  // Whoever waits has the day it came, and those alone are in the index by that day.
  if (query.phase === 'awaiting-registration') where.push('c.arrived_on is not null');
  if (query.phase !== undefined) where.push(`c.phase = any (${place(query.phase.split(','))}::text[])`);
  if (query.handler === 'me')
    where.push(`(c.handler = ${place(actor.account)} or c.mediator = ${place(actor.account)})`);
  else if (query.handler === 'none') where.push('c.handler is null');
  else if (query.handler !== undefined) {
    const account = place(query.handler);
    where.push(`(c.handler = ${account} or c.mediator = ${account})`);
  }
  if (query.station === 'none') where.push('c.station is null');
  else if (query.station !== undefined) where.push(`c.station = ${place(query.station)}`);
  if (query.toEnd === true) where.push(`c.closed_on is null and ${waitsForDecision('c.', place(days.today))}`);
  if (query.objectCode !== undefined) where.push(`c.object_code = ${place(query.objectCode)}`);
  if (query.problemCode !== undefined) where.push(`c.problem_code = ${place(query.problemCode)}`);
  if (query.incident !== undefined) where.push(`c.incident = ${place(query.incident)}::uuid`);
  if (query.duplicates === true) where.push('c.possible_duplicate');
  const due = dueCondition(query.due, days, place);
  if (due !== undefined) where.push(due);
  return where;
};

/** Parts from the middle of a number are looked for among the open cases only, by walking them. */
const looksIntoNumbers = (search: Search, query: WorklistQuery): boolean =>
  (search.number === 'part' || search.number === 'letters') && (query.open !== false || search.streams === undefined);

const namedBy = (search: Search, query: WorklistQuery): readonly string[] | undefined =>
  looksIntoNumbers(search, query) ? undefined : search.streams;

const searchCondition = (search: Search, query: WorklistQuery, place: (value: unknown) => string): string => {
  const ways: string[] = [];
  if (search.streams !== undefined) ways.push(`c.stream = any (${place(search.streams)}::uuid[])`);
  if (search.words !== undefined) {
    ways.push(`exists (select 1 from complaint_search w where w.tenant = c.tenant and w.stream = c.stream
      and w.words @@ ${place(search.words)}::tsquery)`);
  }
  if (search.number === undefined || search.number === 'letters')
    ways.push(`c.respondent_name like ${place(likeText(search.part))}`);
  if (looksIntoNumbers(search, query)) ways.push(`c.number like ${place(likeText(search.part.toUpperCase()))}`);
  return `(${ways.join(' or ')})`;
};

/** Said of the sort key, so that the walk begins and ends at the days asked for. */
const dueCondition = (
  due: WorklistQuery['due'],
  { today, soonUntil }: DueDays,
  place: (value: unknown) => string,
): string | undefined => {
  switch (due) {
    case 'overdue':
      return `${dueKey} < ${place(today)}::date and not c.provisional`;
    case 'today':
      return `${dueKey} = ${place(today)}::date`;
    case 'soon':
      return `${dueKey} between ${place(today)}::date and ${place(soonUntil)}::date`;
    case 'later':
      return `${dueKey} > ${place(soonUntil)}::date and ${dueKey} < 'infinity'::date`;
    case 'provisional':
      return 'c.provisional';
    case undefined:
      return undefined;
  }
};
