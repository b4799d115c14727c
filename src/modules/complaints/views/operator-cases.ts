import type { Tx } from '#platform/db.ts';
import type { Phase } from '../complaint.ts';

/** A case as an operator's own list shows it: the person stays masked. */
export type OperatorCase = {
  readonly number: string;
  readonly phase: Phase;
  readonly respondent: string | null;
  readonly complainantMasked: string;
  readonly filedAt: Date;
};

/** Cases an operator was notified of, for whoever acts for it; newest first. */
export const operatorCases = (
  tx: Tx,
  principals: readonly string[],
  page: { readonly limit: number; readonly offset: number },
): Promise<OperatorCase[]> =>
  tx.rows<OperatorCase>(
    `select c.number, c.phase, c.respondent_name as respondent, c.complainant_masked as "complainantMasked",
            c.filed_at as "filedAt"
       from complaint c
      where exists (select 1 from case_access a where a.tenant = c.tenant and a.stream = c.stream
                     and a.role = 'respondent' and a.principal = any ($1::text[]))
      order by c.filed_at desc, c.stream limit $2 offset $3`,
    [principals, page.limit, page.offset],
  );

export const countOperatorCases = async (tx: Tx, principals: readonly string[]): Promise<number> =>
  (
    await tx.one<{ n: number }>(
      "select count(distinct stream)::int as n from case_access where role = 'respondent' and principal = any ($1::text[])",
      [principals],
    )
  ).n;
