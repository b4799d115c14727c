import type { Actor } from '#kernel/actor.ts';
import type { Day } from '#kernel/day.ts';
import { scopeOf } from '#modules/complaints/facade.ts';
import { unitsOfDesk } from '#modules/directory/facade.ts';
import type { Scope, Tx } from '#platform/db.ts';
import { compartmentOf } from './report.ts';

export const DESK = 'reports';

/**
 * Widens the transaction to the reports of those bureaus in which a post that runs on that day gives the person the
 * reports desk. Undefined: the scope is unchanged and every report stays invisible.
 */
export const enterReports = async (tx: Tx, actor: Actor, on: Day): Promise<Scope | undefined> => {
  if (actor.kind !== 'staff') return undefined;
  const units = await unitsOfDesk(tx, actor.account, DESK, on);
  const held = actor.bureaus.filter((bureau) => units.includes(bureau));
  if (held.length === 0) return undefined;
  const scope = deskScope(actor, held);
  await tx.rescope(scope);
  return scope;
};

const deskScope = (actor: Actor, held: readonly string[]): Scope => ({
  ...scopeOf(actor),
  bureaus: [...actor.bureaus, ...held.map(compartmentOf)],
  desks: [DESK],
});

/** The platform itself, which meets every report of one tenant: its scope begins where `enterReports` ends. */
export const everyReport = (actor: Actor): Scope => deskScope(actor, actor.bureaus);
