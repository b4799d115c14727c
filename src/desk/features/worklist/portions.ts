import { AssignManyBody } from '#modules/complaints/desk-contract.ts';
import { limitsIn, type Shape } from '../../kit/shape-limits.ts';

/** As many as one order takes. */
const atOnce = limitsIn(AssignManyBody as Shape, 'cases').maxItems ?? 1;

/** More are handed over in several orders, one after the other. */
export const portionsOf = <Row>(rows: readonly Row[]): readonly (readonly Row[])[] =>
  Array.from({ length: Math.ceil(rows.length / atOnce) }, (_, i) => rows.slice(i * atOnce, (i + 1) * atOnce));
