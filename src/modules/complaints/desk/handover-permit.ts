import type { Actor, Role } from '#kernel/actor.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';

type Wish = { readonly from: string };

/** What one holds oneself is one's own to pass on; a whole desk of somebody else's moves by the head, as an absence is covered. */
export const isOwnDesk = (actor: Pick<Actor, 'account'>, { from }: Wish): boolean => from === actor.account;

export const mayHandOverOthers = (roles: readonly Role[]): boolean => roles.includes('bureau-head');

export const handoverObjection = (actor: Pick<Actor, 'account' | 'roles'>, wish: Wish): Refusal | undefined =>
  isOwnDesk(actor, wish) || mayHandOverOthers(actor.roles)
    ? undefined
    : refuse('handover-is-the-heads', { status: 403, field: 'from' });
