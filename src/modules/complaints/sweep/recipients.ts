import type { Role } from '#kernel/actor.ts';
import type { Day } from '#kernel/day.ts';
import { type Covers, coversOn, inPlaceOf } from '#platform/auth/absence-cover.ts';
import { colleaguesIn } from '#platform/auth/colleagues.ts';
import type { Tx } from '#platform/db.ts';
import { aboveFor, remembered, unitsFor } from '../reference.ts';
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

/** Officials who work in a bureau or one of its stations on the day; whoever has left or gone elsewhere is none. */
const workingAt = async (tx: Tx, tenant: string, bureau: string, today: Day): Promise<ReadonlySet<string>> => {
  const stations = [...(await unitsFor(tx, tenant, today)).values()].filter(
    (unit) => unit.kind === 'station' && unit.parent === bureau,
  );
  const places = [bureau, ...stations.map(({ id }) => id)];
  const colleagues = await remembered(`working:${tenant}:${bureau}:${today}`, () =>
    colleaguesIn(tx, [tenant], places, today),
  );
  return new Set(colleagues.map((one) => one.account));
};

/** Who does an official's work on the day: the official, or whoever covers; nobody where none of them works there any more. */
const standingIn = async (
  tx: Tx,
  tenant: string,
  at: { readonly bureau: string; readonly account: string | null; readonly covers: Covers },
  today: Day,
): Promise<readonly string[]> => {
  if (at.account === null) return [];
  const working = await workingAt(tx, tenant, at.bureau, today);
  return (at.covers.get(at.account) ?? [at.account]).filter((account) => working.has(account));
};

const headsOf = async (tx: Tx, tenant: string, bureau: string, covers: Covers, today: Day): Promise<string[]> => {
  const heads = await officersFor(tx, tenant, bureau, ['bureau-head'], today);
  return inPlaceOf(heads, covers);
};

/** `without`: who stepped aside in the case, and stands in for nobody there either (art. 21(2)). */
type Ended = Pick<DueClock, 'bureau' | 'handler' | 'mediator'> & { readonly without?: ReadonlySet<string> };

/** Whose it is to end a mediation whose time is over: the handler's, else the mediator's, else the head's; or their cover's. */
export const officerToEnd = async (
  tx: Tx,
  tenant: string,
  { bureau, handler, mediator, without = new Set() }: Ended,
  today: Day,
): Promise<string | undefined> => {
  const covers = await coversOn(tx, tenant, today);
  for (const account of [handler, mediator]) {
    if (account !== null && without.has(account)) continue;
    const [officer] = await standingIn(tx, tenant, { bureau, account, covers }, today);
    if (officer !== undefined && !without.has(officer)) return officer;
  }
  const heads = await headsOf(tx, tenant, bureau, covers, today);
  return heads.find((head) => !without.has(head)) ?? heads[0];
};

/**
 * Who is told of a limit: the handler, or the cover; where nobody handles the case, or who did has left, its bureau's head. A
 * quarrel over competence also concerns the intake body and whoever decides for the bureau above.
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
    const { bureau, handler: account } = clock;
    const officers = await standingIn(tx, tenant, { bureau, account, covers }, today);
    const handlers = officers.length > 0 ? officers : await headsOf(tx, tenant, bureau, covers, today);
    const above = clock.rule === 'CMP-07' ? await officersAbove(tx, tenant, clock, today) : [];
    for (const one of new Set([...handlers, ...above])) told.set(one, [...(told.get(one) ?? []), clock]);
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
