import { type CastName, cast } from '#db/seed/cast.ts';
import { type Ago, type Player, type Story, stories } from '#db/seed/stories.ts';
import type { Actor } from '#kernel/actor.ts';
import { addDays, type Day, dayOf, isWeekendDay } from '#kernel/day.ts';
import { isRefusal, type Refusal } from '#kernel/refusal.ts';
import { performAct, scopeOf } from '#modules/complaints/facade.ts';
import { fileAtFrontDoor } from '#modules/intake/facade.ts';
import { actingFor } from '#platform/auth/grants.ts';
import { now } from '#platform/clock.ts';
import { nobody } from '#platform/db.ts';
import type { OpenContext } from './open-context.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A little past the hour, as people do things; what officials do on a weekend waits for Monday. */
const momentOf = ([days, hour]: Ago, n: number): Date => {
  let day = addDays(dayOf(now()), -days);
  while (n > 0 && isWeekendDay(day)) day = addDays(day, 1);
  return new Date(startOf(day).getTime() + hour * HOUR + (7 + 11 * n) * MINUTE);
};

/** Shanghai is eight hours ahead all year. */
const startOf = (day: Day): Date => new Date(`${day}T00:00:00+08:00`);

/** Files the stories of the cast and does what was done since, by the rules that hold for everybody. */
export const playStories = async (context: OpenContext): Promise<void> => {
  for (const story of stories) await playStory(context, story);
};

const playStory = async (context: OpenContext, story: Story): Promise<void> => {
  const filer = await actorOf(context, story.by);
  const at = momentOf(story.ago, 0);
  const receipt = orThrow(
    await context.database.transact(scopeOf(filer), (tx) =>
      fileAtFrontDoor(context, tx, { actor: filer, at, request: story.request, evidence: [] }),
    ),
  );
  for (const [n, { ago, play }] of story.steps.entries()) {
    const moment = momentOf(ago, n + 1);
    await play(playerAt(context, receipt.number, moment), dayOf(now()));
  }
};

/** Papers that an act makes are handed over the same day, so that none seems to have waited for the demo to begin. */
const playerAt =
  (context: OpenContext, number: string, at: Date): Player =>
  async (who, act, body) => {
    const actor = await actorOf(context, who);
    const { state } = orThrow(
      await context.database.transact(scopeOf(actor), (tx) =>
        performAct(context, tx, { number, act, body, actor, at }),
      ),
    );
    const later = new Date(at.getTime() + HOUR / 2);
    for (const { n, to } of state.papers) {
      for (const party of to) {
        if ((party !== 'complainant' && party !== 'respondent') || state.delivered.includes(`${n}:${party}`)) continue;
        const delivery = { paper: n, to: party, channel: 'sms', outcome: 'delivered' } as const;
        orThrow(
          await context.database.transact(scopeOf(actor), (tx) =>
            performAct(context, tx, { number, act: 'deliver', body: delivery, actor, at: later }),
          ),
        );
      }
    }
  };

const actorOf = async (context: OpenContext, name: CastName): Promise<Actor> => {
  const { account, kind } = cast[name];
  const { actor } = await context.database.transact(nobody, (tx) => actingFor(tx, account, kind, dayOf(now())));
  return actor;
};

const orThrow = <T extends object>(outcome: T | Refusal): T => {
  if (isRefusal(outcome)) throw new Error(`a story of the demo was refused: ${outcome.refusal}`);
  return outcome;
};
