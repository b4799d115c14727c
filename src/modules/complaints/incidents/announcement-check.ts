import type { Tx } from '#platform/db.ts';
import { textsFor } from '#platform/texts.ts';
import type { Beside, BesideFault, SeenStream } from '#platform/verify-beside.ts';
import type { CanonicalPaper, Run } from '../papers/canonical-paper.ts';
import { valuesOn } from '../proving/printed-words.ts';
import type { IncidentEvent } from './incident.ts';

type Row = {
  readonly incident: string;
  readonly n: number;
  readonly bureau: string;
  readonly number: string;
  readonly title: string;
  readonly operator: string | null;
  readonly verified: readonly string[];
  readonly steps: readonly string[];
  readonly phone: string;
  readonly authority: string;
  readonly proof: string;
  readonly published_on: string;
  readonly corrected_on: string | null;
  readonly withdrawn_on: string | null;
  readonly withdrawn_for: string | null;
};

/** What stands on the page of an event for everybody: it follows from the acts, and its words from the papers they made. */
export class AnnouncementCheck implements Beside {
  readonly table = 'announcement';

  async page(tx: Tx, tenant: string, streams: readonly SeenStream[], fault: BesideFault): Promise<number> {
    const own = streams.filter(({ kind, expected }) => kind === 'incident' && expected !== undefined);
    if (own.length === 0) return 0;
    const rows = await tx.rows<Row>(
      `select incident, n, bureau, number, title, operator, verified, steps, phone, authority, proof, published_on, corrected_on,
           withdrawn_on, withdrawn_for from announcement where tenant = $1 and incident = any ($2::uuid[])`,
      [tenant, own.map(({ key }) => key.stream)],
    );
    for (const seen of own) {
      const where = { ...seen.key, name: seen.name };
      const left = new Map(rows.flatMap((row) => (row.incident === seen.key.stream ? [[row.n, row] as const] : [])));
      for (const [n, expected] of published(seen)) {
        const found = left.get(n);
        left.delete(n);
        if (found === undefined) fault(where, 'row-missing', { detail: `announcement ${n}` });
        else
          for (const column of differing(found, expected))
            fault(where, 'row-differs', { detail: `announcement ${n} ${column}` });
      }
      for (const n of left.keys()) fault(where, 'row-unexpected', { detail: `announcement ${n}` });
    }
    return rows.length;
  }

  /** Of no event at all. */
  async end(tx: Tx, fault: BesideFault): Promise<number> {
    const rows = await tx.rows<{ tenant: string; incident: string; n: number }>(
      `select a.tenant, a.incident, a.n from announcement a where not exists (select 1 from stream s
          where s.tenant = a.tenant and s.stream = a.incident and s.kind = 'incident')
        order by a.tenant, a.incident, a.n limit ${NAMED}`,
      [],
    );
    for (const { tenant, incident, n } of rows)
      fault({ tenant, stream: incident }, 'row-unexpected', { detail: `announcement ${n}` });
    return rows.length;
  }
}

const NAMED = 1000;

type Expected = Pick<Row, 'bureau' | 'number' | 'published_on' | 'corrected_on' | 'withdrawn_on'> & {
  /** Undefined where it cannot be opened, which is told already. */
  readonly reasons: string | null | undefined;
  readonly paper: string | undefined;
};

const published = ({ events, values, expected }: SeenStream): ReadonlyMap<number, Expected> => {
  const made = new Map<number, Expected>();
  const text = (entry: string): string | undefined => {
    const value = values.value(entry);
    return typeof value === 'string' ? value : undefined;
  };
  for (const { type, payload } of events as unknown as readonly IncidentEvent[]) {
    if (type === 'IncidentPaperMade' && payload.paper.code === 'incident-announcement') {
      const { n, number, data } = payload.paper;
      const standing = { corrected_on: null, withdrawn_on: null, reasons: null };
      made.set(n, {
        bureau: expected?.bureau ?? '',
        number: number ?? '',
        published_on: payload.on,
        ...standing,
        paper: text(data.entry),
      });
      // Former versions replaced a finding without reasons, and marked nothing.
    } else if (type === 'IncidentVerified' && payload.reasons !== undefined) {
      const inForce = [...made.values()].at(-1)?.withdrawn_on === null;
      for (const [n, one] of made)
        if (inForce && one.corrected_on === null && one.withdrawn_on === null)
          made.set(n, { ...one, corrected_on: payload.on });
    } else if (type === 'IncidentAnnouncementWithdrawn') {
      const one = made.get(payload.n);
      const reasons = text(payload.reasons.entry);
      if (one !== undefined) made.set(payload.n, { ...one, withdrawn_on: payload.on, reasons });
    }
  }
  return made;
};

const differing = (row: Row, expected: Expected): readonly string[] => {
  const columns = ['bureau', 'number', 'published_on', 'corrected_on', 'withdrawn_on'] as const;
  const wrong: string[] = columns.filter((column) => row[column] !== expected[column]);
  if (expected.reasons !== undefined && row.withdrawn_for !== expected.reasons) wrong.push('withdrawn_for');
  const isEmpty = row.title === '' && row.operator === null && row.verified.length === 0 && row.steps.length === 0;
  const saysSo = expected.withdrawn_on === null ? saysWhatIsAnnounced(row, expected.paper) : isEmpty;
  return saysSo ? wrong : [...wrong, 'words'];
};

const listItem = (n: number, text: string): string => textsFor('zh-CN')('papers:listItem', { n, text });

/** Title and operator in the sentence that begins it, then both lists in their order, with nothing left out. */
const saysWhatIsAnnounced = (row: Row, paper: string | undefined): boolean => {
  if (paper === undefined) return true;
  const { title, operator, verified, steps, phone } = row;
  const { blocks, seal, proof } = JSON.parse(paper) as CanonicalPaper;
  const lines = blocks.map((block) => (block.kind === 'paragraph' ? block.runs.map(textOf).join('') : ''));
  const items = (list: readonly string[]): string[] => list.map((text, i) => listItem(i + 1, text));
  const rest = lines.slice(1);
  const first = valuesOn(blocks[0]);
  const between = rest[verified.length] ?? '';
  const expected = [...items(verified), between, ...items(steps)];
  return (
    first.includes(title) &&
    first.includes(operator ?? '') &&
    !between.startsWith(listItem(verified.length + 1, '')) &&
    expected.every((line, i) => rest[i] === line) &&
    valuesOn(blocks.at(-1)).includes(phone) &&
    seal?.authority === row.authority &&
    proof?.code === row.proof &&
    rest.length === expected.length + 1
  );
};

const textOf = (run: Run): string => (typeof run === 'string' ? run : run.value);
