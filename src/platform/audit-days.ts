import type { Tx } from './db.ts';
import { tenantsIn } from './tenants-in.ts';

/** A day of one tenant's audit trail: how many lines stood, and one hash over all of them. */
export type AuditDay = {
  readonly tenant: string;
  readonly day: string;
  readonly lines: number;
  readonly digest: string;
};

/**
 * The audit trail day by day, in the order of tenant and day, over what was written before `until`. Reckoned when it is asked for,
 * by the database, a month at a time: writing a line costs nothing more, and a day's order is that of the ids.
 */
export async function* auditDays(tx: Tx, until: Date): AsyncGenerator<AuditDay> {
  for (const tenant of await tenantsIn(tx, 'audit_line')) {
    let from = await firstFrom(tx, tenant, new Date(0), until);
    while (from !== undefined) {
      const days = await tx.rows<Omit<AuditDay, 'tenant'>>(
        `select to_char(at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day, count(*)::integer as lines,
            encode(sha256(string_agg(sha256(convert_to(jsonb_build_array(audit_line, (extract(epoch from at) * 1000000)::bigint,
              account, act, subject, reason, detail)::text, 'UTF8')), ''::bytea order by audit_line)), 'hex') as digest
           from audit_line where tenant = $1 and at >= $2 and at < least($3::timestamptz, $2::timestamptz + interval '31 days')
          group by 1 order by 1`,
        [tenant, from, until],
      );
      for (const day of days) yield { tenant, ...day };
      from = await firstFrom(tx, tenant, new Date(from.getTime() + MONTH), until);
    }
  }
}

const MONTH = 31 * 86_400_000;

/** Midnight in Shanghai before the first line from that moment on: an index probe, so that years without a line cost nothing. */
const firstFrom = async (tx: Tx, tenant: string, from: Date, until: Date): Promise<Date | undefined> => {
  const row = await tx.maybe<{ day: Date | null }>(
    `select (min(at) at time zone 'Asia/Shanghai')::date::timestamp at time zone 'Asia/Shanghai' as day
       from audit_line where tenant = $1 and at >= $2 and at < $3`,
    [tenant, from, until],
  );
  return row?.day ?? undefined;
};
