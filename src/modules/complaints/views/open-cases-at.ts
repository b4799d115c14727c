import type { Tx } from '#platform/db.ts';

/**
 * How many open cases a unit or an entrusted body still has, for whoever wants to close it: a number and nothing of the
 * cases. The scope of the transaction takes in the place for this one question, because an administrator's own opens no case.
 */
export const openCasesAt = async (tx: Tx, tenant: string, bureau: string): Promise<number> => {
  await tx.rescope({ tenants: [tenant], bureaus: [bureau], principals: [bureau], account: '', writes: [] });
  const { count } = await tx.one<{ count: number }>(
    `select count(*) as count from complaint c where tenant = $1 and closed_on is null and (bureau = $2 or intake = $2
       or exists (select 1 from case_access a where a.tenant = c.tenant and a.stream = c.stream and a.role = 'entrusted'
         and a.principal = $2))`,
    [tenant, bureau],
  );
  await tx.rescope({ tenants: [tenant], bureaus: [], principals: [], account: '' });
  return count;
};
