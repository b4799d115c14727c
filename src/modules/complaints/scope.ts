import type { Actor } from '#kernel/actor.ts';
import type { Context } from '#platform/context.ts';
import type { Scope } from '#platform/db.ts';
import type { LawFacts } from './clocks.ts';

export const lawFor = (context: Context, tenant: string): LawFacts => {
  const law = context.law();
  return { calendar: law.calendar, rulebook: law.rulebook, settings: law.settingsOf(tenant) };
};

/** What a person may see and write while acting: their own scope, and for a party the one tenant of the case. */
export const scopeOf = (actor: Actor, writes: readonly string[] = actor.tenants): Scope => ({
  tenants: actor.tenants,
  bureaus: actor.bureaus,
  principals: actor.principals,
  account: actor.account,
  desks: actor.roles,
  writes,
});
