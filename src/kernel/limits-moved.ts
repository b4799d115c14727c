import { type CanonicalValue, canonicalJson } from '#kernel/canonical.ts';
import type { Day } from '#kernel/day.ts';

/** A limit as its current row has it. */
export type LimitRow = {
  readonly rule: string;
  readonly started_on: Day;
  readonly due_on: Day | null;
  readonly sure_until: Day | null;
  readonly provisional: boolean;
  readonly state: string;
  /** What it was made from. */
  readonly reckoning: Readonly<Record<string, unknown>>;
};

export type LimitMoved = { readonly rule: string; readonly from: Day; readonly to: Day };

/** What a change of the law did to the limits of a case: which end on another day, and whose day has become certain. */
export type LimitsMoved = { readonly moved: readonly LimitMoved[]; readonly confirmed: readonly string[] };

const partsOf = <R extends Readonly<Record<string, unknown>>>(row: R): string => {
  const {
    decrees: _names,
    regimeOn: _day,
    ...reckoning
  } = (row['reckoning'] ?? {}) as Readonly<Record<string, unknown>>;
  return canonicalJson({ ...row, reckoning } as CanonicalValue);
};

/** Whether two rows state the same limit, whatever the notices are called and whichever day chose the text by which each was reckoned. */
export const isSameLimit = <R extends Readonly<Record<string, unknown>>>(a: R, b: R): boolean =>
  partsOf(a) === partsOf(b);

const rowOf = ({ rule, started_on, due_on, sure_until, provisional, state, reckoning }: LimitRow) => ({
  rule,
  started_on,
  due_on,
  sure_until,
  provisional,
  state,
  reckoning,
});

const isTicking = ({ state }: LimitRow): boolean => state === 'running' || state === 'paused';

/**
 * What moved between the rows and the limits as the law in force gives them; undefined where both say the same. A notice that
 * got another name only moves nothing: the row says truly by which it was reckoned.
 */
export const limitsMoved = (before: readonly LimitRow[], now: readonly LimitRow[]): LimitsMoved | undefined => {
  const stood = new Map(before.map((row) => [row.rule, row]));
  const moved: LimitMoved[] = [];
  const confirmed: string[] = [];
  let differs = false;
  for (const row of now) {
    const was = stood.get(row.rule);
    stood.delete(row.rule);
    differs ||= was === undefined || !isSameLimit(rowOf(was), rowOf(row));
    if (was === undefined) continue;
    if (row.due_on !== was.due_on && row.due_on !== null && was.due_on !== null)
      moved.push({ rule: row.rule, from: was.due_on, to: row.due_on });
    else if (was.provisional && !row.provisional) confirmed.push(row.rule);
  }
  // A limit that the case has no longer, as under another order, runs no more.
  differs ||= [...stood.values()].some(isTicking);
  return differs ? { moved, confirmed } : undefined;
};
