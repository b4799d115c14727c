import type { Complaint } from '../complaint.ts';
import { isVoid } from '../void-papers.ts';

/** Papers that fell with the act between these two states. */
export const newlyVoid = (before: Complaint | undefined, after: Complaint): readonly number[] =>
  before === undefined || (before.voided === after.voided && before.calledOff === after.calledOff)
    ? []
    : after.papers.map(({ n }) => n).filter((n) => isVoid(after, n) && !isVoid(before, n));
