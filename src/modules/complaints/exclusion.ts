import type { Day } from '#kernel/day.ts';

/** Days the limit of mediation may leave out: an appraisal (art. 22), or a request for recusal where the bureau says so. */
export type Exclusion = {
  readonly from: Day;
  readonly to: Day | null;
  readonly reason: 'appraisal' | 'recusal';
};
