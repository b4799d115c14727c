import type { Actor } from '#kernel/actor.ts';
import { dayOf } from '#kernel/day.ts';
import { isRefusal, type Refusal } from '#kernel/refusal.ts';
import { systemActors } from '#modules/directory/facade.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { type SealFault, sealFaults } from '#platform/documents/seal.ts';
import type { JobTask } from '#platform/jobs.ts';
import type { Attachment } from '#platform/messages/message.ts';
import { isWorthTrying } from '#platform/messages/messages.ts';
import type { Complaint, TellingFault } from './complaint.ts';
import { type DeliveryOrder, deliveryJob } from './delivery-job.ts';
import { actOnComplaint, scopeOf } from './handle.ts';
import { keepRegistration } from './keep-registration.ts';
import { fileOfPaper, findPaper, freezePaper } from './paper-files.ts';
import { unitsFor } from './reference.ts';
import { sealPaper } from './seal-paper.ts';
import { type Way, wayToTell } from './way-to-tell.ts';

/** A notice that did not leave: the job fails and is tried again later. */
export class NotDelivered extends Error {
  override name = 'NotDelivered';
}

export const deliverPaperTask = (context: Context): JobTask<DeliveryOrder> => ({
  ...deliveryJob,
  run: (order, { tenant, attempt, isLast }) => deliverPaper(context, order, { tenant, attempt, isLast }),
});

type Run = { readonly tenant: string; readonly attempt: number; readonly isLast?: boolean };

/**
 * Tells one party of one paper. Run twice, it leaves one event: what is delivered already is left alone. A case of which a
 * party is told has its form 1 on file from then on.
 */
export const deliverPaper = async (context: Context, order: DeliveryOrder, job: Run): Promise<void> => {
  const actor = (await systemActors(context.database, 'delivery')).find((one) => one.tenant === job.tenant);
  if (actor === undefined) throw new NotDelivered(`no tenant ${job.tenant}`);
  try {
    await bringPaper(context, actor, order, job);
  } catch (error) {
    if (job.isLast === true) await leaveToPeople(context, actor, order);
    throw error;
  }
  await keepRegistration(context, { number: order.number, tenant: job.tenant });
};

const bringPaper = async (context: Context, actor: Actor, order: DeliveryOrder, job: Run): Promise<void> => {
  const way = await context.database.transact(scopeOf(actor), (tx) => wayToTell(context, tx, actor, order));
  // What is printed and posted bears the seal as well, where a product sets it.
  if (way.way === 'message' || (way.way === 'letter' && context.seal !== undefined))
    await makeSealed(context, actor, order, way, job);
  if (way.way !== 'message') return;
  const enclosed = way.channel === 'e-mail' ? { attachments: [await enclosedPaper(context, actor, order)] } : {};
  const sent = await context.people.messages.sendOnce({ ...way.message, ...enclosed });
  const isAgain = isWorthTrying(sent) && job.isLast !== true;
  // The first failure and the last are put on file; those between stand in the record of messages.
  if (!isAgain || job.attempt === 1) {
    const done = await record(context, actor, order, way, isRefusal(sent) ? faultOf(sent, isAgain) : undefined);
    if (isRefusal(done) && done.refusal !== 'already-delivered') throw new NotDelivered(done.refusal);
  }
  if (isAgain) throw new NotDelivered('the notice did not leave');
};

const faultOf = (refused: Refusal, isAgain: boolean): TellingFault => {
  if (refused.refusal === 'message-refused') return 'refused';
  if (refused.refusal === 'message-uncertain') return 'uncertain';
  return isAgain ? 'not-sent' : 'given-up';
};

/** What the seal product gave back is not kept and nobody is told; why stands on the case and in the post tray. */
const makeSealed = async (context: Context, actor: Actor, order: DeliveryOrder, way: Way, job: Run): Promise<void> => {
  const fault = await makeFile(context, actor, order);
  if (fault === undefined) return;
  if (way.way === 'message' && (job.attempt === 1 || job.isLast === true)) {
    const done = await record(context, actor, order, way, fault);
    if (isRefusal(done) && done.refusal !== 'already-delivered') throw new NotDelivered(done.refusal);
  } else await noteOnRow(context, actor, order, fault);
  throw new NotDelivered(fault);
};

