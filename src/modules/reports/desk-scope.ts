import type { Actor } from '#kernel/actor.ts';
import type { Day } from '#kernel/day.ts';
import { scopeOf } from '#modules/complaints/facade.ts';
import { staffMember } from '#modules/directory/facade.ts';
import type { Scope, Tx } from '#platform/db.ts';
import { compartmentOf } from './report.ts';

const DESK = 'reports';

/**
 * Widens the transaction to the reports of the person's bureaus, if the directory says that they hold the reports desk
 * on that day. False: the scope is unchanged and every report stays invisible.
 */
export const enterReports = async (tx: Tx, actor: Actor, on: Day): Promise<boolean> => {
  if (actor.kind !== 'staff') return false;
  const member = await staffMember(tx, actor.account, on);
  if (member?.desks.includes(DESK) !== true) return false;
  await tx.rescope(deskScope(actor));
  return true;
};

const deskScope = (actor: Actor): Scope => ({
  ...scopeOf(actor),
  bureaus: [...actor.bureaus, ...actor.bureaus.map(compartmentOf)],
  desks: [DESK],
});
