import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { Tx } from '#platform/db.ts';
import type { NewZone, PlaceFound } from '../register-contract.ts';
import { findRegion } from '../views/places.ts';
import { keepRevision } from './revisions.ts';
import { type Keeper, noteChange, refuseBlank, refuseNul, refuseUnlessInstanceKeeper } from './who.ts';

type Done = { readonly code: string };

/** Regions of today by part of a name or by code, each with what it lies in. */
export const placesNamed = (tx: Tx, asked: string): Promise<PlaceFound[]> => {
  const text = asked.replaceAll('\0', '').trim();
  if (text === '') return Promise.resolve([]);
  return tx.rows<PlaceFound>(
    `select r.code, r.name, r.level, concat_ws(' ', g.name, p.name) as path, r.statistical_county as "statisticalCounty"
     from region r left join region p on p.edition = r.edition and p.code = r.parent
     left join region g on g.edition = p.edition and g.code = p.parent
     where r.valid_to is null and (strpos(r.name, $1) > 0 or r.code = $1)
     order by (r.name = $1) desc, length(r.name), r.code limit 30`,
    [text],
  );
};

/** A functional zone under a local code, answered for by the county it lies in unless a unit is given it as its own. */
export const addZone = async (tx: Tx, keeper: Keeper, wish: NewZone): Promise<Done | Refusal> => {
  const fault = (await refuseUnlessInstanceKeeper(tx, keeper)) ?? refuseNul(wish) ?? refuseBlank(wish, ['name']);
  if (fault !== undefined) return fault;
  const county = await findRegion(tx, wish.county);
  if (county?.level !== 'county')
    return refuse('no-such-county', { status: 422, field: 'county', params: { code: wish.county } });
  const [taken] = await tx.rows('select 1 from region where code = $1 limit 1', [wish.code]);
  if (taken !== undefined) return refuse('region-code-taken', { status: 409, field: 'code' });
  await tx.run(
    `insert into region (edition, code, name, level, parent, valid_from, statistical_county)
     select $1, $2, $3, 'zone', c.parent, $4, $5 from region c where c.edition = $1 and c.code = $5`,
    [county.edition, wish.code, wish.name.trim(), wish.from, wish.county],
  );
  await noteChange(tx, keeper, {
    act: 'add-zone',
    subject: `region:${wish.code}`,
    detail: { county: wish.county, from: wish.from },
  });
  return { code: wish.code };
};

/** Says which county a zone of the list lies in; the list of the statistics office does not. */
export const mapZone = async (
  tx: Tx,
  keeper: Keeper,
  code: string,
  wish: { readonly county: string; readonly reason: string },
): Promise<Done | Refusal> => {
  const fault = (await refuseUnlessInstanceKeeper(tx, keeper)) ?? refuseNul(wish) ?? refuseBlank(wish, ['reason']);
  if (fault !== undefined) return fault;
  const zone = await findRegion(tx, code);
  if (zone?.level !== 'zone') return refuse('no-such-zone', { status: 404 });
  const county = await findRegion(tx, wish.county);
  if (county?.level !== 'county' || county.edition !== zone.edition)
    return refuse('no-such-county', { status: 422, field: 'county', params: { code: wish.county } });
  const before = await tx.one<object>(
    'select edition, code, name, statistical_county from region where edition = $1 and code = $2 for update',
    [zone.edition, code],
  );
  const reason = wish.reason.trim();
  await keepRevision(tx, keeper, { kind: 'zone', subject: `${zone.edition}/${code}`, before, reason });
  await tx.run('update region set statistical_county = $3 where edition = $1 and code = $2', [
    zone.edition,
    code,
    wish.county,
  ]);
  await noteChange(tx, keeper, { act: 'map-zone', subject: `region:${code}`, reason, detail: { county: wish.county } });
  return { code };
};
