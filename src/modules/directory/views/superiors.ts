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

/** A bureau open on the day, with everybody above it; units above are named by their ids. */
export type BureauBelow = {
  readonly id: string;
  readonly tenant: string;
  readonly name: string;
  /** Has the power to decide on complaints that day. */
  readonly mayDecide: boolean;
  readonly above: readonly Superior[];
};

type Below = Omit<BureauBelow, 'above'> & {
  readonly steps: readonly { readonly unit: string | null; readonly bodies: readonly string[] }[];
};

/** Every bureau of every authority, in the order of the public list: one query, however many there are. */
export const bureausBelow = async (tx: Tx, on: Day): Promise<readonly BureauBelow[]> =>
  (
    await tx.rows<Below>(
      `select b.id, b.tenant, b.name,
         exists (select 1 from bureau_power p where p.bureau = b.id and p.power = 'decide-complaints'
           and p.from_on <= $1::date and (p.to_on is null or p.to_on > $1::date)) as "mayDecide",
         coalesce((select json_agg(json_build_object('unit', s.unit, 'bodies', s.bodies) order by s.step)
           from superiors_on(b.id, $1::date) s), '[]'::json) as steps
       from bureau_on($1::date) b
       where b.kind = 'bureau' and b.opened_on <= $1::date and (b.closed_on is null or b.closed_on > $1::date)
       order by b.tenant, b.parent nulls first, b.id`,
      [on],
    )
  ).map(({ steps, ...bureau }) => ({
    ...bureau,
    above: steps.flatMap<Superior>(({ unit, bodies }) =>
      unit === null
        ? bodies.map((body) => ({ unit: null, tenant: null, name: body }))
        : [{ unit, tenant: null, name: unit }],
    ),
  }));
