import type { Tx } from '../db.ts';

/** Those of the matters whose message left, or may have. */
export const whatLeft = async (
  tx: Tx,
  tenant: string,
  subjectRefs: readonly string[],
): Promise<ReadonlySet<string>> => {
  const rows = await tx.rows<{ ref: string }>(
    `select distinct subject_ref as ref from message_delivery
      where tenant = $1 and subject_ref = any ($2::text[]) and state <> 'failed'`,
    [tenant, subjectRefs],
  );
  return new Set(rows.map(({ ref }) => ref));
};
