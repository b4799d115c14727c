import type { Actor } from '#kernel/actor.ts';
import type { Day } from '#kernel/day.ts';
import { isRefusal, type Refusal } from '#kernel/refusal.ts';
import type { Tx } from '#platform/db.ts';
import { countOnFirst, cursorOf, pageOf } from '#platform/lists/cursor.ts';
import type { BundlePurpose, OutcomeResult } from '../complaint.ts';
import type { OutcomeList, OutcomeQuery } from '../register-contract.ts';
import { likeText } from './worklist-search.ts';

type OutcomeRow = {
  readonly number: string;
  readonly version: number;
  readonly bureau: string;
  readonly kind: BundlePurpose;
  readonly reference: string;
  readonly decidedOn: Day;
  readonly result: OutcomeResult;
  readonly recorded: Date;
  readonly stream: string;
};

const PAGE = 50;
const newestFirst = cursorOf('day', 'instant', 'id', 'count');

const asked = `from outcome_register o join complaint c on c.tenant = o.tenant and c.stream = o.stream
  where o.tenant = any ($1::text[]) and ($2::text is null or o.kind = $2) and ($3::text is null or o.result = $3)
    and ($4::date is null or o.decided_on >= $4::date) and ($5::date is null or o.decided_on <= $5::date)
    and ($6::text is null or c.bureau = $6) and ($7::text is null or upper(o.reference) like $7 or c.number like $7)`;

/** What bodies above said of decisions, newest first; the scope decides which cases. */
export const outcomes = async (tx: Tx, { tenants }: Actor, query: OutcomeQuery): Promise<OutcomeList | Refusal> => {
  const limit = query.limit ?? PAGE;
  const after = newestFirst.read(query.cursor);
  if (isRefusal(after)) return after;
  const sought = (query.q ?? '').trim().toUpperCase();
  const values = [
    tenants,
    query.kind ?? null,
    query.result ?? null,
    query.from ?? null,
    query.to ?? null,
    query.bureau ?? null,
    sought === '' ? null : likeText(sought),
  ];
  const rows = await tx.rows<OutcomeRow>(
    `select c.number, o.version, c.bureau, o.kind, o.reference, o.decided_on as "decidedOn", o.result,
       o.recorded_at as recorded, o.stream
     ${asked} and ($8::date is null or (o.decided_on, o.recorded_at, o.stream, o.version)
       < ($8::date, $9::timestamptz, $10::uuid, $11::integer))
     order by o.decided_on desc, o.recorded_at desc, o.stream desc, o.version desc limit $12`,
    [...values, after?.[0] ?? null, after?.[1] ?? null, after?.[2] ?? null, after?.[3] ?? null, limit + 1],
  );
  const { shown, next } = pageOf(rows, limit, (last) =>
    newestFirst.write(last.decidedOn, last.recorded.toISOString(), last.stream, String(last.version)),
  );
  return {
    rows: shown.map(({ recorded, stream: _stream, ...row }) => ({ ...row, recordedAt: recorded.toISOString() })),
    next,
    total: await countOnFirst(tx, query.cursor, asked, values),
  };
};
