import type { Complaint } from './complaint.ts';

/**
 * Ended because a ground of refusal, or fraud, was found after all (Order 121 art. 23(1)(6)): it should never have been
 * accepted, and is from then on what a refused one is. As the decision stands: corrected, or annulled, it is so no more.
 */
export const isFoundLater = ({ phase, decisions }: Pick<Complaint, 'phase' | 'decisions'>): boolean =>
  phase === 'terminated' &&
  decisions.findLast(({ type }) => type === 'MediationTerminated')?.particulars.found !== undefined;
