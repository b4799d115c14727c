import type { Actor, Role } from '#kernel/actor.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { audit, platformTenant } from '#platform/audit.ts';
import type { Tx } from '#platform/db.ts';
import { operatorOf } from '../views/operators.ts';
import { refuseNul } from './who.ts';

/** Who works on cases and who keeps the register; whoever reads figures or the trail needs no number of a person (PIPL art. 6). */
const openers: ReadonlySet<Role> = new Set(['intake-officer', 'handler', 'bureau-head', 'system-administrator']);

export const mayOpenCode = ({ kind, roles }: Actor): boolean =>
  kind === 'staff' && roles.some((role) => openers.has(role));

/** Opens the code of an individual business that is a person's number; the look and its reason are recorded with it. */
export const openCode = async (tx: Tx, actor: Actor, id: string, reason: string): Promise<string | Refusal> => {
  if (!mayOpenCode(actor)) return refuse('not-permitted', { status: 403, basis: [{ text: 'pipl', article: '6' }] });
  const nul = refuseNul({ reason });
  if (nul !== undefined) return nul;
  const operator = await operatorOf(tx, id);
  if (operator === undefined) return refuse('operator-unknown', { status: 404 });
  if (operator.uscc === null) return refuse('value-never-given', { status: 404 });
  await audit(tx, {
    tenant: actor.tenant ?? platformTenant,
    account: actor.account,
    act: 'open-operator-code',
    subject: `operator:${id}`,
    reason: reason.trim(),
  });
  return operator.uscc;
};
