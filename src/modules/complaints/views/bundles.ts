import type { Tx } from '#platform/db.ts';
import type { BundlePurpose } from '../complaint.ts';

export type BundleListed = {
  readonly version: number;
  readonly purpose: BundlePurpose;
  readonly reference: string;
  readonly madeAt: Date;
  readonly sha256: string | null;
  readonly evidenceFrom: number | null;
  readonly evidenceTo: number | null;
};

export const bundlesOf = (tx: Tx, at: { readonly tenant: string; readonly stream: string }): Promise<BundleListed[]> =>
  tx.rows<BundleListed>(
    `select version, purpose, reference, made_at as "madeAt", pdf_hash as sha256,
            evidence_from as "evidenceFrom", evidence_to as "evidenceTo"
     from complaint_bundle where tenant = $1 and stream = $2 order by version`,
    [at.tenant, at.stream],
  );
