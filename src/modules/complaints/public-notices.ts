import type { Day } from '#kernel/day.ts';
import type { Tx } from '#platform/db.ts';
import { announcedIn } from './paper-data/notices.ts';
import type { PaperDesk } from './paper-data/paper-desk.ts';
import type { PaperDetails } from './paper-orders.ts';

/** Public notices as everybody may read them, as long as their days run: nothing of the case, and of the addressee a mask. */
export type PublicNotice = {
  readonly number: string;
  readonly addressee: string;
  readonly paper: string;
  readonly paperNumber: string;
  readonly authority: string;
  readonly phone: string;
  readonly publishedOn: Day;
  readonly countsOn: Day;
  readonly dueOn: Day | null;
  readonly proof: string;
};

type At = { readonly tenant: string; readonly stream: string };

/** Put up with the act; those whose days are over are let go. */
export const publishNotice = (
  tx: Tx,
  { tenant, stream }: At,
  {
    details,
    desk,
    number,
    proof,
  }: {
    readonly details: PaperDetails['public-notice'];
    readonly desk: PaperDesk;
    readonly number: string;
    readonly proof: string;
  },
): void => {
  const { addressee, paperTitle, paperNumber } = announcedIn(details, desk);
  tx.send('delete from public_notice where tenant = $1 and counts_on < $2', [tenant, desk.today]);
  tx.send(
    `insert into public_notice (tenant, stream, n, party, number, addressee, paper, paper_number, authority, phone,
       published_on, counts_on, due_on, proof) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
     on conflict on constraint public_notice_pk do update set number = excluded.number, addressee = excluded.addressee,
       authority = excluded.authority, phone = excluded.phone, published_on = excluded.published_on,
       counts_on = excluded.counts_on, due_on = excluded.due_on, proof = excluded.proof`,
    [
      ...[tenant, stream, details.paper, details.to, number, addressee, paperTitle, paperNumber],
      ...[desk.unit.name, desk.unit.phone, details.on, details.until, details.dueOn ?? null, proof],
    ],
  );
};

/**
 * What is served another way, was put up by mistake or holds no more is read by nobody any longer, and leaves the tray; what is owed
 * again is printed.
 */
export const takeDownNotice = (
  tx: Tx,
  { tenant, stream, at }: At & { readonly at: Date },
  { n, party, isOwed }: { readonly n: number; readonly party: string; readonly isOwed: boolean },
): void => {
  const key = [tenant, stream, n, party];
  tx.send('delete from public_notice where tenant = $1 and stream = $2 and n = $3 and party = $4', key);
  const owed = isOwed ? `, state = 'to-print', reason = null, posted_on = null` : '';
  tx.send(
    `update paper_delivery set notice_until = null, changed_at = $5${owed}
      where tenant = $1 and stream = $2 and n = $3 and party = $4`,
    [...key, at],
  );
};

/** Put up it counts as told, and whoever it is for hears that it fell. */
export const takeDownNotices = (tx: Tx, { tenant, stream }: At, numbers: readonly number[]): void => {
  const at = [tenant, stream, numbers];
  tx.send('delete from public_notice where tenant = $1 and stream = $2 and n = any ($3::integer[])', at);
  tx.send(
    `update paper_delivery set notice_until = null
      where tenant = $1 and stream = $2 and n = any ($3::integer[]) and notice_until is not null`,
    at,
  );
};

const LISTED = 20;

/** Those whose days still run, the latest first. */
export const publicNotices = async (
  tx: Tx,
  tenant: string | undefined,
  { page, today }: { readonly page: number; readonly today: Day },
): Promise<{ readonly rows: readonly PublicNotice[]; readonly more: boolean }> => {
  const rows = await tx.rows<PublicNotice>(
    `select number, addressee, paper, paper_number as "paperNumber", authority, phone, published_on as "publishedOn",
       counts_on as "countsOn", due_on as "dueOn", proof from public_notice
      where ($1::text is null or tenant = $1) and counts_on >= $2
      order by published_on desc, number desc limit $3 offset $4`,
    [tenant ?? null, today, LISTED + 1, (page - 1) * LISTED],
  );
  return { rows: rows.slice(0, LISTED), more: rows.length > LISTED };
};
