import type { Actor } from '#kernel/actor.ts';
import { refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { DataRequestKind } from '#platform/data-requests.ts';
import type { Tx } from '#platform/db.ts';
import { orRefuse, Refused } from '#platform/http/errors.ts';

export type CarriedOut = {
  readonly tenant: string;
  readonly stream: string;
  readonly request: string | undefined;
  readonly kind: DataRequestKind;
  readonly basis: string;
};

/** Carrying a request out answers it in the same transaction; one about another case or of another kind stays open. */
export const answerRequest = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  done: CarriedOut,
  text: string,
): Promise<void> => {
  if (done.request === undefined) return;
  const { dataRequests } = context.people;
  const open = await dataRequests.ofDesk(tx, actor.account, done.request);
  if (open === undefined || open.kind !== done.kind || (open.stream !== null && open.stream !== done.stream))
    throw new Refused(refuse('data-request-not-open', { status: 409, field: 'request' }));
  orRefuse(await dataRequests.answer(tx, actor, done.tenant, open.id, { outcome: 'granted', basis: done.basis, text }));
};
