import { gymOperatorId } from '#db/seed/cast.ts';
import { gymEvent } from '#db/seed/stories-of-the-gym.ts';
import { performAct } from '#modules/complaints/facade.ts';
import { announce, openIncident, recordVerification } from '#modules/complaints/incidents/handle.ts';
import { scopeOf } from '#platform/actor-scope.ts';
import { actorOf, momentOf, orThrow } from './demo-stage.ts';
import type { OpenContext } from './open-context.ts';

/** The event that the gym's card holders share: opened, verified once for all, announced. */
export const playGymEvent = async (context: OpenContext, numbers: readonly string[]): Promise<void> => {
  const actor = await actorOf(context, 'handler');
  const scope = scopeOf(actor);
  const { title, facts, finding, measures, verified, steps } = gymEvent;
  const body = { title, operator: gymOperatorId, facts: [...facts] };
  const { id } = orThrow(
    await context.database.transact(scope, (tx) =>
      openIncident(context, tx, { actor, at: momentOf([14, 9], 1), body }),
    ),
  );
  const wish = { actor, incident: id };
  const { version } = orThrow(
    await context.database.transact(scope, (tx) =>
      recordVerification(context, tx, {
        ...wish,
        at: momentOf([12, 15], 1),
        expectedVersion: 1,
        body: { finding, measures },
      }),
    ),
  );
  for (const number of numbers) {
    const at = momentOf([12, 16], 1);
    orThrow(
      await context.database.transact(scope, (tx) =>
        performAct(context, tx, { number, act: 'join-incident', body: { incident: id }, actor, at }),
      ),
    );
  }
  orThrow(
    await context.database.transact(scope, (tx) =>
      announce(context, tx, {
        ...wish,
        at: momentOf([10, 10], 1),
        expectedVersion: version,
        body: { verified: [...verified], steps: [...steps] },
      }),
    ),
  );
};
