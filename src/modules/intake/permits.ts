import type { Actor } from '#kernel/actor.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { helpsToComplain, type TakenDown, takesDown } from '#kernel/taking-down.ts';

type Told = { readonly helper?: unknown };

/**
 * Who of the officials may enter what somebody told them (`#kernel/taking-down.ts`). An association helps to complain: it is
 * recorded as the helper, and the complaint goes where the law says. Parties are asked nothing here.
 */
export const objectionToTakingDown = (actor: Actor, what: TakenDown, told: Told = {}): Refusal | undefined => {
  if (actor.kind !== 'staff' || takesDown(actor, what)) return undefined;
  if (what !== 'complaint' || !helpsToComplain(actor)) return refuse('taking-down-not-yours', { status: 403 });
  return told.helper === undefined
    ? refuse('helper-not-named', { status: 422, field: 'helper', basis: [{ text: 'order-121', article: '19' }] })
    : undefined;
};
