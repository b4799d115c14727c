import { addDays, type Day } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { Tx } from '#platform/db.ts';
import type { NewUnit, UnitNaming } from '../upkeep-contract.ts';
import { enterSuperior } from './superiors.ts';
import {
  ownUnit,
  powerFault,
  refuseForeignPrefix,
  refuseHeldArea,
  refuseUnknownRegions,
  refuseUnlessOpen,
  type UnitRow,
} from './unit-facts.ts';
import { type Keeper, noteChange, refuseBlank, refuseNul } from './who.ts';

const namingFields = ['name', 'shortName', 'address', 'phone', 'documentPrefix', 'basis', 'reason'] as const;

const parentFault = async (tx: Tx, keeper: Keeper, unit: NewUnit): Promise<Refusal | undefined> => {
  if (unit.parent === null) {
    return unit.kind === 'station' ? refuse('station-without-bureau', { status: 422, field: 'parent' }) : undefined;
  }
  const parent = await ownUnit(tx, keeper, unit.parent);
  if ('refusal' in parent) return refuse('parent-unknown', { status: 422, field: 'parent' });
  if (parent.kind !== 'bureau') return refuse('parent-is-no-bureau', { status: 422, field: 'parent' });
  return refuseUnlessOpen(parent, unit.from, 'from');
};

const openingFault = async (tx: Tx, keeper: Keeper, unit: NewUnit): Promise<Refusal | undefined> => {
  const text = refuseNul(unit) ?? refuseBlank(unit, namingFields) ?? powerFault(unit.kind, unit.powers);
  if (text !== undefined) return text;
  if (!unit.id.startsWith(`${keeper.tenant}-`))
    return refuse('unit-code-of-another', { status: 422, field: 'id', params: { prefix: `${keeper.tenant}-` } });
  if (unit.kind === 'intake-centre' && (await hasOpenCentre(tx, keeper.tenant, unit.from)))
    return refuse('intake-centre-exists', { status: 409, field: 'kind' });
  return (
    (await refuseForeignPrefix(tx, keeper.tenant, unit.documentPrefix)) ??
    (await parentFault(tx, keeper, unit)) ??
    (await refuseUnknownRegions(tx, [unit.region], 'region')) ??
    (await refuseUnknownRegions(tx, unit.areas, 'areas')) ??
    (await refuseHeldArea(tx, unit, unit.areas, unit.from))
  );
};

const hasOpenCentre = async (tx: Tx, tenant: string, on: Day): Promise<boolean> =>
  (
    await tx.rows(
      `select 1 from bureau where tenant = $1 and kind = 'intake-centre' and (closed_on is null or closed_on > $2::date)`,
      [tenant, on],
    )
  ).length > 0;

/** The row itself, its powers and its places; whoever calls has settled that it may be. */
export const enterUnit = async (tx: Tx, tenant: string, unit: NewUnit): Promise<boolean> => {
  const made = await tx.run(
    `insert into bureau (id, tenant, kind, name, short_name, parent, region_edition, region_code, address, phone,
       document_prefix, opened_on)
     select $1, $2, $3, $4, $5, $6, region_edition_now($7), $7, $8, $9, $10, $11 on conflict (id) do nothing`,
    [
      unit.id,
      tenant,
      unit.kind,
      unit.name.trim(),
      unit.shortName.trim(),
      unit.parent,
      unit.region,
      unit.address.trim(),
      unit.phone.trim(),
      unit.documentPrefix.trim(),
      unit.from,
    ],
  );
  if (made === 0) return false;
  await tx.run(
    'insert into bureau_power (bureau, power, from_on, basis) select $1, power, $3, $4 from unnest($2::text[]) power',
    [unit.id, unit.powers, unit.from, unit.basis.trim()],
  );
  await tx.run(
    `insert into bureau_area (bureau, region_edition, region_code, from_on)
     select $1, region_edition_now(code), code, $3 from unnest($2::text[]) code`,
    [unit.id, unit.areas, unit.from],
  );
  if (unit.kind === 'bureau' && unit.parent !== null) {
    await enterSuperior(tx, unit.id, { superior: unit.parent, from: unit.from, reason: unit.basis.trim() });
  }
  return true;
};

