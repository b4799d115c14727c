import { Compile } from 'typebox/compile';
import type { Actor } from '#kernel/actor.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { newId } from '#platform/ids.ts';
import { enqueue } from '#platform/jobs.ts';
import { actBodies } from '../contract.ts';
import { readCaseNumber } from '../number.ts';
import type { BatchAct } from '../vocabulary.ts';
import { agreementOrder } from './batch-agreements.ts';
import { batchJob, failedByFault } from './batch-job.ts';
import { type BatchBody, ownAmount } from './contract.ts';
import { change, deskObjection, type IncidentWish, incidentAtHand, sealInto } from './handle.ts';
import type { IncidentEvent } from './incident.ts';
import { matching, memberNumbers } from './members.ts';
import type { LockedIncident } from './store.ts';

const o121 = (article: string) => ({ text: 'order-121', article });

/** What the respondent answers for all its cases is words: a file lies in one file of the authority, an agent has a power for one case. */
const ofOneCase = ['items', 'agent'] as const;

/** Orders one act for many complaints; a job does them one by one, each in a transaction of its own. */
export const orderBatch = async (
  context: Context,
  tx: Tx,
  wish: IncidentWish<BatchBody>,
): Promise<{ batch: string; total: number } | Refusal> => {
  const locked = await incidentAtHand(tx, wish);
  if (isRefusal(locked)) return locked;
  const { act } = wish.body;
  const body = { ...wish.body.body, ...(act === 'join-incident' ? { incident: locked.stream } : {}) };
  const own = act === 'answer' ? ofOneCase.find((name) => name in body) : undefined;
  if (own !== undefined)
    return refuse('batch-answer-of-one-case', { status: 422, field: `body.${own}`, basis: [o121('18')] });
  const fault = bodyFault(act, act === 'record-agreement' ? { recoveredFen: 0, outcome: [], ...body } : body);
  if (fault !== undefined) return fault;
  const asked = act === 'record-agreement' ? agreementOrder(body, wish.body.amounts, ownAmount) : body;
  if (isRefusal(asked)) return asked;
  const numbers = await numbersFor(tx, wish.actor, locked, wish.body);
  if (isRefusal(numbers)) return numbers;
  if (numbers.length === 0) return refuse('no-complaints-for-the-batch', { status: 422, field: 'numbers' });
  const sealed = await sealInto(context, tx, locked, [{ kind: 'batch', value: JSON.stringify(asked) }]);
  if (isRefusal(sealed)) return sealed;
  const [said] = sealed;
  if (said === undefined) throw new Error('nothing was sealed');
  const batch = newId();
  const { tenant, stream, state } = locked;
  await tx.run(
    `insert into incident_batch (tenant, batch, incident, bureau, act, entry, ordered_by, office, ordered_at, total)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      tenant,
      batch,
      stream,
      state.bureau,
      act,
      said.entry,
      wish.actor.account,
      wish.actor.bureau ?? '',
      wish.at,
      numbers.length,
    ],
  );
  await tx.run(
    `insert into incident_batch_case (tenant, batch, bureau, number, place, state)
     select $1, $2, $3, u.number, u.place, 'waiting' from unnest($4::text[]) with ordinality u(number, place)`,
    [tenant, batch, state.bureau, numbers],
  );
  const event: IncidentEvent = {
    type: 'BatchOrdered',
    payload: { batch, act, cases: numbers.length, body: said },
  };
  await change(context, tx, locked, wish, 'order-batch', event);
  await askForBatch(tx, { tenant, bureau: state.bureau, batch });
  return { batch, total: numbers.length };
};

/** Asked for again it goes on with what still waits. */
export const askForBatch = (
  tx: Tx,
  order: { readonly tenant: string; readonly bureau: string; readonly batch: string },
): Promise<void> => enqueue(tx, batchJob, order, { tenant: order.tenant, key: `incident-batch:${order.batch}` });

/** What failed by a fault is tried again with what still waits; what was refused stays refused. */
export const batchToResume = async (
  tx: Tx,
  actor: Actor,
  { incident, batch }: { readonly incident: string; readonly batch: string },
): Promise<{ tenant: string; bureau: string; total: number } | Refusal> => {
  const found = await tx.maybe<{ tenant: string; bureau: string; total: number }>(
    'select tenant, bureau, total from incident_batch where batch = $1 and incident = $2',
    [batch, incident],
  );
  if (found === undefined) return refuse('batch-not-found', { status: 404 });
  const objection = deskObjection(actor, found.bureau);
  if (objection !== undefined) return objection;
  await tx.run(
    `update incident_batch_case set state = 'waiting', problem = null, done_at = null
      where tenant = $1 and batch = $2 and state = 'refused' and problem::json ->> 'refusal' = $3`,
    [found.tenant, batch, failedByFault.refusal],
  );
  return found;
};

const validators = new Map<BatchAct, ReturnType<typeof Compile>>();

/** The body is that of the single act, checked as its own route would. */
const bodyFault = (act: BatchAct, body: unknown): Refusal | undefined => {
  const known = validators.get(act) ?? Compile(actBodies[act]);
  validators.set(act, known);
  if (known.Check(body)) return undefined;
  const [first] = known.Errors(body);
  const path = first?.instancePath.replace(/^\//u, '').replaceAll('/', '.') ?? '';
  return refuse('batch-body-invalid', { status: 422, field: path === '' ? 'body' : `body.${path}`, params: { act } });
};

const numbersFor = async (
  tx: Tx,
  actor: Actor,
  locked: LockedIncident,
  wish: BatchBody,
): Promise<string[] | Refusal> => {
  if (wish.numbers !== undefined) {
    const read = wish.numbers.map((text) => ({ text, number: readCaseNumber(text) }));
    const wrong = read.find(({ number }) => number === undefined);
    if (wrong !== undefined)
      return refuse('not-a-case-number', {
        status: 422,
        field: 'numbers',
        params: { number: wrong.text.slice(0, 40) },
      });
    return [...new Set(read.flatMap(({ number }) => (number === undefined ? [] : [number])))];
  }
  if (wish.act === 'join-incident') return (await matching(tx, actor, locked, wish.search ?? {})).numbers;
  // Only what has ended can be put away.
  return await memberNumbers(tx, locked, wish.act === 'archive' ? 'ended' : 'open');
};
