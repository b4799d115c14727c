import type { Day } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { Tx } from '#platform/db.ts';
import type { Power, UnitKind } from '../views/units.ts';
import type { Keeper } from './who.ts';

/** What each kind of unit can be given: a centre only distributes, a station acts for its bureau and decides nothing. */
const powersOfKind: Readonly<Record<UnitKind, readonly Power[]>> = {
  'intake-centre': ['receive-and-distribute'],
  bureau: ['decide-complaints', 'mediate', 'verify-reports', 'punish', 'food', 'designate-jurisdiction'],
  station: ['mediate', 'verify-reports', 'punish', 'food'],
  association: ['mediate-when-entrusted'],
};

export const powerFault = (kind: UnitKind, wanted: readonly Power[]): Refusal | undefined => {
  const power = wanted.find((one) => !powersOfKind[kind].includes(one));
  return power === undefined
    ? undefined
    : refuse('power-not-for-this-kind', { status: 422, field: 'power', params: { power, kind } });
};

export type UnitRow = {
  readonly id: string;
  readonly kind: UnitKind;
  readonly parent: string | null;
  readonly openedOn: Day;
  readonly closedOn: Day | null;
};

/** A unit of the keeper's own tenant, locked against a second change at the same time. */
export const ownUnit = async (tx: Tx, keeper: Keeper, id: string): Promise<UnitRow | Refusal> =>
  (await tx.maybe<UnitRow>(
    `select id, kind, parent, opened_on as "openedOn", closed_on as "closedOn" from bureau
     where id = $1 and tenant = $2 for update`,
    [id, keeper.tenant],
  )) ?? refuse('bureau-unknown', { status: 404 });

/** Where somebody may hold a post: a unit, or an organisation that mediates when entrusted. */
export const ownPlace = async (
  tx: Tx,
  keeper: Keeper,
  id: string,
): Promise<Pick<UnitRow, 'openedOn' | 'closedOn'> | Refusal> => {
  const unit = await ownUnit(tx, keeper, id);
  if (!('refusal' in unit)) return unit;
  const body = await tx.maybe<Pick<UnitRow, 'openedOn' | 'closedOn'>>(
    `select from_on as "openedOn", to_on as "closedOn" from organisation
     where id = $1 and tenant = $2 and kind in ('association', 'mediation-body') for update`,
    [id, keeper.tenant],
  );
  return body ?? unit;
};

/** Whether the unit is there on the day a change of it takes effect. */
export const refuseUnlessOpen = (
  unit: Pick<UnitRow, 'openedOn' | 'closedOn'>,
  on: Day,
  field: string,
): Refusal | undefined => {
  if (on < unit.openedOn) return refuse('before-the-unit-opens', { status: 422, field, params: { on: unit.openedOn } });
  if (unit.closedOn !== null && on >= unit.closedOn)
    return refuse('unit-is-closed', { status: 409, field, params: { on: unit.closedOn } });
  return undefined;
};

/** The first region that is in no edition. */
export const refuseUnknownRegions = async (
  tx: Tx,
  codes: readonly string[],
  field: string,
): Promise<Refusal | undefined> => {
  const [missing] = await tx.rows<{ code: string }>(
    'select code from unnest($1::text[]) code where not exists (select 1 from region r where r.code = code.code) limit 1',
    [codes],
  );
  return missing === undefined ? undefined : refuse('region-unknown', { status: 422, field, params: missing });
};

/** Two units of one kind for one place on one day would leave open who is meant. */
export const refuseHeldArea = async (
  tx: Tx,
  unit: Pick<UnitRow, 'id' | 'kind'>,
  regions: readonly string[],
  from: Day,
): Promise<Refusal | undefined> => {
  const [held] = await tx.rows<{ region: string; bureau: string }>(
    `select a.region_code as region, b.name as bureau from bureau_area a
     join bureau b on b.id = a.bureau and b.kind = $2 and b.id <> $1 and (b.closed_on is null or b.closed_on > $4::date)
     where a.region_code = any ($3::text[]) and (a.to_on is null or a.to_on > $4::date) and a.from_on is distinct from a.to_on
     order by 1 limit 1`,
    [unit.id, unit.kind, regions, from],
  );
  return held === undefined ? undefined : refuse('area-held-by-another', { status: 409, field: 'areas', params: held });
};

/** Numbers are told apart by the prefix: one that another authority prints, or printed once, is its own for ever. */
export const refuseForeignPrefix = async (tx: Tx, tenant: string, prefix: string): Promise<Refusal | undefined> => {
  const wished = prefix.trim();
  // Two authorities that enter the same one at the same moment take turns.
  await tx.rows('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`document-prefix:${wished}`]);
  const [holder] = await tx.rows<{ name: string }>(
    `select a.name from authority a where a.id <> $1 and (a.document_prefix = $2
       or exists (select 1 from bureau b where b.tenant = a.id and (b.document_prefix = $2
         or exists (select 1 from bureau_name n where n.bureau = b.id and n.document_prefix = $2)))) limit 1`,
    [tenant, wished],
  );
  return holder === undefined
    ? undefined
    : refuse('document-prefix-of-another', {
        status: 409,
        field: 'documentPrefix',
        params: { prefix: wished, name: holder.name },
      });
};
