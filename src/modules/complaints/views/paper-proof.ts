import type { Day } from '#kernel/day.ts';
import type { OwnName } from '#kernel/paper-name.ts';
import type { Tx } from '#platform/db.ts';

export type PaperProof = OwnName & {
  readonly code: string;
  readonly number: string | null;
  readonly authority: string;
  readonly dataHash: string;
  readonly pdfHash: string | null;
  /** Of the sheet with the seal of ink, once its scan was kept. */
  readonly scanHash: string | null;
  readonly madeOn: Day;
  readonly standing: 'valid' | 'annulled' | 'replaced';
};

/** What the QR code of a paper opens, for anybody: nothing personal stands in it. */
export const paperProof = (tx: Tx, proof: string): Promise<PaperProof | undefined> =>
  tx.maybe<PaperProof>(
    `select code, number, authority, data_hash as "dataHash", pdf_hash as "pdfHash", scan_hash as "scanHash", issued_on as "madeOn", standing,
       title, english_title as "englishTitle", copy
     from paper_proof where proof = $1`,
    [proof],
  );
