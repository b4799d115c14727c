import type { Actor } from '#kernel/actor.ts';
import type { Scope } from './db.ts';

/** What a person may see and write while acting: their own scope, and for a party the one tenant of the case. */
export const scopeOf = (actor: Actor, writes: readonly string[] = actor.tenants): Scope => ({
  tenants: actor.tenants,
  bureaus: actor.bureaus,
  principals: actor.principals,
  account: actor.account,
  writes,
});
