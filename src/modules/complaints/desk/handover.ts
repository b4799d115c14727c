import type { Actor } from '#kernel/actor.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import { audit, platformTenant } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { orRefuse, Refused } from '#platform/http/errors.ts';
import type { HandoverBody } from '../desk-contract.ts';
import { scopeOf } from '../handle.ts';
import { performAct } from '../perform.ts';
import { putAwayOwing } from '../views/still-owed.ts';

/** One call takes this many, so that it ends while somebody waits; the next call takes the rest. */
const AT_ONCE = 200;

type Held = { readonly number: string; readonly handles: boolean; readonly mediates: boolean };
export type HandedOver = { readonly number: string; readonly outcome: number | Refusal };

/**
 * Open cases in both roles; ended ones until they are put away: parties to be told, return visit, archive; and those put away
 * while a paper or a message is still owed. Who mediated an ended case stays so: what is left of it is the handler's, or
 * where there is none the mediator's.
 */
const heldBy = (tx: Tx, actor: Actor, account: string): Promise<Held[]> =>
  tx.rows<Held>(
    `select number, handles, mediates from (
       select number, stream, due_on, true as is_open, handler is not distinct from $3 as handles,
           mediator is not distinct from $3 as mediates
         from complaint
        where tenant = any ($1::text[]) and bureau = any ($2::text[]) and closed_on is null and (handler = $3 or mediator = $3)
       union all
       select number, stream, due_on, false, true, false from complaint
        where tenant = any ($1::text[]) and bureau = any ($2::text[]) and closed_on is not null and archived_on is null
          and coalesce(handler, mediator) = $3
       union all
       select number, stream, due_on, false, true, false from complaint
        where tenant = any ($1::text[]) and bureau = any ($2::text[]) and ${putAwayOwing('$1')}
          and coalesce(handler, mediator) = $3) held
      order by is_open desc, coalesce(due_on, 'infinity'::date), stream`,
    [actor.tenants, actor.bureaus, account],
  );

/**
 * Everything that a leaver or an absent person holds, ended cases with something left to do too, goes to somebody else: an act
 * a case, so that each is permitted, recorded and told by itself. Run again after an interruption it goes on with what is left.
 */
export const handOver = async (
  context: Context,
  actor: Actor,
  wish: HandoverBody,
  at: Date,
): Promise<{ readonly results: readonly HandedOver[]; readonly left: number } | Refusal> => {
  if (wish.from === wish.to) return refuse('handover-to-the-same-person', { status: 422, field: 'to' });
  if (wish.reason.trim().length < 2) return refuse('handover-without-reason', { status: 422, field: 'reason' });
  const { database } = context;
  const held = await database.transact(scopeOf(actor), (tx) => heldBy(tx, actor, wish.from));
  const results: HandedOver[] = [];
  for (const one of held.slice(0, AT_ONCE)) {
    results.push({ number: one.number, outcome: await handOn(context, actor, one, wish.to, at) });
  }
  const done = results.filter(({ outcome }) => !isRefusal(outcome)).length;
  await database.transact(scopeOf(actor), (tx) =>
    audit(tx, {
      tenant: actor.tenant ?? platformTenant,
      account: actor.account,
      act: 'hand-over',
      subject: `account:${wish.from}`,
      reason: wish.reason.trim(),
      detail: { to: wish.to, done, refused: results.length - done },
    }),
  );
  return { results, left: held.length - done };
};

/** Both roles of one case or none: a refusal undoes what went before it. */
const handOn = async (context: Context, actor: Actor, held: Held, to: string, at: Date): Promise<number | Refusal> => {
  const roles = [...(held.handles ? ['handler' as const] : []), ...(held.mediates ? ['mediator' as const] : [])];
  try {
    return await context.database.transact(scopeOf(actor), async (tx) => {
      let version = 0;
      for (const role of roles) {
        const wish = { number: held.number, act: 'assign', body: { to, role }, actor, at } as const;
        const done = await performAct(context, tx, wish);
        // Who already handles or mediates the case needs no second assignment.
        if (isRefusal(done) && done.refusal === 'already-assigned') continue;
        version = orRefuse(done).version;
      }
      return version;
    });
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
};
