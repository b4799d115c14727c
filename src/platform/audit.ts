import { now } from './clock.ts';
import type { Tx } from './db.ts';
import { newId } from './ids.ts';

/** Audit lines that belong to no tenant: sign-ins, keys, administration of the instance. */
export const platformTenant = 'platform';

export type AuditLine = {
  readonly tenant: string;
  /** Who: account id, or `system:<job>`. */
  readonly account: string;
  /** What, in the words of docs/language.md: `reveal`, `erase-person`, `sign-in`. */
  readonly act: string;
  /** On what: `stream:<id>`, `account:<id>`, `tenant:<code>`. */
  readonly subject: string;
  readonly reason?: string;
  /** Ids, codes and counts; never a personal value. */
  readonly detail?: Readonly<Record<string, string | number | boolean | readonly string[]>>;
};

/** Writes who did what in the transaction of the act itself: an act without its line does not exist. */
export const audit = async (tx: Tx, line: AuditLine): Promise<void> => {
  await tx.run(
    `insert into audit_line (tenant, audit_line, at, account, act, subject, reason, detail)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      line.tenant,
      newId(),
      now(),
      line.account,
      line.act,
      line.subject,
      line.reason ?? null,
      JSON.stringify(line.detail ?? {}),
    ],
  );
};

export type AuditRow = {
  readonly audit_line: string;
  readonly at: Date;
  readonly account: string;
  readonly act: string;
  readonly subject: string;
  readonly reason: string | null;
  readonly detail: unknown;
};

export type AuditFilter = {
  readonly tenant: string;
  readonly from: Date;
  readonly to: Date;
  readonly act?: string;
  readonly subject?: string;
  readonly account?: string;
  /** Last line of the page before; newest first. */
  readonly before?: string;
};

/** Lines for the auditor, newest first, a page of 50 unless told. Ids sort by time, so the cursor is the id. */
export const auditPage = (tx: Tx, filter: AuditFilter, most = 50): Promise<AuditRow[]> =>
  tx.rows<AuditRow>(
    `select audit_line, at, account, act, subject, reason, detail from audit_line
      where tenant = $1 and at >= $2 and at < $3
        and ($4::text is null or act = $4) and ($5::text is null or subject = $5) and ($6::text is null or account = $6)
        and ($7::uuid is null or audit_line < $7)
      order by audit_line desc limit $8`,
    [
      filter.tenant,
      filter.from,
      filter.to,
      filter.act ?? null,
      filter.subject ?? null,
      filter.account ?? null,
      filter.before ?? null,
      most,
    ],
  );

export type Look = { readonly at: Date; readonly kind: string; readonly reason: string };

/** Which values of one person in one case officials opened, and why: for the person themself. Who it was is not told. */
export const looksAt = (
  tx: Tx,
  at: { readonly tenant: string; readonly stream: string; readonly person: string },
): Promise<Look[]> =>
  tx.rows<Look>(
    `select at, detail ->> 'kind' as kind, coalesce(reason, '') as reason from audit_line
      where tenant = $1 and subject = 'stream:' || $2 and act = 'reveal' and detail ->> 'person' = $3 order by at`,
    [at.tenant, at.stream, at.person],
  );
