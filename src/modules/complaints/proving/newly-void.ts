import type { Complaint } from '../complaint.ts';

/** Papers that fell with the act between these two states. */
export const newlyVoid = (before: Complaint | undefined, after: Complaint): readonly number[] =>
  before === undefined || before.voided === after.voided
    ? []
    : after.voided.map(({ n }) => n).filter((n) => !before.voided.some((one) => one.n === n));
