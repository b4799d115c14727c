import { seedDirectory } from '#db/seed/district.ts';
import { seedPeople } from '#db/seed/people.ts';
import { now } from '#platform/clock.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import type { OpenContext } from './open-context.ts';

/** The made-up district and its people, written by the owner login. Runs again harmlessly. */
export const seedDemo = async (context: OpenContext, ownerUrl: string): Promise<void> => {
  const owner = openDatabase({ url: ownerUrl, connections: 2 });
  const scope = { ...nobody, account: 'system:seed' };
  try {
    await owner.transact(scope, (tx) => seedDirectory(tx, now()));
    await owner.transact(scope, (tx) => seedPeople(tx, context.people));
  } finally {
    await owner.close();
  }
};
