import type { Complaint } from '../complaint.ts';
import { isMootReminder } from '../registration-wait.ts';
import { isVoid } from '../void-papers.ts';

/** Papers that fell with the act between these two states. */
export const newlyVoid = (before: Complaint | undefined, after: Complaint): readonly number[] =>
  before === undefined || (before.voided === after.voided && before.calledOff === after.calledOff)
    ? []
    : after.papers.map(({ n }) => n).filter((n) => isVoid(after, n) && !isVoid(before, n));

/** Reminders of what is registered or closed by now: true as they are, but whoever has not been told yet is not told any more. */
export const newlyMoot = (before: Complaint | undefined, after: Complaint): readonly number[] =>
  before === undefined || before.phase === after.phase
    ? []
    : after.papers.flatMap((paper) =>
        isMootReminder(after, paper) && !isMootReminder(before, paper) ? [paper.n] : [],
      );
