import { type AuditDay, auditDays } from './audit-days.ts';
import type { Tx } from './db.ts';
import { type BesideFault, noStream } from './verify-beside.ts';

export type AuditChecked = {
  readonly days: number;
  readonly lines: number;
  /** Signed then and let go since by the term of the audit trail. */
  readonly past: { readonly days: number; readonly lines: number; readonly before: string | null };
};

/**
 * Holds the audit trail against its days as they were signed. A whole day that is gone is no fault where a run of `retain` says that
 * it let it go and no term that was ever in force keeps it; the database itself allows none shorter than half a year.
 */
export const verifyAudit = async (
  tx: Tx,
  signed: { readonly until: Date; readonly days: AsyncIterable<AuditDay> },
  at: Date,
  fault: BesideFault,
): Promise<AuditChecked> => {
  const before = await letGoBefore(tx, at);
  const now = auditDays(tx, signed.until);
  let standing = await nextOf(now);
  const so = { days: 0, lines: 0, past: { days: 0, lines: 0, before } };
  const raise = (code: 'audit-gone' | 'audit-changed' | 'audit-added', { tenant, day }: AuditDay, detail: string) =>
    fault({ tenant, stream: noStream, name: day }, code, { detail });
  for await (const then of signed.days) {
    so.days += 1;
    so.lines += then.lines;
    while (standing !== undefined && isBefore(standing, then)) {
      raise('audit-added', standing, `0 → ${standing.lines}`);
      standing = await nextOf(now);
    }
    const found = standing !== undefined && !isBefore(then, standing) ? standing : undefined;
    if (found !== undefined) standing = await nextOf(now);
    const lines = found?.lines ?? 0;
    if (lines === 0 && before !== null && then.day < before) {
      so.past.days += 1;
      so.past.lines += then.lines;
    } else if (lines < then.lines) raise('audit-gone', then, `${then.lines} → ${lines}`);
    else if (lines > then.lines) raise('audit-added', then, `${then.lines} → ${lines}`);
    else if (found?.digest !== then.digest) raise('audit-changed', then, String(lines));
  }
  for (; standing !== undefined; standing = await nextOf(now)) raise('audit-added', standing, `0 → ${standing.lines}`);
  return so;
};

const nextOf = async (days: AsyncGenerator<AuditDay>): Promise<AuditDay | undefined> => {
  const step = await days.next();
  return step.done === true ? undefined : step.value;
};

const isBefore = (a: AuditDay, b: AuditDay): boolean => a.tenant < b.tenant || (a.tenant === b.tenant && a.day < b.day);

/** The first day whose lines must still be there; null where none were ever let go. */
const letGoBefore = async (tx: Tx, at: Date): Promise<string | null> => {
  const row = await tx.maybe<{ before: string }>(
    `select to_char(least(
        (select max((detail->>'audit-lines-before')::date) from audit_line
          where tenant = 'platform' and act = 'retain' and account = 'system:retain'),
        (select ($1::timestamptz at time zone 'Asia/Shanghai')::date - min(keep_days) from retention_rule where rule = 'audit-lines')
      ), 'YYYY-MM-DD') as before
      where exists (select 1 from audit_line where tenant = 'platform' and act = 'retain' and account = 'system:retain'
          and detail ? 'audit-lines-before')
        and exists (select 1 from retention_rule where rule = 'audit-lines')`,
    [at],
  );
  return row?.before ?? null;
};

/** Since when no line can have been let go; null where none ever was. */
export const auditKeptFrom = async (tx: Tx): Promise<Date | null> => {
  const row = await tx.one<{ at: Date | null }>(
    `select max((detail->>'audit-lines-before')::date)::timestamp at time zone 'Asia/Shanghai' as at from audit_line
      where tenant = 'platform' and act = 'retain' and account = 'system:retain'`,
  );
  return row.at;
};
