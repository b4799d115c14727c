import type { Actor } from '#kernel/actor.ts';
import type { DueDays } from '#kernel/due-soon.ts';
import { type OwnName, ownName } from '#kernel/paper-name.ts';
import { isRefusal, type Refusal } from '#kernel/refusal.ts';
import type { Translate } from '#kernel/translate.ts';
import type { Tx } from '#platform/db.ts';
import { countOnFirst, cursorOf, pageOf } from '#platform/lists/cursor.ts';
import { showsContacts } from '../papers-with-contacts.ts';
import { firstDecisionPapers } from '../sweep/due-clocks.ts';
import { likeText } from '../views/worklist-search.ts';
import type { OwedList, OwedQuery, OwedRow } from './contract.ts';

/** A message that waits for longer than any job tries has not left. */
const STUCK_AFTER = 24 * 3_600_000;
const PAGE = 50;

type Row = OwnName &
  Omit<OwedRow, 'title' | 'madeAt' | 'changedAt' | 'printedAt' | 'url' | 'asksReason'> & {
    stream: string;
    made: Date;
    changed: Date;
    printed: Date | null;
    sort_on: string;
  };

const dueFirst = cursorOf('day', 'instant', 'id', 'count', 'word');

const largePrint = `(d.party = 'complainant' and coalesce((wish.payload->>'largePrint')::boolean, false))`;
const lastPrint = `(select max(l.printed_at) from letter_print l
  where l.tenant = d.tenant and l.stream = d.stream and l.n = d.n and l.party = d.party)`;
const sortKey = "coalesce(k.due_on, 'infinity'::date)";

const asked = `from paper_delivery d
     cross join lateral (select e.payload from event e where e.tenant = d.tenant and e.stream = d.stream
       and e.type in ('ComplaintFiled', 'TellingChosen') and not (e.payload ? 'byAgent') order by e.version desc limit 1) wish
     join complaint c on c.tenant = d.tenant and c.stream = d.stream
     join complaint_paper p on p.tenant = d.tenant and p.stream = d.stream and p.n = d.n
     left join case_clock k on k.tenant = d.tenant and k.stream = d.stream and k.rule = case
       when p.code = 'form-8' then 'CMP-03' when d.party = 'complainant' and p.code = any ($2::text[]) then 'CMP-01' end
     where d.tenant = any ($1::text[])
       and case when $4 = 'sent' then d.state = 'sent' and d.posted_on is not null
         when $4 = 'noticed' then d.notice_until is not null and c.archived_on is null
         when $4 = 'failed' then d.state = 'failed' or (d.state = 'waiting' and d.changed_at < $3)
         when $4 is not null then d.state = $4
         else d.state in ('to-print', 'failed', 'unreached') or (d.state = 'waiting' and d.changed_at < $3) end
       and ($5::text is null or d.party = $5)
       and ($6::text is null or ($6 = 'overdue' and k.due_on < $7::date) or ($6 = 'today' and k.due_on = $7::date)
         or ($6 = 'soon' and k.due_on between $7::date and $8::date) or ($6 = 'later' and k.due_on > $8::date))
       and ($9::boolean is null or (${lastPrint} is not null) = $9) and (not $10 or ${largePrint})
       and ($11::text is null or c.bureau = $11)
       and ($12::text is null or c.number like $12 or upper(p.number) like $12)`;

/** Papers no message can bring: to be printed and posted, or sent in vain; what must be told first, first. */
export const owedPapers = async (
  tx: Tx,
  { tenants }: Pick<Actor, 'tenants'>,
  query: OwedQuery,
  { at, today, soonUntil, t }: DueDays & { readonly at: Date; readonly t: Translate },
): Promise<OwedList | Refusal> => {
  const limit = query.limit ?? PAGE;
  const after = dueFirst.read(query.cursor);
  if (isRefusal(after)) return after;
  const sought = (query.q ?? '').trim().toUpperCase();
  const values = [
    tenants,
    firstDecisionPapers,
    new Date(at.getTime() - STUCK_AFTER),
    query.state ?? null,
    query.to ?? null,
    query.due ?? null,
    today,
    soonUntil,
    query.printed ?? null,
    query.largePrint === true,
    query.bureau ?? null,
    sought === '' ? null : likeText(sought),
  ];
  const rows = await tx.rows<Row>(
    `select c.number, c.version, d.n, c.bureau, p.code, p.number as "paperNumber", p.title, p.english_title as "englishTitle", p.copy, d.party as to,
       case when d.notice_until is not null then 'noticed' when d.state = 'waiting' then 'failed' else d.state end as state,
       d.notice_until as "countsOn",
       case d.state when 'waiting' then coalesce(d.reason, 'stuck') else d.reason end as reason, k.due_on as "owedBy", d.made_at as made,
       d.changed_at as changed, ${lastPrint} as printed, ${largePrint} as "largePrint", d.stream, ${sortKey}::text as sort_on
     ${asked} and ($13::text is null or (${sortKey}, d.made_at, d.stream, d.n, d.party)
       > ($13::date, $14::timestamptz, $15::uuid, $16::integer, $17))
     order by ${sortKey}, d.made_at, d.stream, d.n, d.party limit $18`,
    [...values, ...[0, 1, 2, 3, 4].map((part) => after?.[part] ?? null), limit + 1],
  );
  const { shown, next } = pageOf(rows, limit, (last) =>
    dueFirst.write(last.sort_on, last.made.toISOString(), last.stream, String(last.n), last.to),
  );
  return {
    rows: shown.map((row) => shownRow(row, t)),
    next,
    total: await countOnFirst(tx, query.cursor, asked, values),
    notices:
      query.cursor === undefined && query.state !== 'sent' && query.state !== 'noticed'
        ? await owedNotices(tx, tenants)
        : [],
  };
};

const shownRow = (
  { stream: _stream, sort_on: _sort, made, changed, printed, title, englishTitle, copy, ...row }: Row,
  t: Translate,
): OwedRow => ({
  ...row,
  title: ownName({ title, englishTitle, copy }, t) ?? null,
  madeAt: made.toISOString(),
  changedAt: changed.toISOString(),
  printedAt: printed?.toISOString() ?? null,
  asksReason: showsContacts(row.code),
  url: `/api/v1/complaints/${row.number}/documents/${row.n}${row.largePrint ? '?large=true' : ''}`,
});

const NOTICES_SHOWN = 100;

/** What was told in vain beside the papers, the oldest first. */
const owedNotices = async (tx: Tx, tenants: readonly string[]): Promise<OwedList['notices']> => {
  const rows = await tx.rows<Omit<OwedList['notices'][number], 'since'> & { since: Date }>(
    `select c.number, n.notice, n.reason, n.changed_at as since
     from notice_delivery n join complaint c on c.tenant = n.tenant and c.stream = n.stream
     where n.tenant = any ($1::text[]) and n.state = 'failed' order by n.changed_at, n.stream, n.notice limit $2`,
    [tenants, NOTICES_SHOWN],
  );
  return rows.map((row) => ({ ...row, since: row.since.toISOString() }));
};
