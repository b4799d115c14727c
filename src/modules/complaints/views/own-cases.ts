import type { Tx } from '#platform/db.ts';
import type { Phase } from '../complaint.ts';

export type OwnCase = {
  readonly number: string;
  readonly phase: Phase;
  readonly respondent: string | null;
  readonly filedAt: Date;
};

/** A consumer's cases in every tenant, newest first; the scope's principals must be the consumer's own. */
export const ownCases = (
  tx: Tx,
  account: string,
  page: { readonly limit: number; readonly offset: number },
): Promise<OwnCase[]> =>
  tx.rows<OwnCase>(
    `select c.number, c.phase, c.respondent_name as respondent, c.filed_at as "filedAt"
     from case_locator l join complaint c on c.tenant = l.tenant and c.stream = l.stream
     where l.key_kind = 'account' and l.key = $1 and l.kind = 'complaint'
     order by c.filed_at desc, c.stream limit $2 offset $3`,
    [account, page.limit, page.offset],
  );

export const countOwnCases = async (tx: Tx, account: string): Promise<number> =>
  (
    await tx.one<{ n: number }>(
      "select count(*)::int as n from case_locator where key_kind = 'account' and key = $1 and kind = 'complaint'",
      [account],
    )
  ).n;
