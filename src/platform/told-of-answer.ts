import type { Actor } from '#kernel/actor.ts';
import { compareDays, type Day, dayOf } from '#kernel/day.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import { audit } from './audit.ts';
import { now } from './clock.ts';
import type { DataRequest } from './data-requests.ts';
import type { Tx } from './db.ts';
import { enqueue } from './jobs.ts';
import { askerJob } from './tell-asker.ts';

/** How a person is told of an answer where the message did not arrive. */
export const otherWays = ['phone', 'letter', 'hand', 'e-mail'] as const;
export type OtherWay = (typeof otherWays)[number];
export type Telling = 'sending' | 'sent' | 'delivered' | 'failed';

/** A request as its desk sees it, if it does. */
type Asked = DataRequest | undefined;

/** The message about an answer once more, where the one before did not arrive. */
export const tellAgain = async (tx: Tx, actor: Actor, asked: Asked): Promise<{ readonly told: string } | Refusal> => {
  const found = inVain(asked);
  if (isRefusal(found)) return found;
  const { id, tenant } = found;
  const account = found.follower ?? found.account;
  if (account === null) return refuse('asker-without-account', { status: 409, instead: ['letter'] });
  const { again } = await tx.one<{ again: number }>(
    `update data_request set told_again = told_again + 1 where tenant = $1 and data_request = $2 returning told_again as again`,
    [tenant, id],
  );
  await audit(tx, { tenant, account: actor.account, act: 'tell-of-answer-again', subject: `data-request:${id}` });
  await enqueue(tx, askerJob, { request: id, account, again }, { tenant });
  return { told: id };
};

/** The message was in vain, and the person was told another way. */
export const toldOtherwise = async (
  tx: Tx,
  actor: Actor,
  asked: Asked,
  { way, on }: { readonly way: OtherWay; readonly on: Day },
): Promise<{ readonly told: string } | Refusal> => {
  const found = inVain(asked);
  if (isRefusal(found)) return found;
  const { id, tenant, answeredAt } = found;
  if (answeredAt === null || compareDays(on, dayOf(now())) > 0 || compareDays(on, dayOf(answeredAt)) < 0)
    return refuse('told-on-no-such-day', { status: 422, field: 'on' });
  await tx.run(
    'update data_request set told_on = $3, told_way = $4, told_by = $5 where tenant = $1 and data_request = $2',
    [tenant, id, on, way, actor.account],
  );
  await audit(tx, {
    tenant,
    account: actor.account,
    act: 'tell-of-answer-otherwise',
    subject: `data-request:${id}`,
    detail: { way, on },
  });
  return { told: id };
};

const inVain = (asked: Asked): DataRequest | Refusal => {
  if (asked === undefined) return refuse('data-request-unknown', { status: 404 });
  return asked.state !== 'open' && asked.telling === 'failed' && asked.toldOn === null
    ? asked
    : refuse('message-of-answer-not-failed', { status: 409 });
};
