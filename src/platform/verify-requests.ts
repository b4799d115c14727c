import type { Tx } from './db.ts';
import { auditKeptFrom } from './verify-audit.ts';
import type { Beside, BesideFault } from './verify-beside.ts';

type Request = {
  readonly tenant: string;
  readonly id: string;
  readonly account: string | null;
  readonly follower: string | null;
  readonly entered_by: string | null;
  readonly kind: string;
  readonly via: string;
  readonly made_at: Date;
  readonly state: string;
  readonly answered_at: Date | null;
  readonly answered_by: string | null;
  readonly answer_basis: string | null;
  readonly served_on: string | null;
  readonly served_by: string | null;
};

type Line = {
  readonly subject: string;
  readonly act: string;
  readonly account: string;
  readonly reason: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
};

const PAGE = 500;
const made: readonly string[] = ['ask-about-own-data', 'enter-data-request'];
const acts: readonly string[] = [...made, 'answer-about-own-data', 'serve-answer-letter', 'follow-data-request'];

/**
 * Requests about personal data belong to no history: what is said of them is held against the audit trail, which every step wrote to
 * in its own transaction. Of before its term nothing can be told.
 */
export class RequestCheck implements Beside {
  readonly table = 'data_request';
  page(): Promise<number> {
    return Promise.resolve(0);
  }

  async end(tx: Tx, fault: BesideFault): Promise<number> {
    const keptFrom = await auditKeptFrom(tx);
    let rows = 0;
    let after = { tenant: '', id: '00000000-0000-0000-0000-000000000000' };
    for (;;) {
      const page = await tx.rows<Request>(
        `select tenant, data_request as id, account, follower, entered_by, kind, via, made_at, state, answered_at, answered_by, answer_basis,
            served_on, served_by from data_request where (tenant, data_request) > ($1, $2::uuid)
          order by tenant, data_request limit ${PAGE}`,
        [after.tenant, after.id],
      );
      const lines = await linesOf(tx, page);
      for (const row of page) {
        const where = { tenant: row.tenant, stream: row.id };
        for (const [code, detail] of faultsOf(row, lines.get(row.id) ?? [], keptFrom))
          fault(where, code, { detail: `data_request ${detail}`.trim() });
      }
      rows += page.length;
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE) break;
      after = last;
    }
    await missing(tx, fault);
    await notErased(tx, fault);
    return rows;
  }
}

const linesOf = async (tx: Tx, page: readonly Request[]): Promise<ReadonlyMap<string, readonly Line[]>> => {
  if (page.length === 0) return new Map();
  const lines = await tx.rows<Line>(
    `select a.subject, a.act, a.account, a.reason, a.detail from unnest($1::text[], $2::text[]) as q (tenant, subject)
       join audit_line a on a.tenant = q.tenant and a.subject = q.subject where a.act = any ($3::text[])
      order by a.at, a.audit_line`,
    [page.map(({ tenant }) => tenant), page.map(({ id }) => `data-request:${id}`), acts],
  );
  return Map.groupBy(lines, ({ subject }) => subject.slice('data-request:'.length));
};

type Found = readonly ['row-unexpected' | 'row-differs', string];

const faultsOf = (row: Request, lines: readonly Line[], keptFrom: Date | null): Found[] => {
  const isKept = (at: Date | null): boolean => keptFrom === null || (at !== null && at >= keptFrom);
  const lineOf = (...names: readonly string[]) => lines.findLast(({ act }) => names.includes(act));
  const [asked, answered, served] = [lineOf(...made), lineOf('answer-about-own-data'), lineOf('serve-answer-letter')];
  const found: Found[] = [];
  const differ = (column: string, is: unknown, ought: unknown) => {
    if ((is ?? null) !== (ought ?? null)) found.push(['row-differs', `${column} ${is ?? '-'} ≠ ${ought ?? '-'}`]);
  };
  if (asked === undefined) {
    if (isKept(row.made_at)) found.push(['row-unexpected', '']);
  } else {
    differ('account', row.account ?? row.entered_by, asked.account);
    // Back at the number it was asked with, it follows nobody.
    const follower = lineOf('follow-data-request')?.detail['follower'];
    differ('follower', row.follower, follower === row.account ? null : follower);
    differ('kind', row.kind, asked.detail['kind']);
    differ('via', row.via, asked.detail['via'] ?? 'account');
  }
  if (answered !== undefined || isKept(row.answered_at)) {
    differ('state', row.state, answered?.detail['outcome'] ?? 'open');
    differ('answered_by', row.answered_by, answered?.account);
    differ('answer_basis', row.answer_basis, answered?.reason);
  }
  if (served !== undefined || isKept(row.answered_at)) {
    differ('served_on', row.served_on, served?.detail['on']);
    differ('served_by', row.served_by, served?.account);
  }
  return found;
};

/** A request the trail knows of and the table does not. */
const missing = async (tx: Tx, fault: BesideFault): Promise<void> => {
  const gone = await tx.rows<{ tenant: string; request: string }>(
    `select tenant, substr(subject, 14) as request from audit_line a
      where act = any ($1::text[]) and subject like 'data-request:%' and not exists (
        select 1 from data_request r where r.tenant = a.tenant and r.data_request = substr(a.subject, 14)::uuid) limit 1000`,
    [made],
  );
  for (const { tenant, request } of gone) fault({ tenant, stream: request }, 'row-missing', { detail: 'data_request' });
};

/** Whoever was erased in answer to a request can be read no more. */
const notErased = async (tx: Tx, fault: BesideFault): Promise<void> => {
  const left = await tx.rows<{ tenant: string; request: string; person: string }>(
    `select c.tenant, c.data_request as request, c.person from data_request_case c
       join person_key k on k.tenant = c.tenant and k.stream = c.stream and k.person = c.person
      where c.done = 'erased' and k.wrapped is not null limit 1000`,
  );
  for (const { tenant, request, person } of left)
    fault({ tenant, stream: request }, 'row-differs', { detail: `data_request_case done ${person}` });
};
