import type { Actor } from '#kernel/actor.ts';
import { type Day, dayOf } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { orRefuse } from '#platform/http/errors.ts';
import { holdsInReach, liftHold, namedHolds, nameHold, placeHold } from '#platform/legal-holds.ts';
import { actOnComplaint } from '../handle.ts';
import { staffFor, unitsFor } from '../reference.ts';
import { readComplaint } from '../store.ts';
import type { HeldCase, Hold } from './contract.ts';

const actWith = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  number: string,
  at: Date,
  command: { readonly act: 'place-hold' | 'lift-hold'; readonly hold: string },
): Promise<void> => {
  const units = await unitsFor(tx, actor.tenant ?? '', dayOf(at));
  orRefuse(await actOnComplaint(context, tx, { number, actor, at, units, make: () => command }));
};

/** Keeps the case from erasure while a reconsideration, suit or inquiry runs; the reason stands in the register. */
export const holdCase = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  number: string,
  reason: string,
  at: Date,
): Promise<{ readonly hold: string } | Refusal> => {
  const loaded = await readComplaint(tx, context.vault, number);
  if (loaded === undefined) return refuse('complaint-not-found', { status: 404 });
  const placed = orRefuse(await placeHold(tx, actor, loaded, reason));
  await actWith(context, tx, actor, number, at, { act: 'place-hold', hold: placed.hold });
  return placed;
};

export const releaseCase = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  number: string,
  hold: string,
  at: Date,
): Promise<{ readonly lifted: string } | Refusal> => {
  const loaded = await readComplaint(tx, context.vault, number);
  if (loaded === undefined) return refuse('complaint-not-found', { status: 404 });
  const lifted = orRefuse(await liftHold(tx, actor, loaded, hold));
  await actWith(context, tx, actor, number, at, { act: 'lift-hold', hold });
  return lifted;
};

export const holdsOf = async (context: Context, tx: Tx, number: string, today: Day): Promise<Hold[] | Refusal> => {
  const loaded = await readComplaint(tx, context.vault, number);
  if (loaded === undefined) return refuse('complaint-not-found', { status: 404 });
  return await namedHolds(tx, loaded, nameOn(tx, today));
};

const nameOn = (tx: Tx, today: Day) => async (account: string) => (await staffFor(tx, account, today))?.name;

export const heldCases = async (tx: Tx, today: Day): Promise<HeldCase[]> => {
  const cases: HeldCase[] = [];
  for (const hold of await holdsInReach(tx)) cases.push(await nameHold(hold, nameOn(tx, today)));
  return cases;
};
