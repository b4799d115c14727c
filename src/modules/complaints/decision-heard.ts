import type { Complaint, ComplaintEvent, DecisionMade } from './complaint.ts';
import type { Side } from './filing-parts.ts';

/** Of an annulment: `voids`, the papers that hold no more, delivered or not; `told`, who is told. The first ones say neither. */
export type WhatFell = { readonly voids?: readonly number[]; readonly told?: readonly Side[] };

/** Whoever rates an ending, speaks of it on the telephone or goes to law about it knows of it, whatever paper is still on its way. */
const showsKnowledge = (event: ComplaintEvent): boolean => {
  switch (event.type) {
    case 'ComplaintRated':
    case 'BundleMade':
    case 'OutcomeRecorded':
      return true;
    case 'ReturnVisited':
      // Who declines to be asked was reached, too.
      return event.payload.outcome === 'reached' || event.payload.outcome === 'declined';
    default:
      return false;
  }
};

/** The last decision, known to the complainant from now on when the event shows it. */
export const withHearing = ({ decisions }: Complaint, event: ComplaintEvent): readonly DecisionMade[] => {
  const last = decisions.at(-1);
  return last === undefined || !showsKnowledge(event)
    ? decisions
    : [...decisions.slice(0, -1), { ...last, complainantKnows: true }];
};
