import { dayOf } from '#kernel/day.ts';
import { lessenBroughtBack } from '#modules/complaints/facade.ts';
import type { Config } from '#platform/config.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import { type SettledInstance, settleInstance } from '#platform/instance.ts';
import { broughtBack } from '#platform/listed-erasures.ts';
import { pendingMigrations } from '#platform/postgres/migrate.ts';
import type { CheckedErasures } from './erasures-to-restore.ts';
import { openCommandContext } from './open-context.ts';

/**
 * What others share with people a backup brought back is theirs before the keys go once more, and names them no more. Needs the keys of
 * the instance and a database of this very program; without them the papers of others are gone through by the round that follows.
 *
 * @returns how many cases could not be gone through; undefined where none could
 */
export const lessenRestored = async (
  ownerUrl: string,
  config: Config,
  erasures: CheckedErasures,
): Promise<number | undefined> => {
  const instance = await settledOf(ownerUrl, config);
  if (instance === undefined) return undefined;
  const context = await openCommandContext(ownerUrl, config, instance).catch(() => undefined);
  if (context === undefined) return undefined;
  const owner = openDatabase({ url: ownerUrl, connections: 1 });
  let left = 0;
  try {
    await erasures(async (lines) => {
      for (const { tenant, stream, person, basis, at } of await owner.transact(nobody, (tx) =>
        broughtBack(tx, lines),
      )) {
        if (person === undefined) continue;
        // One that a hold keeps, or the program fails on, still loses its key.
        await lessenBroughtBack(context, { tenant, stream, person, basis, firstOn: dayOf(new Date(at)) }).catch(() => {
          left += 1;
        });
      }
    });
  } finally {
    await owner.close();
    await context.database.close();
  }
  return left;
};

const settledOf = async (ownerUrl: string, config: Config): Promise<SettledInstance | undefined> => {
  const { applied, pending } = await pendingMigrations(ownerUrl);
  if (applied === 0 || pending.length > 0) return undefined;
  return await settleInstance(ownerUrl, config, undefined).catch(() => undefined);
};
