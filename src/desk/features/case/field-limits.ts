import type { ActNameText } from '#modules/complaints/case-contract.ts';
import { actBodies } from '#modules/complaints/contract.ts';
import { type FieldLimits, limitsIn, type Shape } from '../../kit/shape-limits.ts';

/** What the interface takes in one field of an act. */
export const limitsOf = (act: ActNameText, path: string): FieldLimits => limitsIn(actBodies[act] as Shape, path);
