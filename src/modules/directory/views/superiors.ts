import type { Day } from '#kernel/day.ts';
import type { Tx } from '#platform/db.ts';

/** One that stands above a bureau: a unit that works here, or a body outside known by its name. */
export type Superior = {
  readonly unit: string | null;
  readonly tenant: string | null;
  readonly name: string;
};

type Step = { unit: string | null; tenant: string | null; name: string | null; bodies: string[] };

/** Everybody above a unit on a day, the nearest first; empty where the directory knows nobody. */
export const superiorsOf = async (tx: Tx, unit: string, on: Day): Promise<Superior[]> =>
  (
    await tx.rows<Step>(
      `select s.unit, b.tenant, b.name, s.bodies from superiors_on($1, $2::date) s
         left join bureau_on($2::date) b on b.id = s.unit order by s.step`,
      [unit, on],
    )
  ).flatMap<Superior>(({ unit: above, tenant, name, bodies }) =>
    above === null
      ? bodies.map((body) => ({ unit: null, tenant: null, name: body }))
      : [{ unit: above, tenant, name: name ?? above }],
  );
