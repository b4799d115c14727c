import type { Day } from '#kernel/day.ts';
import type { Tx } from '#platform/db.ts';
import type { UnitHistory } from '../upkeep-contract.ts';
import { mediationRoomsOf } from './mediation-rooms.ts';
import { superiorsOf } from './superiors.ts';
import { standingOn } from './units.ts';

type Row = Omit<UnitHistory, 'standing' | 'above' | 'rooms' | 'hours'>;

const UNITS = `
  select b.id, b.kind, b.parent, b.region_code as region, b.name, b.short_name as "shortName", b.address, b.phone,
    b.document_prefix as "documentPrefix", b.opened_on as "openedOn", b.closed_on as "closedOn",
    coalesce((select jsonb_agg(jsonb_build_object('from', n.from_on, 'name', n.name,
        'documentPrefix', n.document_prefix, 'reason', n.reason) order by n.from_on desc, n.revision desc)
      from bureau_name n where n.bureau = b.id), '[]') as names,
    coalesce((select jsonb_agg(jsonb_build_object('power', p.power, 'from', p.from_on, 'to', p.to_on, 'basis', p.basis)
        order by p.to_on is not null, p.power, p.from_on)
      from bureau_power p where p.bureau = b.id), '[]') as powers,
    coalesce((select jsonb_agg(jsonb_build_object('region', a.region_code, 'name', r.name, 'from', a.from_on,
        'to', a.to_on) order by a.to_on is not null, a.region_code, a.from_on)
      from bureau_area a join region r on r.edition = a.region_edition and r.code = a.region_code
      where a.bureau = b.id), '[]') as areas,
    coalesce((select jsonb_agg(jsonb_build_object('from', s.from_on, 'standing', s.standing, 'note', s.note)
        order by s.from_on desc, s.revision desc)
      from bureau_standing s where s.bureau = b.id), '[]') as standings,
    coalesce((select jsonb_agg(jsonb_build_object('from', s.from_on, 'superior', s.superior, 'name', u.name,
        'bodies', to_jsonb(s.bodies), 'reason', s.reason) order by s.from_on desc, s.revision desc)
      from bureau_superior s left join bureau_on($2::date) u on u.id = s.superior where s.bureau = b.id), '[]') as superiors
  from bureau_on($2::date) b where b.tenant = $1
  order by (b.closed_on is not null and b.closed_on <= $2::date), b.parent nulls first, b.id`;

/** Every unit of a tenant with all that was ever dated about it, closed ones last. */
export const unitHistories = async (tx: Tx, tenant: string, on: Day): Promise<UnitHistory[]> => {
  const units: UnitHistory[] = [];
  for (const row of await tx.rows<Row>(UNITS, [tenant, on]))
    units.push({
      ...row,
      standing: await standingOn(tx, row.id, on),
      ...(await mediationRoomsOf(tx, row.id)),
      above: (await superiorsOf(tx, row.id, on)).map(({ unit, name }) => ({ unit, name })),
    });
  return units;
};
