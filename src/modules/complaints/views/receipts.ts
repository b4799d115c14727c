import type { Day } from '#kernel/day.ts';
import type { Tx } from '#platform/db.ts';

/** One bureau's receipt of a dispute: all that is told of a case elsewhere. */
export type EarlierReceipt = { readonly bureau: string; readonly number: string; readonly filedOn: Day };

/** By which versions of the blind index one telephone number is found again. */
export type PhoneDigests = readonly { readonly version: number; readonly digest: Buffer }[];

/** Who received the same person's complaint against the same operator before, in whatever tenant; oldest first (art. 14). */
export const earlierReceipts = (
  tx: Tx,
  phone: PhoneDigests,
  operator: string,
  besides: string | undefined,
): Promise<EarlierReceipt[]> =>
  tx.rows<EarlierReceipt>(
    `select distinct e.bureau, e.number, e.filed_on as "filedOn"
       from unnest($1::integer[], $2::bytea[]) u(version, digest)
       cross join lateral same_person_elsewhere('phone', u.version, u.digest) e
       join case_locator n on n.key_kind = 'number' and n.key = e.number and n.tenant = e.tenant
       join case_locator o on o.key_kind = 'operator' and o.key = $3 and o.tenant = n.tenant and o.stream = n.stream
      where e.number is distinct from $4 order by 3, 2 limit 20`,
    [phone.map((one) => one.version), phone.map((one) => one.digest), operator, besides ?? null],
  );
