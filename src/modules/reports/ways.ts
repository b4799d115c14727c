import { type LegalBasis, type Refusal, refuse } from '#kernel/refusal.ts';
import type { Report } from './report.ts';

/**
 * How a report leaves the bureau it lies at: food that is another body's is transferred (FSL art. 115); within the authority the
 * intake body distributes, and a unit gives back to it (Order 121 art. 41).
 */
export type Way = 'food' | 'distributed' | 'returned';

const fsl115: LegalBasis = { text: 'fsl', article: '115' };
const o121 = (article: string): LegalBasis => ({ text: 'order-121', article });

export type Receiver = { readonly id: string; readonly tenant: string; readonly kind: string };
export type Leaving = Pick<Report, 'bureau' | 'intake' | 'from' | 'food'> & { readonly tenant: string };

const noSuchBureau = (unit: string) =>
  refuse('no-such-bureau', { status: 422, field: 'unit', basis: [fsl115, o121('41')], params: { unit } });

/** To a unit of this instance. */
export const wayTo = (unit: Receiver, report: Leaving): Way | Refusal => {
  const isSameAuthority = unit.tenant === report.tenant;
  if (unit.id === report.bureau) return noSuchBureau(unit.id);
  if (isSameAuthority && unit.id === report.intake) return 'returned';
  if (unit.kind !== 'bureau') return noSuchBureau(unit.id);
  if (isSameAuthority && report.bureau === report.intake) return 'distributed';
  if (unit.id === report.from?.bureau)
    return refuse('report-came-from-there', { status: 422, field: 'unit', basis: [fsl115] });
  if (report.food) return 'food';
  // Art. 41(2): a unit without power gives it back and may not forward it itself.
  return isSameAuthority
    ? refuse('report-goes-through-intake', { status: 422, field: 'unit', basis: [o121('41')] })
    : refuse('transfer-is-for-food-reports', { basis: [fsl115, o121('34')] });
};
