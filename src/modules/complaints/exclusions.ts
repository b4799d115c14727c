import type { Day } from '#kernel/day.ts';
import type { Complaint } from './complaint.ts';

/** Days of an appraisal, which the sixty days of mediation leave out (Order 121 art. 22); open while it runs. */
type Spans = Complaint['exclusions'];

export const endExclusion = (spans: Spans, to: Day): Spans =>
  spans.map((span) => (span.to === null ? { ...span, to } : span));

/** Of a case that is back in its appraisal: the span that ran last runs on. */
export const reopened = (spans: Spans): Spans =>
  spans.map((span, n) => (n === spans.length - 1 ? { ...span, to: null } : span));