/** Opens a unit with what it may do and where. */
export const openUnit = async (tx: Tx, keeper: Keeper, unit: NewUnit): Promise<{ id: string } | Refusal> => {
  const fault = await openingFault(tx, keeper, unit);
  if (fault !== undefined) return fault;
  if (!(await enterUnit(tx, keeper.tenant, unit))) return refuse('unit-code-taken', { status: 409, field: 'id' });
  await noteChange(tx, keeper, {
    act: 'open-unit',
    subject: `unit:${unit.id}`,
    reason: unit.basis.trim(),
    detail: { kind: unit.kind, from: unit.from, powers: unit.powers, areas: unit.areas },
  });
  return { id: unit.id };
};

/** Another name, address or number prefix from a day on; papers made before keep the old one. */
export const renameUnit = async (
  tx: Tx,
  keeper: Keeper,
  id: string,
  naming: UnitNaming,
): Promise<{ id: string } | Refusal> => {
  const unit = await ownUnit(tx, keeper, id);
  if ('refusal' in unit) return unit;
  const fault =
    refuseNul(naming) ??
    refuseBlank(naming, namingFields) ??
    refuseUnlessOpen(unit, naming.from, 'from') ??
    (await refuseForeignPrefix(tx, keeper.tenant, naming.documentPrefix));
  if (fault !== undefined) return fault;
  await tx.run(
    `insert into bureau_name (bureau, from_on, revision, name, short_name, address, phone, document_prefix, reason,
       entered_by, entered_at)
     select $1, $2::date, coalesce(max(revision), 0) + 1, $3, $4, $5, $6, $7, $8, $9, $10
     from bureau_name where bureau = $1 and from_on = $2::date`,
    [
      id,
      naming.from,
      naming.name.trim(),
      naming.shortName.trim(),
      naming.address.trim(),
      naming.phone.trim(),
      naming.documentPrefix.trim(),
      naming.reason.trim(),
      keeper.actor.account,
      keeper.at,
    ],
  );
  await noteChange(tx, keeper, {
    act: 'rename-unit',
    subject: `unit:${id}`,
    reason: naming.reason.trim(),
    detail: { from: naming.from, name: naming.name.trim(), documentPrefix: naming.documentPrefix.trim() },
  });
  return { id };
};

/** What other parts of the program still hold at a unit that is to close. */
export type LeftAtUnit = { readonly cases: number; readonly roles: number };

const closingFault = async (tx: Tx, unit: UnitRow, on: Day, left: LeftAtUnit): Promise<Refusal | undefined> => {
  if (on <= unit.openedOn)
    return refuse('before-the-unit-opens', { status: 422, field: 'on', params: { on: unit.openedOn } });
  const { units, posts } = await tx.one<{ units: number; posts: number }>(
    `select (select count(*) from bureau b where (b.closed_on is null or b.closed_on > $2::date)
          and (b.parent = $1 or (select s.superior from bureau_superior s where s.bureau = b.id and s.from_on <= $2::date
            order by s.from_on desc, s.revision desc limit 1) = $1)) as units,
       (select count(*) from staff_profile where unit = $1 and (to_on is null or to_on > $2::date)
          and from_on is distinct from to_on) as posts`,
    [unit.id, on],
  );
  const still = { ...left, units, posts };
  const params = { on, ...still };
  return Object.values(still).some((count) => count > 0)
    ? refuse('unit-still-in-use', { status: 409, params })
    : undefined;
};

/** Closes a unit from a day on, once nobody and nothing is left there; its powers and places end with it. */
export const closeUnit = async (
  tx: Tx,
  keeper: Keeper,
  id: string,
  closing: { readonly on: Day; readonly reason: string },
  left: LeftAtUnit,
): Promise<{ id: string } | Refusal> => {
  const unit = await ownUnit(tx, keeper, id);
  if ('refusal' in unit) return unit;
  const { on, reason } = closing;
  const fault =
    refuseNul(closing) ??
    refuseBlank(closing, ['reason']) ??
    refuseUnlessOpen(unit, addDays(on, -1), 'on') ??
    (await closingFault(tx, unit, on, left));
  if (fault !== undefined) return fault;
  await tx.run('update bureau set closed_on = $2 where id = $1', [id, on]);
  await tx.run(
    `update bureau_power set to_on = greatest($2::date, from_on) where bureau = $1 and (to_on is null or to_on > $2::date)`,
    [id, on],
  );
  await tx.run(
    `update bureau_area set to_on = greatest($2::date, from_on) where bureau = $1 and (to_on is null or to_on > $2::date)`,
    [id, on],
  );
  await noteChange(tx, keeper, { act: 'close-unit', subject: `unit:${id}`, reason: reason.trim(), detail: { on } });
  return { id };
};
