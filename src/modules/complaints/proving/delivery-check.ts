import type { Tx } from '#platform/db.ts';
import type { Beside, BesideFault, SeenStream } from '#platform/verify-beside.ts';

type Stored = {
  readonly stream: string;
  readonly n: number;
  readonly party: string;
  readonly state: string;
  readonly made_at: Date;
  readonly posted_on: string | null;
  readonly notice_until: string | null;
};

type Owed = Omit<Stored, 'state' | 'stream' | 'notice_until'> & {
  readonly states: ReadonlySet<string>;
  readonly notices: readonly (string | null)[];
};

/** Each paper that is owed has its row, and none says of its service what no act says. */
export class DeliveryCheck implements Beside {
  readonly table = 'paper_delivery';
  async page(tx: Tx, tenant: string, streams: readonly SeenStream[], fault: BesideFault): Promise<number> {
    const own = streams.filter(({ kind, expected }) => kind === 'complaint' && expected !== undefined);
    if (own.length === 0) return 0;
    const rows = await tx.rows<Stored>(
      `select stream, n, party, state, made_at, posted_on, notice_until from paper_delivery
        where tenant = $1 and stream = any ($2::uuid[])`,
      [tenant, own.map(({ key }) => key.stream)],
    );
    const stored = Map.groupBy(rows, (row) => row.stream);
    for (const seen of own) compare(seen, stored.get(seen.key.stream) ?? [], fault);
    return rows.length;
  }
}

const compare = ({ key, name, expected }: SeenStream, rows: readonly Stored[], fault: BesideFault): void => {
  const where = { ...key, name };
  const left = new Map(rows.map((row) => [`${row.n} ${row.party}`, row]));
  for (const owed of (expected?.rows['paper_delivery'] ?? []) as unknown as readonly Owed[]) {
    const named = `${owed.n} ${owed.party}`;
    const row = left.get(named);
    left.delete(named);
    if (row === undefined) fault(where, 'row-missing', { detail: `paper_delivery ${named}` });
    else
      for (const detail of differences(row, owed))
        fault(where, 'row-differs', { detail: `paper_delivery ${named} ${detail}` });
  }
  for (const named of left.keys()) fault(where, 'row-unexpected', { detail: `paper_delivery ${named}` });
};

const differences = (row: Stored, owed: Owed): string[] => [
  ...(owed.states.has(row.state) ? [] : [`state ${row.state} ≠ ${[...owed.states].join('/')}`]),
  ...(row.posted_on === owed.posted_on ? [] : [`posted_on ${row.posted_on ?? '-'} ≠ ${owed.posted_on ?? '-'}`]),
  ...(owed.notices.includes(row.notice_until)
    ? []
    : [`notice_until ${row.notice_until ?? '-'} ≠ ${owed.notices[0] ?? '-'}`]),
  ...(row.made_at.getTime() === owed.made_at.getTime() ? [] : ['made_at']),
];
