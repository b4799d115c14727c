import type { Actor } from '#kernel/actor.ts';
import { tenantsAndUnits } from '#modules/directory/facade.ts';
import { scopeOf } from '#platform/actor-scope.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import type { LawFacts } from './clocks.ts';

export { scopeOf } from '#platform/actor-scope.ts';

export const lawFor = (context: Context, tenant: string): LawFacts => {
  const law = context.law();
  return { calendar: law.calendar, rulebook: law.rulebook, settings: law.settingsOf(tenant) };
};

/** What is one for every unit of an authority, whichever of them asks; the asker's own scope holds again afterwards. */
export const inWholeAuthority = async <T>(
  tx: Tx,
  actor: Actor,
  tenants: readonly string[],
  work: () => Promise<T>,
): Promise<T> => {
  const units = (await tenantsAndUnits(tx)).flatMap((one) => (tenants.includes(one.tenant) ? one.units : []));
  await tx.rescope({ ...scopeOf(actor, tenants), tenants, bureaus: units });
  const answer = await work();
  await tx.rescope(scopeOf(actor));
  return answer;
};
