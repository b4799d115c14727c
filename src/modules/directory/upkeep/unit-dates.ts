import { type Day, dayOf } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { Tx } from '#platform/db.ts';
import type { StandingFrom } from '../upkeep-contract.ts';
import type { Power } from '../views/units.ts';
import { ownUnit, powerFault, refuseHeldArea, refuseUnknownRegions, refuseUnlessOpen } from './unit-facts.ts';
import { type Keeper, noteChange, refuseBlank, refuseNul } from './who.ts';

type Done = { readonly id: string };

/**
 * A row ends from a day on and stays; on the very day it began it was entered in error and never in force. Dates of a
 * row that had ended before are left alone.
 */
export const givePower = async (
  tx: Tx,
  keeper: Keeper,
  id: string,
  wish: { readonly power: Power; readonly from: Day; readonly basis: string },
): Promise<Done | Refusal> => {
  const unit = await ownUnit(tx, keeper, id);
  if ('refusal' in unit) return unit;
  const { power, from } = wish;
  const basis = wish.basis.trim();
  const fault =
    refuseNul(wish) ??
    refuseBlank(wish, ['basis']) ??
    powerFault(unit.kind, [power]) ??
    refuseUnlessOpen(unit, from, 'from');
  if (fault !== undefined) return fault;
  const [held] = await tx.rows(
    `select 1 from bureau_power where bureau = $1 and power = $2 and (to_on is null or to_on > $3::date)
       and from_on is distinct from to_on limit 1`,
    [id, power, from],
  );
  if (held !== undefined) return refuse('power-held-already', { status: 409, field: 'power' });
  await tx.run(
    `insert into bureau_power (bureau, power, from_on, basis) values ($1, $2, $3, $4)
     on conflict (bureau, power, from_on) do update set to_on = null, basis = excluded.basis`,
    [id, power, from, basis],
  );
  await noteChange(tx, keeper, { act: 'give-power', subject: `unit:${id}`, reason: basis, detail: { power, from } });
  return { id };
};

export const endPower = async (
  tx: Tx,
  keeper: Keeper,
  id: string,
  wish: { readonly power: Power; readonly on: Day; readonly reason: string },
): Promise<Done | Refusal> => {
  const unit = await ownUnit(tx, keeper, id);
  if ('refusal' in unit) return unit;
  const { power, on } = wish;
  const reason = wish.reason.trim();
  const fault = refuseNul(wish) ?? refuseBlank(wish, ['reason']);
  if (fault !== undefined) return fault;
  const ended = await tx.run(
    `update bureau_power set to_on = $3 where bureau = $1 and power = $2 and from_on <= $3::date
       and (to_on is null or to_on > $3::date)`,
    [id, power, on],
  );
  if (ended === 0) return refuse('power-not-held', { status: 409, field: 'on' });
  await noteChange(tx, keeper, { act: 'end-power', subject: `unit:${id}`, reason, detail: { power, on } });
  return { id };
};

export const giveArea = async (
  tx: Tx,
  keeper: Keeper,
  id: string,
  wish: { readonly region: string; readonly from: Day; readonly reason: string },
): Promise<Done | Refusal> => {
  const unit = await ownUnit(tx, keeper, id);
  if ('refusal' in unit) return unit;
  const { region, from } = wish;
  const reason = wish.reason.trim();
  const fault =
    refuseNul(wish) ??
    refuseBlank(wish, ['reason']) ??
    refuseUnlessOpen(unit, from, 'from') ??
    (await refuseUnknownRegions(tx, [region], 'region')) ??
    (await refuseHeldArea(tx, unit, [region], from));
  if (fault !== undefined) return fault;
  const [held] = await tx.rows(
    `select 1 from bureau_area where bureau = $1 and region_code = $2 and (to_on is null or to_on > $3::date)
       and from_on is distinct from to_on limit 1`,
    [id, region, from],
  );
  if (held !== undefined) return refuse('area-held-already', { status: 409, field: 'region' });
  await tx.run(
    `insert into bureau_area (bureau, region_edition, region_code, from_on) values ($1, region_edition_now($2), $2, $3)
     on conflict (bureau, region_edition, region_code, from_on) do update set to_on = null`,
    [id, region, from],
  );
  await noteChange(tx, keeper, { act: 'give-area', subject: `unit:${id}`, reason, detail: { region, from } });
  return { id };
};

export const endArea = async (
  tx: Tx,
  keeper: Keeper,
  id: string,
  wish: { readonly region: string; readonly on: Day; readonly reason: string },
): Promise<Done | Refusal> => {
  const unit = await ownUnit(tx, keeper, id);
  if ('refusal' in unit) return unit;
  const { region, on } = wish;
  const reason = wish.reason.trim();
  const fault = refuseNul(wish) ?? refuseBlank(wish, ['reason']);
  if (fault !== undefined) return fault;
  const ended = await tx.run(
    `update bureau_area set to_on = $3 where bureau = $1 and region_code = $2 and from_on <= $3::date
       and (to_on is null or to_on > $3::date)`,
    [id, region, on],
  );
  if (ended === 0) return refuse('area-not-held', { status: 409, field: 'on' });
  await noteChange(tx, keeper, { act: 'end-area', subject: `unit:${id}`, reason, detail: { region, on } });
  return { id };
};

/** From this day on a filing here counts as received, or only accompanies one in 12315; units below follow it. */
export const setStanding = async (tx: Tx, keeper: Keeper, id: string, wish: StandingFrom): Promise<Done | Refusal> => {
  const unit = await ownUnit(tx, keeper, id);
  if ('refusal' in unit) return unit;
  const fault = refuseNul(wish) ?? refuseBlank(wish, ['note']) ?? refuseUnlessOpen(unit, wish.from, 'from');
  if (fault !== undefined) return fault;
  // What was filed meanwhile was told under the standing of its day.
  if (wish.from < dayOf(keeper.at)) return refuse('standing-from-the-past', { status: 422, field: 'from' });
  const note = wish.note.trim();
  await tx.run(
    `insert into bureau_standing (bureau, from_on, revision, standing, note, entered_by)
     select $1, $2::date, coalesce(max(revision), 0) + 1, $3, $4, $5 from bureau_standing
     where bureau = $1 and from_on = $2::date`,
    [id, wish.from, wish.standing, note, keeper.actor.account],
  );
  await noteChange(tx, keeper, {
    act: 'set-standing',
    subject: `unit:${id}`,
    reason: note,
    detail: { standing: wish.standing, from: wish.from },
  });
  return { id };
};
