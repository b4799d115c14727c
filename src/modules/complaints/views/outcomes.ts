import type { Day } from '#kernel/day.ts';
import { now } from '#platform/clock.ts';
import type { Tx } from '#platform/db.ts';
import type { BundlePurpose, OutcomeResult, TellingFault } from '../complaint.ts';
import type { PaperParty } from '../paper-orders.ts';
import { firstDecisionPapers } from '../sweep/due-clocks.ts';

export type OutcomeRow = {
  readonly number: string;
  readonly version: number;
  readonly kind: BundlePurpose;
  readonly reference: string;
  readonly decidedOn: Day;
  readonly result: OutcomeResult;
  readonly recordedAt: Date;
};

export type Page = { readonly limit: number; readonly offset: number };

/** What bodies above said of decisions, newest first; the scope decides which cases. */
export const outcomes = (tx: Tx, tenants: readonly string[], page: Page): Promise<OutcomeRow[]> =>
  tx.rows<OutcomeRow>(
    `select c.number, o.version, o.kind, o.reference, o.decided_on as "decidedOn", o.result, o.recorded_at as "recordedAt"
     from outcome_register o join complaint c on c.tenant = o.tenant and c.stream = o.stream
     where o.tenant = any ($1::text[]) order by o.decided_on desc, o.recorded_at desc, o.stream limit $2 offset $3`,
    [tenants, page.limit, page.offset],
  );

export type OwedPaper = {
  readonly number: string;
  readonly n: number;
  readonly code: string;
  readonly paperNumber: string | null;
  readonly to: PaperParty | 'bureau';
  readonly state: 'to-print' | 'failed' | 'unreached';
  /** Why it failed; `stuck`: it waits for longer than any job tries. */
  readonly reason: TellingFault | 'stuck' | null;
  /** By when this party must have been told; null where no limit says so. */
  readonly owedBy: Day | null;
  readonly madeAt: Date;
  /** Asked for by the complainant at filing. */
  readonly largePrint: boolean;
};

const STUCK_AFTER = 24 * 3_600_000;

/** Papers no message can bring: to be printed and posted, or sent in vain; what must be told first, first. */
export const owedPapers = (tx: Tx, tenants: readonly string[], page: Page): Promise<OwedPaper[]> =>
  tx.rows<OwedPaper>(
    `select c.number, d.n, p.code, p.number as "paperNumber", d.party as to,
       case d.state when 'waiting' then 'failed' else d.state end as state,
       case d.state when 'waiting' then 'stuck' else d.reason end as reason, k.due_on as "owedBy", d.made_at as "madeAt",
       d.party = 'complainant' and coalesce((wish.payload->>'largePrint')::boolean, false) as "largePrint"
     from paper_delivery d
     cross join lateral (select e.payload from event e where e.tenant = d.tenant and e.stream = d.stream
       and e.type in ('ComplaintFiled', 'TellingChosen') order by e.version desc limit 1) wish
     join complaint c on c.tenant = d.tenant and c.stream = d.stream
     join complaint_paper p on p.tenant = d.tenant and p.stream = d.stream and p.n = d.n
     left join case_clock k on k.tenant = d.tenant and k.stream = d.stream and k.rule = case
       when p.code = 'form-8' then 'CMP-03' when d.party = 'complainant' and p.code = any ($4::text[]) then 'CMP-01' end
     where d.tenant = any ($1::text[]) 
       and (d.state in ('to-print', 'failed', 'unreached') or (d.state = 'waiting' and d.changed_at < $5))
     order by k.due_on nulls last, d.made_at, d.stream, d.n limit $2 offset $3`,
    [tenants, page.limit, page.offset, firstDecisionPapers, new Date(now().getTime() - STUCK_AFTER)],
  );

export type BundleListed = {
  readonly version: number;
  readonly purpose: BundlePurpose;
  readonly reference: string;
  readonly madeAt: Date;
  readonly sha256: string | null;
};

export const bundlesOf = (tx: Tx, at: { readonly tenant: string; readonly stream: string }): Promise<BundleListed[]> =>
  tx.rows<BundleListed>(
    `select version, purpose, reference, made_at as "madeAt", pdf_hash as sha256 from complaint_bundle
     where tenant = $1 and stream = $2 order by version`,
    [at.tenant, at.stream],
  );

export type OwedNotice = {
  readonly number: string;
  readonly notice: string;
  readonly reason: string | null;
  readonly since: Date;
};

/** What was told in vain beside the papers, the oldest first. */
export const owedNotices = (tx: Tx, tenants: readonly string[], page: Page): Promise<OwedNotice[]> =>
  tx.rows<OwedNotice>(
    `select c.number, n.notice, n.reason, n.changed_at as since
     from notice_delivery n join complaint c on c.tenant = n.tenant and c.stream = n.stream
     where n.tenant = any ($1::text[]) and n.state = 'failed' order by n.changed_at, n.stream, n.notice limit $2 offset $3`,
    [tenants, page.limit, page.offset],
  );
