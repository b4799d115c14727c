import { type Day, dayOf } from '#kernel/day.ts';
import type { Tx } from './db.ts';

/** How the rows of one dated rule are found. The term is data (`retention_rule`); which rows it means is code. */
type Sweep = {
  readonly table: string;
  readonly ended: string;
  /** Only days that are over as a whole: they were signed as days. */
  readonly byDay?: true;
};

/** `ended` is the instant since which a row is of no use; $1 is the last instant that may go. */
const sweeps: Readonly<Record<string, Sweep>> = {
  'ended-sessions': { table: 'session', ended: 'least(coalesce(revoked_at, expires_at), expires_at)' },
  'ended-api-tokens': { table: 'api_token', ended: 'least(coalesce(revoked_at, expires_at), expires_at)' },
  'used-phone-codes': { table: 'phone_code', ended: 'expires_at' },
  'answered-request-keys': { table: 'idempotency', ended: 'made_at' },
  'demo-messages': { table: 'demo_message', ended: 'at' },
  'message-deliveries': { table: 'message_delivery', ended: 'at' },
  'upload-volumes': { table: 'upload_volume', ended: 'on_day::timestamptz' },
  'audit-lines': { table: 'audit_line', ended: 'at', byDay: true },
};

export type RetentionResult = {
  readonly rule: string;
  readonly keepDays: number;
  readonly basis: string;
  /** Rows that ended before this instant may go. */
  readonly before: Date;
  readonly rows: number;
};

/** Applies every rule in force on the day that has rows of its own here; with `dryRun` only counts. Needs the owner's login. */
export const retain = async (tx: Tx, on: Day, at: Date, dryRun: boolean): Promise<RetentionResult[]> => {
  const rules = await tx.rows<{ rule: string; keep_days: number; basis: string }>(
    'select rule, keep_days, basis from retention_rule where from_on <= $1 and (to_on is null or to_on > $1) order by rule',
    [on],
  );
  const results: RetentionResult[] = [];
  for (const { rule, keep_days: keepDays, basis } of rules) {
    const sweep = sweeps[rule];
    if (sweep === undefined) continue;
    const last = new Date(at.getTime() - keepDays * 86_400_000);
    const before = sweep.byDay === true ? new Date(`${dayOf(last)}T00:00:00+08:00`) : last;
    const rows = await apply(tx, sweep, before, dryRun);
    results.push({ rule, keepDays, basis, before, rows });
  }
  return results;
};

const apply = async (tx: Tx, { table, ended }: Sweep, before: Date, dryRun: boolean): Promise<number> => {
  if (!dryRun) return await tx.run(`delete from ${table} where ${ended} < $1`, [before]);
  const { count } = await tx.one<{ count: number }>(`select count(*) as count from ${table} where ${ended} < $1`, [
    before,
  ]);
  return count;
};
