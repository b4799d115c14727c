import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { Tx } from '../db.ts';

/** Whether an act could be written, as far as the database says without one; undefined where nothing is known against it. */
export const databaseObjection = async (tx: Tx): Promise<Refusal | undefined> => {
  const { takes, may } = await tx.one<{ takes: boolean; may: boolean }>(
    `select current_setting('transaction_read_only') = 'off' as takes, has_table_privilege('event', 'insert') as may`,
  );
  if (!takes) return refuse('database-read-only', { status: 503, params: { seconds: 30 } });
  return may ? undefined : refuse('database-right-lost', { status: 503, params: { seconds: 30 } });
};
