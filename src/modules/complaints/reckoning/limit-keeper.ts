import type { Actor } from '#kernel/actor.ts';
import type { Day } from '#kernel/day.ts';
import type { LimitMoved } from '#kernel/limits-moved.ts';
import type { Context } from '#platform/context.ts';
import type { Scope, Tx } from '#platform/db.ts';
import type { LawFacts } from '../clocks.ts';
import type { ReckoningCause } from '../inner-acts.ts';

/** Which limits a change of the law can touch. */
export type Reach =
  | { readonly kind: 'days'; readonly from: Day; readonly to: Day }
  | { readonly kind: 'rule'; readonly rule: string | null; readonly from: Day };

/** `bureau` is the unit it lies with, without a compartment. */
export type Candidate = { readonly stream: string; readonly number: string; readonly bureau: string };

export type ReckoningWish = {
  readonly actor: Actor;
  readonly candidate: Candidate;
  readonly cause: ReckoningCause;
  readonly at: Date;
};

/** A kind of case that has limits: complaints, and what the program's wiring hands in of other modules. */
export type LimitKeeper = {
  readonly kind: 'complaint' | 'report';
  /** The platform's reach in one authority. */
  readonly scope: (actor: Actor) => Scope;
  /** By stream, so many at a time that a page less than full is the last. */
  readonly pageAfter: (tx: Tx, tenant: string, reach: Reach, after: string | null) => Promise<Candidate[]>;
  /** By stream, the running limits that would end on another day. */
  readonly movesOf: (
    tx: Tx,
    tenant: string,
    streams: readonly string[],
    change: { readonly before: LawFacts; readonly after: LawFacts },
  ) => Promise<ReadonlyMap<string, readonly LimitMoved[]>>;
  /** Appends the act where something moved; false where nothing did. */
  readonly reckon: (context: Context, tx: Tx, wish: ReckoningWish) => Promise<boolean>;
};

export const LIMITS_AT_ONCE = 200;

/** A limit begun before the last day touched and not certain to end before the first; `of` is the case's row, $3 to $6 `reachedDays`. */
export const hasReachedLimit = (of: string): string => `exists (select 1 from case_clock k
     where k.tenant = ${of}.tenant and k.stream = ${of}.stream and ($3::text is null or k.rule = $3)
       and k.started_on between $4 and $5 and (k.provisional or k.due_on is null or k.due_on >= $6))`;

/** The first and last day of starting and the first day of ending that a change reaches, for a statement of SQL. */
export const reachedDays = (reach: Reach): readonly [rule: string | null, since: string, until: string, due: string] =>
  reach.kind === 'days' ? [null, '-infinity', reach.to, reach.from] : [reach.rule, reach.from, 'infinity', '-infinity'];

/** The running limits of a case that end on another day under the law to come. */
export const movedBetween = (
  before: readonly {
    readonly rule: string;
    readonly state: string;
    readonly reckoning: { readonly dueOn: Day | null };
  }[],
  after: typeof before,
): LimitMoved[] => {
  const now = new Map(after.map((clock) => [clock.rule, clock.reckoning.dueOn]));
  return before.flatMap(({ rule, state, reckoning: { dueOn: from } }) => {
    const to = now.get(rule) ?? null;
    return state !== 'running' || from === null || to === null || from === to ? [] : [{ rule, from, to }];
  });
};
