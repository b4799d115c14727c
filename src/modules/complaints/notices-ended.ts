import type { Complaint, ComplaintEvent } from './complaint.ts';
import type { Side } from './filing-parts.ts';
import { noticesWithout } from './served-by-notice.ts';
import { afterTakingBack } from './telling.ts';

/** Said by the act with which another person became this side, or its address changed. */
export type NoticesEnded = {
  readonly side: Side;
  /** Papers whose notice still ran: they have reached nobody. */
  readonly owed: readonly number[];
};

/** Acts of before did not say it, and what was tried and put up stayed. */
export const endingIn = ({ payload }: Pick<ComplaintEvent, 'payload'>): NoticesEnded | undefined =>
  (payload as { readonly noticesEnded?: NoticesEnded }).noticesEnded;

/** The later day an answer or a proof was given with a notice stays theirs. */
export const noticesEnded = (state: Complaint, event: ComplaintEvent): Complaint => {
  const ending = endingIn(event);
  if (ending === undefined) return state;
  const { side, owed } = ending;
  let known: Complaint = { ...state, ...noticesWithout(state, side) };
  for (const n of owed) known = { ...known, ...afterTakingBack(known, { n, to: side }, true) };
  return known;
};
