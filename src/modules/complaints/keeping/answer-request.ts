import type { Actor } from '#kernel/actor.ts';
import { refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { DataRequestKind } from '#platform/data-requests.ts';
import type { Tx } from '#platform/db.ts';
import type { DoneInCase } from '#platform/desk-requests.ts';
import { orRefuse, Refused } from '#platform/http/errors.ts';

export type CarriedOut = {
  readonly number: string;
  readonly tenant: string;
  readonly stream: string;
  readonly request: string | undefined;
  readonly kind: DataRequestKind;
  /** Of whom: a request that names no case is carried out only on who was found for it. */
  readonly person: string;
  readonly basis: string;
};

const doneAs: Partial<Record<DataRequestKind, DoneInCase>> = { correct: 'corrected', delete: 'erased', copy: 'copied' };

/**
 * Carrying a request out answers it in the same transaction; one about another case or of another kind stays open. `text` is what the
 * person reads: why the desk acted is its own record and no answer.
 */
export const answerRequest = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  done: CarriedOut,
  text: string | undefined,
): Promise<void> => {
  if (done.request === undefined) return;
  const { dataRequests, deskRequests } = context.people;
  const open = await dataRequests.ofDesk(tx, actor.account, done.request);
  if (open === undefined || open.kind !== done.kind || (open.stream !== null && open.stream !== done.stream))
    throw new Refused(refuse('data-request-not-open', { status: 409, field: 'request' }));
  if (open.via !== 'account' || open.stream === null) {
    // Answered once everything is done: one case is not the whole request.
    const found = { tenant: done.tenant, request: open.id, stream: done.stream, person: done.person };
    if (
      open.state !== 'open' ||
      !(await deskRequests.markDone(tx, actor, found, doneAs[done.kind] ?? 'copied', done.basis))
    )
      throw new Refused(refuse('data-request-not-open', { status: 409, field: 'request' }));
    return;
  }
  const told = done.kind === 'delete' ? 'erased' : 'corrected';
  const words = text ?? context.texts('zh-CN')(`papers:personal-data-answer.done.${told}`, { number: done.number });
  const answer = { outcome: 'granted', basis: done.basis, text: words } as const;
  orRefuse(await dataRequests.answer(tx, actor, done.tenant, open.id, answer));
};
