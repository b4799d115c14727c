import type { Tx } from './db.ts';

/** Tenants that have a row in the table, one index probe each. */
export const tenantsIn = async (tx: Tx, table: 'stream' | 'event' | 'audit_line'): Promise<string[]> =>
  (
    await tx.adhoc<{ tenant: string }>(
      `with recursive t as (
         (select min(tenant collate "C") as tenant from ${table})
         union all select (select min(x.tenant collate "C") from ${table} x where x.tenant > t.tenant) from t where t.tenant is not null)
       select tenant from t where tenant is not null order by tenant collate "C"`,
    )
  ).map((row) => row.tenant);
