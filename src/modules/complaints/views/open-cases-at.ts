import type { Tx } from '#platform/db.ts';

/**
 * How many open cases a unit still has, for whoever wants to close it: a number and nothing of the cases. The scope of the
 * transaction takes in the unit for this one question, because an administrator's own opens no case.
 */
export const openCasesAt = async (tx: Tx, tenant: string, bureau: string): Promise<number> => {
  await tx.rescope({ tenants: [tenant], bureaus: [bureau], principals: [], account: '', writes: [] });
  const { count } = await tx.one<{ count: number }>(
    `select count(*) as count from complaint where tenant = $1 and (bureau = $2 or intake = $2) and closed_on is null`,
    [tenant, bureau],
  );
  await tx.rescope({ tenants: [tenant], bureaus: [], principals: [], account: '' });
  return count;
};
