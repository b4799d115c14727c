import type { Actor } from '#kernel/actor.ts';
import { compareDays, type Day } from '#kernel/day.ts';
import type { Context } from '#platform/context.ts';
import { clocksOf, type LawFacts } from '../clocks.ts';
import type { Complaint } from '../complaint.ts';
import { scopeOf } from '../handle.ts';
import type { DecreeMoves } from '../law-contract.ts';
import { systemActors } from '../sweep/system-actor.ts';
import { candidatePages, foldedStates, type Reach } from './candidates.ts';

/** Nobody reads more on one screen; the totals count all. */
const SHOWN_AT_MOST = 200;

export type LawChange = {
  readonly reach: Reach;
  /** Undefined: all of them. */
  readonly tenant?: string;
  readonly before: (tenant: string) => LawFacts;
  readonly after: (tenant: string) => LawFacts;
};

type Move = DecreeMoves['moves'][number];
export type Moves = Pick<DecreeMoves, 'total' | 'moves'> & { readonly byBureau: ReadonlyMap<string, number> };

const movesOf = (state: Complaint, before: LawFacts, after: LawFacts): { rule: string; from: Day; to: Day }[] => {
  const now = new Map(clocksOf(state, after).map((clock) => [clock.rule, clock]));
  return clocksOf(state, before).flatMap(({ rule, state: ticking, reckoning }) => {
    const to = now.get(rule)?.reckoning.dueOn ?? null;
    const from = reckoning.dueOn;
    return ticking !== 'running' || from === null || to === null || from === to ? [] : [{ rule, from, to }];
  });
};

/** Whose limits move: counted everywhere, listed only as far as the asker may see cases. Nothing is changed. */
export const foreseeMoves = async (context: Context, asker: Actor, change: LawChange): Promise<Moves> => {
  const byBureau = new Map<string, number>();
  const moves: Move[] = [];
  let total = 0;
  for (const actor of await systemActors(context.database, 'preview')) {
    const tenant = actor.tenant ?? '';
    if (change.tenant !== undefined && change.tenant !== tenant) continue;
    const [before, after] = [change.before(tenant), change.after(tenant)];
    const sees = (bureau: string) => asker.tenants.includes(tenant) && asker.bureaus.includes(bureau);
    for await (const page of candidatePages(context, actor, change.reach)) {
      const streams = page.map((one) => one.stream);
      const states = await context.database.transact(scopeOf(actor), (tx) => foldedStates(tx, tenant, streams));
      for (const { stream, number, bureau } of page) {
        const state = states.get(stream);
        const moved = state === undefined ? [] : movesOf(state, before, after);
        if (moved.length === 0) continue;
        total += 1;
        byBureau.set(bureau, (byBureau.get(bureau) ?? 0) + 1);
        if (sees(bureau)) moves.push(...moved.map((move) => ({ number, ...move })));
      }
    }
  }
  moves.sort((a, b) => compareDays(a.from as Day, b.from as Day));
  return { total, moves: moves.slice(0, SHOWN_AT_MOST), byBureau };
};
