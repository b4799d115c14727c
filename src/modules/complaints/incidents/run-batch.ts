import type { Actor } from '#kernel/actor.ts';
import { dayOf } from '#kernel/day.ts';
import { orderInForce } from '#kernel/governing-order.ts';
import { isRefusal, type Refusal } from '#kernel/refusal.ts';
import { actingFor } from '#platform/auth/grants.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { nobody, type Tx } from '#platform/db.ts';
import { Refused } from '#platform/http/errors.ts';
import type { JobTask } from '#platform/jobs.ts';
import type { ActBody } from '../contract.ts';
import { scopeOf } from '../handle.ts';
import { performAct } from '../perform.ts';
import type { BatchAct } from '../vocabulary.ts';
import { askForBatch } from './batch.ts';
import { type AgreementOrder, agreementBody } from './batch-agreements.ts';
import { type BatchOrder, batchJob, failedByFault } from './batch-job.ts';
import { ownAmount } from './contract.ts';

/** One job takes this many cases and asks for the next one, so that a stop never waits long. */
const AT_ONCE = 50;

type BatchRow = {
  incident: string;
  act: BatchAct;
  entry: string;
  ordered_by: string;
  office: string;
};

type Running = { readonly order: BatchOrder; readonly row: BatchRow; readonly actor: Actor; readonly body: unknown } & {
  /** Told of a case on which the program failed; it must not keep the ones behind it waiting. */
  readonly onFault: (number: string, error: unknown) => void;
};

/**
 * Does what still waits of a batch, at most `AT_ONCE` cases. The act and the line that says it was done are one
 * transaction, so a process that dies in between leaves the case waiting and the next run does it once.
 */
export const runBatch = async (
  context: Context,
  order: BatchOrder,
  signal?: AbortSignal,
  onFault: Running['onFault'] = () => undefined,
): Promise<{ done: number; left: boolean }> => {
  const begun = await beginRunning(context, order);
  if (begun === undefined) return { done: 0, left: false };
  const running = { ...begun, onFault };
  for (let done = 0; done < AT_ONCE; done += 1) {
    if (signal?.aborted === true) return { done, left: true };
    if (!(await doNext(context, running))) return { done, left: false };
  }
  return { done: AT_ONCE, left: true };
};

const beginRunning = (context: Context, order: BatchOrder): Promise<Omit<Running, 'onFault'> | undefined> =>
  context.database.transact(
    { ...nobody, tenants: [order.tenant], bureaus: [order.bureau], account: 'system:incident-batch' },
    async (tx) => {
      const row = await tx.maybe<BatchRow>(
        'select incident, act, entry, ordered_by, office from incident_batch where tenant = $1 and batch = $2',
        [order.tenant, order.batch],
      );
      if (row === undefined) return undefined;
      const said = await context.vault.openEntry(tx, { tenant: order.tenant, stream: row.incident, entry: row.entry });
      if (isRefusal(said)) return undefined;
      // Whoever ordered it may have left or changed office since: the roles held now are what counts.
      const { actor } = await actingFor(tx, row.ordered_by, 'staff', dayOf(now()), row.office);
      return { order, row, actor, body: JSON.parse(String(said.value)) };
    },
  );

const nextWaiting = (tx: Tx, order: BatchOrder) =>
  tx.maybe<{ place: number; number: string }>(
    `select place, number from incident_batch_case where tenant = $1 and batch = $2 and state = 'waiting'
      order by place limit 1 for update skip locked`,
    [order.tenant, order.batch],
  );

/** False when nothing waits any more. */
const doNext = async (context: Context, running: Running): Promise<boolean> => {
  const { order, row, actor, body } = running;
  const scope = { ...scopeOf(actor, [order.tenant]), bureaus: [...new Set([...actor.bureaus, order.bureau])] };
  let at: { place: number; number: string } | undefined;
  try {
    return await context.database.transact({ ...scope, tenants: [order.tenant] }, async (tx) => {
      const found = await nextWaiting(tx, order);
      if (found === undefined) return false;
      at = found;
      await tx.rescope(scopeOf(actor));
      const done = await performAct(context, tx, {
        number: found.number,
        act: row.act,
        body: bodyFor(row.act, body, found.number),
        actor,
        at: now(),
        ...(hasGround(row.act) ? { groundBy: orderInForce(context.law().rulebook, dayOf(now())) } : {}),
      });
      if (isRefusal(done)) throw new Refused(done);
      await tx.rescope({ ...scope, tenants: [order.tenant] });
      await keepResult(tx, order, found.place, { version: done.version });
      return true;
    });
  } catch (error) {
    if (at === undefined) throw error;
    const { place, number } = at;
    const problem = error instanceof Refused ? error.refusal : failedByFault;
    if (problem === failedByFault) running.onFault(number, error);
    await context.database.transact({ ...scope, tenants: [order.tenant] }, (tx) =>
      keepResult(tx, order, place, { problem }),
    );
    return true;
  }
};

const hasGround = (act: BatchAct): boolean => act === 'refuse' || act === 'terminate';

/** What is common to all, with what is this one's own. */
const bodyFor = (act: BatchAct, body: unknown, number: string): ActBody<BatchAct> => {
  if (act !== 'record-agreement') return body as ActBody<BatchAct>;
  const own = agreementBody(body as AgreementOrder, number, ownAmount);
  if (isRefusal(own)) throw new Refused(own);
  return own as ActBody<'record-agreement'>;
};

const keepResult = async (
  tx: Tx,
  order: BatchOrder,
  place: number,
  result: { readonly version?: number; readonly problem?: Refusal },
): Promise<void> => {
  await tx.run(
    `update incident_batch_case set state = $4, version = $5, problem = $6, done_at = $7
      where tenant = $1 and batch = $2 and place = $3 and state = 'waiting'`,
    [
      order.tenant,
      order.batch,
      place,
      result.problem === undefined ? 'done' : 'refused',
      result.version ?? null,
      result.problem === undefined ? null : JSON.stringify(result.problem),
      now(),
    ],
  );
};

export const incidentBatchJob = (context: Context): JobTask<BatchOrder> => ({
  ...batchJob,
  run: async (order, { signal, log }) => {
    const { done, left } = await runBatch(context, order, signal, (number, err) =>
      log.error({ err, batch: order.batch, number }, 'a complaint of a batch failed'),
    );
    log.info({ batch: order.batch, done, left }, 'a batch went on');
    if (!left) return;
    const scope = { ...nobody, tenants: [order.tenant], bureaus: [order.bureau], account: 'system:incident-batch' };
    await context.database.transact(scope, (tx) => askForBatch(tx, order));
  },
});
