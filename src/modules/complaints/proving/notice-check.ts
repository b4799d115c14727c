import { compareDays, type Day, dayOf } from '#kernel/day.ts';
import { wasPhoneOf } from '#modules/directory/facade.ts';
import { now } from '#platform/clock.ts';
import type { Tx } from '#platform/db.ts';
import type { Beside, BesideFault, SeenStream } from '#platform/verify-beside.ts';
import { lessenedIn } from '#platform/verify-values.ts';
import type { NoticePutUp } from './notice-rows.ts';
import { paperIn, valuesOn } from './printed-words.ts';

type Stored = Omit<NoticePutUp, 'entry' | 'mayBeGone'> & {
  readonly stream: string;
  readonly addressee: string;
  readonly paper: string;
  readonly authority: string;
  readonly phone: string;
  readonly proof: string;
};

const PAGE = 1000;

/** Every public notice that runs stands where everybody reads it, as its paper says it, and nothing else stands there. */
export class NoticeCheck implements Beside {
  readonly table = 'public_notice';
  readonly #today = dayOf(now());

  async page(tx: Tx, tenant: string, streams: readonly SeenStream[], fault: BesideFault): Promise<number> {
    const own = streams.filter(({ kind, expected }) => kind === 'complaint' && expected !== undefined);
    if (own.length === 0) return 0;
    const rows = await tx.rows<Stored>(
      `select p.stream, p.n, p.party, p.number, p.addressee, p.paper, p.paper_number, p.authority, p.phone, p.published_on,
         p.counts_on, p.due_on, p.proof
         from public_notice p where p.tenant = $1 and p.stream = any ($2::uuid[])`,
      [tenant, own.map(({ key }) => key.stream)],
    );
    const stored = Map.groupBy(rows, (row) => row.stream);
    for (const seen of own) compare(seen, stored.get(seen.key.stream) ?? [], this.#today, fault);
    const names = new Map(own.map(({ key, name }) => [key.stream, name]));
    for (const { stream, n, party, authority, phone } of rows)
      if (!(await wasPhoneOf(tx, authority, phone)))
        fault({ tenant, stream, name: names.get(stream) ?? '' }, 'row-differs', {
          detail: `public_notice ${n} ${party} phone`,
        });
    return rows.length;
  }

  /** Of no case at all. */
  async end(tx: Tx, fault: BesideFault): Promise<number> {
    const rows = await tx.rows<{ tenant: string; stream: string; n: number; party: string }>(
      `select p.tenant, p.stream, p.n, p.party from public_notice p where not exists (select 1 from stream s
          where s.tenant = p.tenant and s.stream = p.stream and s.kind = 'complaint')
        order by p.tenant, p.stream, p.n limit ${PAGE}`,
      [],
    );
    for (const { tenant, stream, n, party } of rows)
      fault({ tenant, stream }, 'row-unexpected', { detail: `public_notice ${n} ${party}` });
    return rows.length;
  }
}

const compare = (seen: SeenStream, rows: readonly Stored[], today: Day, fault: BesideFault): void => {
  const where = { ...seen.key, name: seen.name };
  const left = new Map(rows.map((row) => [`${row.n} ${row.party}`, row]));
  for (const put of (seen.expected?.rows['public_notice'] ?? []) as unknown as readonly NoticePutUp[]) {
    const named = `${put.n} ${put.party}`;
    const row = left.get(named);
    left.delete(named);
    const isRunning = compareDays(today, put.counts_on) <= 0;
    if (row !== undefined)
      for (const detail of differences(row, put, seen))
        fault(where, 'row-differs', { detail: `public_notice ${named} ${detail}` });
    else if (isRunning && !put.mayBeGone) fault(where, 'row-missing', { detail: `public_notice ${named}` });
  }
  for (const named of left.keys()) fault(where, 'row-unexpected', { detail: `public_notice ${named}` });
};

/** Whom it names is never shown here. */
const differences = (row: Stored, put: NoticePutUp, seen: SeenStream): string[] => {
  const said: (keyof Stored & keyof NoticePutUp)[] = ['number', 'paper_number', 'published_on', 'counts_on', 'due_on'];
  const told = said.flatMap((column) =>
    row[column] === put[column] ? [] : [`${column} ${row[column] ?? '-'} ≠ ${put[column] ?? '-'}`],
  );
  const paper = paperIn(seen.values, put.entry);
  if (paper === undefined) return told;
  const { addressee, isLessened } = addresseeOn(paper.addressee, put, seen);
  const words = valuesOn(paper.blocks[0]).filter((word) => word !== '');
  return [
    ...told,
    ...(paper.proof?.code === row.proof ? [] : ['proof']),
    ...(paper.seal?.authority === row.authority ? [] : ['authority']),
    ...(words.includes(row.paper) && words.length === (row.paper_number === '' ? 1 : 2) ? [] : ['paper']),
    ...(isLessened || row.addressee === addressee || row.addressee === `${addressee.slice(0, 1)}**`
      ? []
      : ['addressee']),
  ];
};

/** Names that stood in full were masked later on the page alone (0283). */
const addresseeOn = (line = '', { entry }: NoticePutUp, { events }: SeenStream) => ({
  addressee: line.replace(/：$/u, '').trim(),
  isLessened: lessenedIn(events).has(entry),
});
