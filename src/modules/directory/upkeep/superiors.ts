import type { Day } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { Tx } from '#platform/db.ts';
import type { SuperiorFrom } from '../upkeep-contract.ts';
import { superiorsOf } from '../views/superiors.ts';
import { openUnitOf } from '../views/units.ts';
import { ownUnit, refuseUnlessOpen, type UnitRow } from './unit-facts.ts';
import { type Keeper, noteChange, refuseBlank, refuseNul } from './who.ts';

const superiorFault = async (tx: Tx, unit: UnitRow, wish: SuperiorFrom): Promise<Refusal | undefined> => {
  const { superior, bodies, from } = wish;
  const field = 'superior';
  if (unit.kind !== 'bureau') return refuse('superior-is-for-bureaus', { status: 422, field });
  if (superior === null) return undefined;
  if (bodies.length > 0) return refuse('superior-here-or-outside', { status: 422, field: 'bodies' });
  const above = superior === unit.id ? undefined : await openUnitOf(tx, superior, from);
  if (above?.kind !== 'bureau') return refuse('superior-is-no-bureau', { status: 422, field });
  const higher = await superiorsOf(tx, superior, from);
  return higher.some((one) => one.unit === unit.id)
    ? refuse('superior-stands-below', { status: 422, field, params: { superior: above.name } })
    : undefined;
};

/** From a day on: who takes over the cases of this bureau and settles its disputes over competence. */
export const setSuperior = async (
  tx: Tx,
  keeper: Keeper,
  id: string,
  wish: SuperiorFrom,
): Promise<{ id: string } | Refusal> => {
  const unit = await ownUnit(tx, keeper, id);
  if ('refusal' in unit) return unit;
  const bodies = wish.bodies.map((body) => body.trim());
  const fault =
    refuseNul(wish) ??
    refuseBlank(wish, ['reason']) ??
    (bodies.some((body) => body === '' || body.includes('\0'))
      ? refuse('text-says-nothing', { status: 422, field: 'bodies' })
      : undefined) ??
    refuseUnlessOpen(unit, wish.from, 'from') ??
    (await superiorFault(tx, unit, wish));
  if (fault !== undefined) return fault;
  const reason = wish.reason.trim();
  await enterSuperior(tx, id, { ...wish, bodies, reason, by: keeper.actor.account, at: keeper.at });
  await noteChange(tx, keeper, {
    act: 'set-superior',
    subject: `unit:${id}`,
    reason,
    detail: { from: wish.from, ...(wish.superior === null ? { bodies } : { superior: wish.superior }) },
  });
  return { id };
};

type Entered = {
  readonly superior: string | null;
  readonly bodies?: readonly string[];
  readonly from: Day;
  readonly reason: string;
  readonly by?: string;
  readonly at?: Date;
};

/** The row itself; whoever calls has settled that it may be. */
export const enterSuperior = (tx: Tx, id: string, entered: Entered): Promise<number> =>
  tx.run(
    `insert into bureau_superior (bureau, from_on, revision, superior, bodies, reason, entered_by, entered_at)
     select $1, $2::date, coalesce(max(revision), 0) + 1, $3, $4::text[], $5, $6, $7 from bureau_superior
     where bureau = $1 and from_on = $2::date`,
    [id, entered.from, entered.superior, entered.bodies ?? [], entered.reason, entered.by ?? null, entered.at ?? null],
  );
