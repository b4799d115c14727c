import { type CastName, cast } from '#db/seed/cast.ts';
import type { Ago } from '#db/seed/story.ts';
import type { Actor } from '#kernel/actor.ts';
import { addDays, type Day, dayOf, isWeekendDay } from '#kernel/day.ts';
import { isRefusal, type Refusal } from '#kernel/refusal.ts';
import { actingFor } from '#platform/auth/grants.ts';
import { now } from '#platform/clock.ts';
import { nobody } from '#platform/db.ts';
import type { OpenContext } from './open-context.ts';

/** Times and people of the demo's stories. */

const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** A little past the hour, as people do things; what officials do on a weekend waits for Monday. */
export const momentOf = ([days, hour]: Ago, n: number): Date => {
  let day = addDays(dayOf(now()), -days);
  while (n > 0 && isWeekendDay(day)) day = addDays(day, 1);
  return new Date(startOf(day).getTime() + hour * HOUR + (7 + 11 * n) * MINUTE);
};

/** Shanghai is eight hours ahead all year. */
const startOf = (day: Day): Date => new Date(`${day}T00:00:00+08:00`);

export const actorOf = async (context: OpenContext, name: CastName): Promise<Actor> => {
  const { account, kind } = cast[name];
  const { actor } = await context.database.transact(nobody, (tx) => actingFor(tx, account, kind, dayOf(now())));
  return actor;
};

export class StoryRefused extends Error {}

export const orThrow = <T extends object>(outcome: T | Refusal): T => {
  if (isRefusal(outcome)) throw new StoryRefused(outcome.refusal);
  return outcome;
};