const noteOnRow = async (context: Context, actor: Actor, { number, n, to }: DeliveryOrder, fault: SealFault) => {
  await context.database.transact(scopeOf(actor), (tx) =>
    tx.run(
      `update paper_delivery d set reason = $4
        from complaint c where c.tenant = d.tenant and c.stream = d.stream and c.number = $1 and d.n = $2 and d.party = $3
         and d.state in ('waiting', 'to-print', 'failed')`,
      [number, n, to, fault],
    ),
  );
};

/** No message was even tried, for want of the file or its seal: the paper goes to the post tray. */
const leaveToPeople = async (context: Context, actor: Actor, { number, n, to }: DeliveryOrder): Promise<void> => {
  await context.database.transact(scopeOf(actor), (tx) =>
    tx.run(
      `update paper_delivery d set state = 'failed', reason = 'given-up', changed_at = $4
        from complaint c where c.tenant = d.tenant and c.stream = d.stream and c.number = $1 and d.n = $2 and d.party = $3
         and d.state = 'waiting'`,
      [number, n, to, now()],
    ),
  );
};

/** The file is there, sealed where a product sets seals, before anybody is told where to find it. */
const makeFile = async (
  context: Context,
  actor: Actor,
  { number, n }: DeliveryOrder,
): Promise<SealFault | undefined> => {
  const look = async () => {
    const found = await context.database.transact(scopeOf(actor), (tx) => findPaper(context, tx, actor, number, n));
    if (isRefusal(found)) throw new NotDelivered(found.refusal);
    return found;
  };
  const refused = await freezePaper(context, actor, await look());
  if (refused !== undefined) throw new NotDelivered(refused.refusal);
  const sealed = await sealPaper(context, actor, await look());
  if (!isRefusal(sealed)) return undefined;
  const fault = sealFaults.find((one) => one === sealed.refusal);
  if (fault === undefined) throw new NotDelivered(sealed.refusal);
  return fault;
};

/** The very file that is served: sealed, where a product sets seals. */
const enclosedPaper = async (context: Context, actor: Actor, { number, n }: DeliveryOrder): Promise<Attachment> => {
  const file = await fileOfPaper(context, actor, number, n);
  if (isRefusal(file)) throw new NotDelivered(file.refusal);
  return { fileName: file.name, mediaType: 'application/pdf', content: file.content };
};

/** On the site the paper lies open to its reader; of a text message or an e-mail we know only that the other side took it. */
const reached = { internet: 'delivered', sms: 'sent', 'e-mail': 'sent' } as const;

const respondentIn = ({ parties }: Complaint): string | undefined =>
  parties.find(({ kind }) => kind === 'respondent')?.person;

const record = async (
  context: Context,
  actor: Actor,
  { number, n, to, again }: DeliveryOrder,
  { channel, via, message }: Extract<Way, { way: 'message' }>,
  reason: TellingFault | undefined,
): Promise<Refusal | object> => {
  const outcome =
    reason === undefined ? ({ outcome: reached[channel] } as const) : ({ outcome: 'failed', reason } as const);
  return await context.database.transact(scopeOf(actor), async (tx) =>
    actOnComplaint(context, tx, {
      number,
      tenant: actor.tenant,
      actor,
      at: now(),
      make: ({ state, stream }, sealing) => ({
        act: 'note-telling',
        paper: n,
        to,
        channel,
        ...outcome,
        ...(again === undefined ? {} : { again }),
        ...(via === undefined
          ? {}
          : { via, number: sealing.text(respondentIn(state) ?? stream, 'told-at', message.to) }),
      }),
      units: await unitsFor(tx, actor.tenant ?? '', dayOf(now())),
    }),
  );
};
