import type { Tx } from './db.ts';

export type RequestLetter = { readonly request: string; readonly number: string; readonly hash: string };

const PAGE = 500;

/** The written answers to requests about personal data, which belong to no stream, in pages. */
export async function* requestLetters(tx: Tx, tenant: string): AsyncGenerator<readonly RequestLetter[]> {
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const letters = await tx.rows<RequestLetter>(
      `select data_request as request, letter_number as number, letter_hash as hash from data_request
        where tenant = $1 and data_request > $2::uuid and letter_hash is not null order by data_request limit ${PAGE}`,
      [tenant, after],
    );
    if (letters.length > 0) yield letters;
    const last = letters.at(-1);
    if (last === undefined || letters.length < PAGE) return;
    after = last.request;
  }
}
