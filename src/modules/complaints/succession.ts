import type { ComplaintEvent } from './complaint.ts';

/** Who stands first of those who complain together from this event on. */
export const successorOf = (event: ComplaintEvent): string | undefined =>
  event.type === 'ComplainantLeft' || event.type === 'RepresentativeEnded' ? event.payload.successor : undefined;

export const successorIn = (events: readonly ComplaintEvent[]): string | undefined =>
  events.map(successorOf).find((person) => person !== undefined);
