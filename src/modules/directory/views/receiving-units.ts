import type { Day } from '#kernel/day.ts';
import type { Tx } from '#platform/db.ts';
import { type Arriving, receives } from '../receiving.ts';
import { intakeCentreOf, openUnitOf, powersOf, type Unit } from './units.ts';

/** How something arrives: at the unit that has it, through a station that acts for it where one was meant. */
export type Arrival = { readonly unit: Unit; readonly station?: string };

/** Undefined where there is no such unit, it is closed on the day, or nothing of that kind can arrive there. */
export const arrivalAt = async (tx: Tx, id: string, what: Arriving, on: Day): Promise<Arrival | undefined> => {
  const named = await openUnitOf(tx, id, on);
  if (named === undefined) return undefined;
  const isStation = named.kind === 'station' && named.parent !== null;
  const unit = isStation ? await openUnitOf(tx, named.parent ?? '', on) : named;
  if (unit === undefined || !receives(unit.kind, await powersOf(tx, unit.id, on), what)) return undefined;
  return isStation ? { unit, station: named.id } : { unit };
};

/** Where an authority takes in what is nobody's yet. */
export const centreFor = async (tx: Tx, tenant: string, what: Arriving, on: Day): Promise<Arrival | undefined> => {
  const centre = await intakeCentreOf(tx, tenant, on);
  return centre === undefined ? undefined : await arrivalAt(tx, centre.id, what, on);
};

/** Units of an authority at which nothing filed can lie, whatever day it is. */
export const neverReceiving = async (tx: Tx, tenant: string): Promise<string[]> =>
  (
    await tx.rows<{ id: string }>("select id from bureau where tenant = $1 and kind = 'association' order by id", [
      tenant,
    ])
  ).map(({ id }) => id);
