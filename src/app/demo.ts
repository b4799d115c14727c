import { seedDirectory } from '#db/seed/district.ts';
import { seedHistoryPeople } from '#db/seed/history-people.ts';
import { seedPeople } from '#db/seed/people.ts';
import { anyComplaint } from '#modules/complaints/facade.ts';
import { now } from '#platform/clock.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import { playStories } from './demo-stories.ts';
import { generateHistory } from './history/generate-history.ts';
import type { OpenContext } from './open-context.ts';

const DAY = 86_400_000;
/** Long enough that some complaints are over, short enough that many are under way. */
const PAST_DAYS = 75;

/** The made-up district, its people and its last weeks, written by the owner login. Runs again harmlessly. Resolves to the stories refused. */
export const seedDemo = async (
  context: OpenContext,
  { ownerUrl, cases }: { readonly ownerUrl: string; readonly cases: number },
): Promise<string[]> => {
  const owner = openDatabase({ url: ownerUrl, connections: 2 });
  const scope = { ...nobody, account: 'system:seed' };
  try {
    await owner.transact(scope, (tx) => seedDirectory(tx, now()));
    await owner.transact(scope, (tx) => seedPeople(tx, context.people));
    if (cases === 0 || (await owner.transact(scope, anyComplaint))) return [];
    await owner.transact(scope, seedHistoryPeople);
  } finally {
    await owner.close();
  }
  const until = now();
  const from = new Date(until.getTime() - PAST_DAYS * DAY);
  await generateHistory(ownerUrl, { cases, seed: 'the weeks before', from, until }, () => undefined);
  return await playStories(context);
};
