import type { Complaint } from '../complaint.ts';
import { isMoot } from '../moot-papers.ts';
import { isVoid } from '../void-papers.ts';

/** Papers that fell with the act between these two states. */
export const newlyVoid = (before: Complaint | undefined, after: Complaint): readonly number[] =>
  before === undefined || (before.voided === after.voided && before.calledOff === after.calledOff)
    ? []
    : after.papers.map(({ n }) => n).filter((n) => isVoid(after, n) && !isVoid(before, n));

/** Owed to nobody any more although no decision fell: true as they are, but whoever has not been told yet is not told any more. */
export const newlyMoot = (before: Complaint | undefined, after: Complaint): readonly number[] =>
  before === undefined || (before.phase === after.phase && before.lapsed === after.lapsed)
    ? []
    : after.papers.flatMap((paper) => (isMoot(after, paper) && !isMoot(before, paper) ? [paper.n] : []));
