import type { Day } from '#kernel/day.ts';
import type { Complaint, Exclusion } from './complaint.ts';

/** Spans the sixty days may leave out; open while they run. Which of them count, the limit and its switches say. */
type Spans = Complaint['exclusions'];

const ofAny: readonly Exclusion['reason'][] = ['appraisal', 'recusal'];

/** Ends the running span of this reason; of every reason where the whole mediation ends. */
export const endExclusion = (spans: Spans, to: Day, reasons: readonly Exclusion['reason'][] = ofAny): Spans =>
  spans.map((span) => (span.to === null && reasons.includes(span.reason) ? { ...span, to } : span));

/** Of a case that is back in a pause by an annulled ending: the span of that reason that ran last runs on. */
export const reopened = (spans: Spans, reason: Exclusion['reason']): Spans => {
  const last = spans.findLastIndex((span) => span.reason === reason);
  return spans.map((span, n) => (n === last ? { ...span, to: null } : span));
};
