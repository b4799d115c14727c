import type { Day } from '#kernel/day.ts';

/** Limits that end on another day now, and those whose day has become certain. */
export type LimitsMoved = {
  readonly moved: readonly { readonly rule: string; readonly from: Day; readonly to: Day }[];
  readonly confirmed: readonly string[];
};
