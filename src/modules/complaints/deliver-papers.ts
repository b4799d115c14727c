import type { Actor } from '#kernel/actor.ts';
import { dayOf } from '#kernel/day.ts';
import { isRefusal, type Refusal } from '#kernel/refusal.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import type { JobTask } from '#platform/jobs.ts';
import type { Message } from '#platform/messages/message.ts';
import { isWorthTrying } from '#platform/messages/messages.ts';
import type { Complaint, TellingFault } from './complaint.ts';
import { type DeliveryOrder, deliveryJob } from './delivery-job.ts';
import { hasPaperOf } from './evidence-audience.ts';
import { actOnComplaint, scopeOf } from './handle.ts';
import { keepRegistration } from './keep-registration.ts';
import { openPaperDesk } from './open-paper-desk.ts';
import type { PaperDesk } from './paper-data/paper-desk.ts';
import { findPaper, freezePaper } from './paper-files.ts';
import { unitsFor } from './reference.ts';
import { numberForRespondent } from './respondent-number.ts';
import { sealPaper } from './seal-paper.ts';
import { readComplaint } from './store.ts';
import { systemActors } from './sweep/system-actor.ts';

/** A notice that did not leave: the job fails and is tried again later. */
export class NotDelivered extends Error {
  override name = 'NotDelivered';
}

type Way =
  | { readonly way: 'done' }
  | { readonly way: 'letter' }
  | {
      readonly way: 'message';
      readonly channel: 'internet' | 'sms' | 'e-mail';
      readonly message: Message & { readonly subjectRef: string };
    };

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
  const way = await context.database.transact(scopeOf(actor), (tx) => wayOf(context, tx, actor, order));
  // What is printed and posted bears the seal as well, where a product sets it.
  if (way.way === 'message' || (way.way === 'letter' && context.seal !== undefined))
    await makeFile(context, actor, order);
  if (way.way !== 'message') return;
  const sent = await context.people.messages.sendOnce(way.message);
  const isAgain = isWorthTrying(sent) && job.isLast !== true;
  // The first failure and the last are put on file; those between stand in the record of messages.
  if (!isAgain || job.attempt === 1) {
    const done = await record(context, actor, order, way.channel, isRefusal(sent) ? faultOf(sent, isAgain) : undefined);
    if (isRefusal(done) && done.refusal !== 'already-delivered') throw new NotDelivered(done.refusal);
  }
  if (isAgain) throw new NotDelivered('the notice did not leave');
};

const faultOf = (refused: Refusal, isAgain: boolean): TellingFault => {
  if (refused.refusal === 'message-refused') return 'refused';
  if (refused.refusal === 'message-uncertain') return 'uncertain';
  return isAgain ? 'not-sent' : 'given-up';
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
const makeFile = async (context: Context, actor: Actor, { number, n }: DeliveryOrder): Promise<void> => {
  const look = async () => {
    const found = await context.database.transact(scopeOf(actor), (tx) => findPaper(context, tx, actor, number, n));
    if (isRefusal(found)) throw new NotDelivered(found.refusal);
    return found;
  };
  const refused = await freezePaper(context, actor, await look());
  if (refused !== undefined) throw new NotDelivered(refused.refusal);
  const sealed = await sealPaper(context, actor, await look());
  if (isRefusal(sealed)) throw new NotDelivered(sealed.refusal);
};

/** On the site the paper lies open to its reader; of a text message we know only that the carrier took it. */
const reached = { internet: 'delivered', sms: 'sent', 'e-mail': 'sent' } as const;

const record = async (
  context: Context,
  actor: Actor,
  { number, n, to }: DeliveryOrder,
  channel: 'internet' | 'sms' | 'e-mail',
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
      make: () => ({ act: 'note-telling', paper: n, to, channel, ...outcome }),
      units: await unitsFor(tx, actor.tenant ?? '', dayOf(now())),
    }),
  );
};

const mobile = /^1[3-9]\d{9}$/u;

/** How this party can be told: by a message where it can be reached by one, else by a printed letter. */
const wayOf = async (context: Context, tx: Tx, actor: Actor, order: DeliveryOrder): Promise<Way> => {
  const loaded = await readComplaint(tx, context.vault, order.number);
  const paper = loaded?.state.papers.find((made) => made.n === order.n);
  if (loaded === undefined || paper === undefined) return { way: 'done' };
  const { state, tenant, stream } = loaded;
  if (state.delivered.includes(`${order.n}:${order.to}`)) return { way: 'done' };
  const today = dayOf(now());
  const desk = await openPaperDesk(context, tx, { tenant, stream, state, today, actor: actor.account });
  const isComplainant = order.to === 'complainant';
  const told = isComplainant ? whoIsTold(state, desk) : undefined;
  const phone = told !== undefined ? plainPhone(told.phone) : await numberForRespondent(context, tx, loaded, desk);
  if (phone === undefined || !mobile.test(phone)) {
    await tx.run(
      `update paper_delivery set state = 'to-print', changed_at = $5 where tenant = $1 and stream = $2 and n = $3 and party = $4
         and state <> 'delivered'`,
      [tenant, stream, order.n, order.to, now()],
    );
    return { way: 'letter' };
  }
  const t = context.texts(isComplainant && state.language === 'en' ? 'en' : 'zh-CN');
  const code = isComplainant ? '' : desk.plain(state.answerCode ?? undefined);
  const words = {
    bureau: desk.unit.name,
    number: state.number,
    paper: t(`papers:${paper.code}.title`),
    url: isComplainant ? `${context.publicUrl}/cases/${state.number}` : desk.answerUrl,
    code,
    phone: desk.unit.phone,
  };
  const kind = isComplainant ? 'complainant' : code === '' ? 'respondent' : 'respondentCode';
  return {
    way: 'message',
    channel: told?.account !== undefined ? 'internet' : 'sms',
    message: {
      channel: 'sms',
      to: phone,
      subject: t('notices:subject', words),
      body: t(`notices:${kind}`, words),
      purpose: 'paper-notice',
      values: words,
      tenant,
      subjectRef: `paper:${stream}:${order.n}:${order.to}`,
    },
  };
};

/** Papers go to the agent whose power of attorney is on file (art. 11), where it can be told by message. */
const whoIsTold = (state: Complaint, desk: PaperDesk): { readonly phone: string; readonly account?: string } => {
  const accountOf = (kind: 'agent' | 'complainant') => {
    const account = state.parties.find((party) => party.kind === kind)?.account;
    return account === undefined ? {} : { account };
  };
  if (desk.agent !== undefined && hasPaperOf(state, 'power-of-attorney') && mobile.test(plainPhone(desk.agent.phone)))
    return { phone: desk.agent.phone, ...accountOf('agent') };
  return { phone: desk.complainant.phone, ...accountOf('complainant') };
};

const plainPhone = (written: string): string =>
  written
    .normalize('NFKC')
    .replace(/[\s-]/gu, '')
    .replace(/^\+?86(?=1)/u, '');
