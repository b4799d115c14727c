import type { Complaint } from './complaint.ts';
import { closedPhases } from './phases.ts';
import { hasBeenRecused } from './recused.ts';

/**
 * An ending that is drafted follows whoever mediates where it was the mediator's, and leaves whoever stepped aside even as
 * handler (art. 21(2)): to the mediator who is named, where the bureau mediates itself; else to the handler; else to nobody, and
 * then the head is told.
 */
export const followMediator = (before: Complaint, after: Complaint): Complaint => {
  const { draftedFor: officer } = before;
  if (!after.terminationDrafted || officer === null || closedPhases.has(after.phase)) return after;
  const steppedAside = hasBeenRecused(officer, after) && !hasBeenRecused(officer, before);
  const wasMediators = officer === before.mediator && officer !== after.handler;
  if (officer === after.mediator || (!steppedAside && !wasMediators)) return after;
  const ofBureau = after.entrustedTo === null ? after.mediator : null;
  return { ...after, draftedFor: [ofBureau, after.handler].find((one) => isFit(one, after)) ?? null };
};

const isFit = (account: string | null, state: Complaint): account is string =>
  account !== null && !hasBeenRecused(account, state);

/** Whoever the draft names, else who has the case; nobody who stepped aside. */
export const officerOfEnding = (state: Complaint): string | null =>
  [state.draftedFor, state.handler, state.entrustedTo === null ? state.mediator : null].find((one) =>
    isFit(one, state),
  ) ?? null;
