import type { Actor } from '#kernel/actor.ts';
import { compareDays, type Day } from '#kernel/day.ts';
import { systemActors } from '#modules/directory/facade.ts';
import type { Context } from '#platform/context.ts';
import type { LawFacts } from '../clocks.ts';
import type { DecreeMoves } from '../law-contract.ts';
import { candidatePages } from './candidates.ts';
import { complaintLimits } from './complaint-limits.ts';
import type { LimitKeeper, Reach } from './limit-keeper.ts';

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
type Shift = Omit<DecreeMoves['shifts'][number], 'name'>;
export type UnitMoves = { readonly cases: number; readonly reports: number };
export type Moves = Pick<DecreeMoves, 'total' | 'reports' | 'moves' | 'shiftsLeftOut'> & {
  readonly shifts: readonly Shift[];
  readonly byBureau: ReadonlyMap<string, UnitMoves>;
};

/**
 * Whose limits move: counted everywhere, by rule and day for every unit, so that whoever enters a notice sees what it does;
 * complaints listed only as far as the asker may see them and reports never, for their numbers are for their own desk.
 * Nothing is changed.
 */
export const foreseeMoves = async (
  context: Context,
  asker: Actor,
  change: LawChange,
  others: readonly LimitKeeper[],
): Promise<Moves> => {
  const byBureau = new Map<string, UnitMoves>();
  const moves: Move[] = [];
  const shifts = new Map<string, Shift>();
  for (const actor of await systemActors(context.database, 'preview')) {
    const tenant = actor.tenant ?? '';
    if (change.tenant !== undefined && change.tenant !== tenant) continue;
    const laws = { before: change.before(tenant), after: change.after(tenant) };
    const sees = (bureau: string) => asker.tenants.includes(tenant) && asker.bureaus.includes(bureau);
    for (const keeper of [complaintLimits, ...others]) {
      for await (const page of candidatePages(context, actor, keeper, change.reach)) {
        const streams = page.map((one) => one.stream);
        const moving = await context.database.transact(keeper.scope(actor), (tx) =>
          keeper.movesOf(tx, tenant, streams, laws),
        );
        for (const { stream, number, bureau } of page) {
          const moved = moving.get(stream) ?? [];
          if (moved.length === 0) continue;
          const { cases, reports } = byBureau.get(bureau) ?? { cases: 0, reports: 0 };
          const isReport = keeper.kind === 'report';
          byBureau.set(bureau, isReport ? { cases, reports: reports + 1 } : { cases: cases + 1, reports });
          for (const { rule, from, to } of moved) {
            const name = [bureau, keeper.kind, rule, from, to].join(' ');
            const count = (shifts.get(name)?.count ?? 0) + 1;
            shifts.set(name, { bureau, kind: keeper.kind, rule, from, to, count });
          }
          if (!isReport && sees(bureau)) moves.push(...moved.map((move) => ({ number, ...move })));
        }
      }
    }
  }
  moves.sort((a, b) => compareDays(a.from as Day, b.from as Day));
  const sum = (of: keyof UnitMoves): number => [...byBureau.values()].reduce((so, one) => so + one[of], 0);
  const inOrder = [...shifts.values()].sort((a, b) => compareDays(a.from as Day, b.from as Day));
  return {
    total: sum('cases'),
    reports: sum('reports'),
    moves: moves.slice(0, SHOWN_AT_MOST),
    byBureau,
    shifts: inOrder.slice(0, SHOWN_AT_MOST),
    shiftsLeftOut: Math.max(0, inOrder.length - SHOWN_AT_MOST),
  };
};
