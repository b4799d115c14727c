import type { Actor, Role } from '#kernel/actor.ts';
import type { Complaint } from './complaint.ts';

/** Who works on any case of the bureau needs values in clear; who reads figures does not (PIPL art. 6). */
const openers: ReadonlySet<Role> = new Set(['intake-officer', 'handler', 'bureau-head']);

/** May open masked values of this case, with a reason: the officers above, and whoever the case names to handle or mediate it. */
export const mayOpenValues = (actor: Actor, state: Pick<Complaint, 'handler' | 'mediator'>): boolean =>
  actor.kind === 'staff' &&
  (actor.roles.some((role) => openers.has(role)) ||
    actor.account === state.mediator ||
    actor.account === state.handler);
