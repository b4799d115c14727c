import type { Tx } from '#platform/db.ts';

export type PaperProof = {
  readonly code: string;
  readonly number: string | null;
  readonly authority: string;
  readonly dataHash: string;
  readonly pdfHash: string | null;
  readonly madeAt: Date;
  readonly standing: 'valid' | 'annulled' | 'replaced';
};

/** What the QR code of a paper opens, for anybody: nothing personal stands in it. */
export const paperProof = (tx: Tx, proof: string): Promise<PaperProof | undefined> =>
  tx.maybe<PaperProof>(
    `select code, number, authority, data_hash as "dataHash", pdf_hash as "pdfHash", issued_on::timestamptz as "madeAt", standing
     from paper_proof where proof = $1`,
    [proof],
  );
