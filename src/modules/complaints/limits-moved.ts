import type { Day } from '#kernel/day.ts';

/** Limits that end on another day now, and those whose day has become certain. */
export type LimitsMoved = {
  readonly moved: readonly { readonly rule: string; readonly from: Day; readonly to: Day }[];
  readonly confirmed: readonly string[];
};

/** Days the limit of mediation may leave out: an appraisal (art. 22), or a request for recusal where the bureau says so. */
export type Exclusion = {
  readonly from: Day;
  readonly to: Day | null;
  readonly reason: 'appraisal' | 'recusal';
};
