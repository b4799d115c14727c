import type { Role } from '#kernel/actor.ts';
import type { Day } from '#kernel/day.ts';
import { coversOn } from '#platform/auth/absence-cover.ts';
import { colleaguesIn } from '#platform/auth/colleagues.ts';
import type { Tx } from '#platform/db.ts';
import { aboveFor, remembered } from '../reference.ts';
import type { DueClock } from './due-clocks.ts';

/** Accounts that hold one of these roles in a unit itself. */
export const officersFor = async (
  tx: Tx,
  tenant: string,
  unit: string,
  roles: readonly Role[],
  today: Day,
): Promise<string[]> => {
  const colleagues = await remembered(`colleagues:${tenant}:${unit}:${today}`, () =>
    colleaguesIn(tx, [tenant], [unit], today),
  );
  return colleagues
    .filter((one) => one.bureau === unit && one.roles.some((role) => roles.includes(role)))
    .map((one) => one.account);
};

/**
 * Who is told of a limit: the handler, or the cover; where nobody handles the case its bureau's head. A quarrel over
 * competence also concerns the intake body and whoever decides for the bureau above.
 */
export const recipientsOf = async (
  tx: Tx,
  tenant: string,
  clocks: readonly DueClock[],
  today: Day,
): Promise<ReadonlyMap<string, readonly DueClock[]>> => {
  const covers = await coversOn(tx, tenant, today);
  const told = new Map<string, DueClock[]>();
  for (const clock of clocks) {
    const handlers =
      clock.handler === null
        ? await officersFor(tx, tenant, clock.bureau, ['bureau-head'], today)
        : (covers.get(clock.handler) ?? [clock.handler]);
    const above = clock.rule === 'CMP-07' ? await officersAbove(tx, tenant, clock, today) : [];
    for (const account of new Set([...handlers, ...above])) told.set(account, [...(told.get(account) ?? []), clock]);
  }
  return told;
};

const officersAbove = async (tx: Tx, tenant: string, clock: DueClock, today: Day): Promise<string[]> => {
  const superiors = (await aboveFor(tx, [clock.bureau], today)).get(clock.bureau) ?? [];
  const nearest = superiors[0]?.unit;
  return [
    ...(await officersFor(tx, tenant, clock.intake, ['intake-officer'], today)),
    ...(nearest == null ? [] : await officersFor(tx, tenant, nearest, ['bureau-head', 'intake-officer'], today)),
  ];
};
