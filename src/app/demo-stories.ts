import { stories } from '#db/seed/stories.ts';
import type { Player, Story } from '#db/seed/story.ts';
import { dayOf } from '#kernel/day.ts';
import { performAct } from '#modules/complaints/facade.ts';
import { actOnComplaint } from '#modules/complaints/handle.ts';
import { systemActors, unitsOf } from '#modules/directory/facade.ts';
import { fileAtFrontDoor } from '#modules/intake/facade.ts';
import { scopeOf } from '#platform/actor-scope.ts';
import { now } from '#platform/clock.ts';
import { nobody } from '#platform/db.ts';
import { home, playQuestions, playReports } from './demo-doors.ts';
import { playGymEvent } from './demo-event.ts';
import { actorOf, HOUR, momentOf, orThrow, StoryRefused } from './demo-stage.ts';
import type { OpenContext } from './open-context.ts';

/**
 * Files the stories of the cast and does what was done since, by the rules that hold for everybody. On some days of the
 * year a rule may refuse a story as it is written: the others are told all the same. Resolves to what was refused.
 */
export const playStories = async (context: OpenContext): Promise<string[]> => {
  const refused: string[] = [];
  const told = async (name: string, play: () => Promise<void>): Promise<void> => {
    try {
      await play();
    } catch (error) {
      if (!(error instanceof StoryRefused)) throw error;
      refused.push(`${name}: ${error.message}`);
    }
  };
  const ofTheGym: string[] = [];
  for (const story of stories) {
    await told(story.request.facts, () =>
      playStory(context, story, (number) => {
        if (story.event === 'gym') ofTheGym.push(number);
      }),
    );
  }
  await told('the event of the gym', () => playGymEvent(context, ofTheGym));
  await told('questions', () => playQuestions(context));
  await told('reports', () => playReports(context, ofTheGym[0] ?? ''));
  return refused;
};

const playStory = async (context: OpenContext, story: Story, filed: (number: string) => void): Promise<void> => {
  const filer = await actorOf(context, story.by);
  const at = momentOf(story.ago, 0);
  const receipt = orThrow(
    await context.database.transact(scopeOf(filer), (tx) =>
      fileAtFrontDoor(context, tx, { actor: filer, at, request: story.request, evidence: [] }),
    ),
  );
  filed(receipt.number);
  for (const [n, { ago, play }] of story.steps.entries()) {
    const moment = momentOf(ago, n + 1);
    await play(playerAt(context, receipt.number, moment), dayOf(now()));
  }
  if (story.inVain !== undefined)
    await noteInVain(context, receipt.number, momentOf(story.inVain, story.steps.length + 1));
};

/** As the round of the carrier's receipts does it. */
const noteInVain = async (context: OpenContext, number: string, at: Date): Promise<void> => {
  const actor = (await systemActors(context.database, 'delivery')).find((one) => one.tenant === home);
  if (actor === undefined) throw new Error(`no tenant ${home}`);
  const units = await context.database.transact(nobody, (tx) => unitsOf(tx, home, dayOf(at)));
  orThrow(
    await context.database.transact(scopeOf(actor), (tx) =>
      actOnComplaint(context, tx, {
        number,
        tenant: home,
        actor,
        at,
        make: ({ state }) => ({
          act: 'note-notice',
          notice: `settlement-${state.settlement?.version ?? 0}`,
          channel: 'sms',
          outcome: 'failed',
          reason: 'no-such-number',
        }),
        units: new Map(units.map((unit) => [unit.id, unit])),
      }),
    ),
  );
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
