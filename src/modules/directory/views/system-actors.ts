import type { Actor } from '#kernel/actor.ts';
import { type Database, nobody } from '#platform/db.ts';
import { tenantsAndUnits } from './units.ts';

/** The platform itself, in one tenant at a time: it meets every bureau's cases there and holds no role. */
const actorFor = (job: string, tenant: string, units: readonly string[]): Actor => ({
  kind: 'system',
  account: `system:${job}`,
  roles: [],
  tenants: [tenant],
  bureaus: units,
  principals: [],
  tenant,
});

export const systemActors = async (database: Database, job: string): Promise<Actor[]> => {
  const tenants = await database.transact(nobody, tenantsAndUnits);
  return tenants.map(({ tenant, units }) => actorFor(job, tenant, units));
};
