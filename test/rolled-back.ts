import { type Database, nobody, type Scope, type Tx } from '#platform/db.ts';

class RolledBack extends Error {}

/** Runs `work` in one transaction under the application's login and undoes everything it wrote. */
export const rolledBack = async (
  database: Database,
  work: (tx: Tx) => Promise<void>,
  scope: Scope = nobody,
): Promise<void> => {
  try {
    await database.transact(scope, async (tx) => {
      await work(tx);
      throw new RolledBack();
    });
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error;
  }
};
