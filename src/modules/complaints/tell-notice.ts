import type { Actor } from '#kernel/actor.ts';
import { dayOf } from '#kernel/day.ts';
import { longDay } from '#kernel/day-text.ts';
import { isRefusal, type Refusal } from '#kernel/refusal.ts';
import { systemActors } from '#modules/directory/facade.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import type { JobTask } from '#platform/jobs.ts';
import type { Message } from '#platform/messages/message.ts';
import { isWorthTrying } from '#platform/messages/messages.ts';
import type { Complaint, TellingFault } from './complaint.ts';
import { addressOwed } from './decide/acceptance.ts';
import { actOnComplaint, scopeOf } from './handle.ts';
import { announcementsOn } from './incidents/announcements.ts';
import { announcedMark } from './incidents/told-of.ts';
import { type NoticeOrder, noticeJob } from './notice-job.ts';
import { openPaperDesk } from './open-paper-desk.ts';
import type { PaperDesk } from './paper-data/paper-desk.ts';
import { unitsFor } from './reference.ts';
import { type LoadedComplaint, readComplaint } from './store.ts';
import { noticeShape } from './telling-events.ts';
import { reachOf } from './way-to-tell.ts';
import { wayFor } from './ways.ts';

/** A notice that did not leave: the job fails and is tried again later. */
export class NotTold extends Error {
  override name = 'NotTold';
}

export const tellNoticeTask = (context: Context): JobTask<NoticeOrder> => ({
  ...noticeJob,
  run: (order, { tenant, isLast }) => tellNotice(context, order, { tenant, isLast }),
});

/** Orders of this name were asked for by earlier versions and may still wait. */
export const tellRegistrationTask = (context: Context): JobTask<NoticeOrder> => ({
  ...tellNoticeTask(context),
  name: 'tell-registration',
  read: (payload) => noticeJob.read({ ...(payload as object), notice: 'registration' }),
});

/** What a message is made of beside its words; undefined: there is nothing to tell (any more). */
type Content = {
  readonly key: string;
  readonly purpose: string;
  readonly words: Readonly<Record<string, string>>;
  /** Tells this telling of the matter from an earlier one. */
  readonly mark: string;
  /** Whether somebody whom no message reaches must be told another way; else papers tell it. */
  readonly mustReach: boolean;
};

type Plan = 'nothing' | 'no-way' | (Message & { readonly subjectRef: string });

/** Tells once, and puts on file what failed for good, and what comes after that. */
export const tellNotice = async (
  context: Context,
  order: NoticeOrder,
  job: { readonly tenant: string; readonly isLast?: boolean },
): Promise<void> => {
  const actor = (await systemActors(context.database, 'delivery')).find((one) => one.tenant === job.tenant);
  if (actor === undefined) throw new NotTold(`no tenant ${job.tenant}`);
  const plan = await context.database.transact(scopeOf(actor), (tx) => planFor(context, tx, order));
  if (plan === 'nothing') return;
  if (plan === 'no-way') return await note(context, actor, order, 'sms', 'no-way');
  const channel = plan.channel === 'email' ? 'e-mail' : 'sms';
  const sent = await context.people.messages.sendOnce(plan);
  if (isWorthTrying(sent) && job.isLast !== true) throw new NotTold('the notice did not leave');
  if (isRefusal(sent)) return await note(context, actor, order, channel, faultOf(sent));
  if (order.again !== undefined) await note(context, actor, order, channel, undefined);
};

const faultOf = ({ refusal }: Refusal): TellingFault => {
  if (refusal === 'message-refused') return 'refused';
  return refusal === 'message-uncertain' ? 'uncertain' : 'given-up';
};

const note = async (
  context: Context,
  actor: Actor,
  { number, notice }: NoticeOrder,
  channel: 'sms' | 'e-mail',
  reason: TellingFault | undefined,
): Promise<void> => {
  const at = now();
  const said = reason === undefined ? ({ outcome: 'sent' } as const) : ({ outcome: 'failed', reason } as const);
  const done = await context.database.transact(scopeOf(actor), async (tx) =>
    actOnComplaint(context, tx, {
      number,
      tenant: actor.tenant,
      actor,
      at,
      make: () => ({ act: 'note-notice', notice, channel, ...said }),
      units: await unitsFor(tx, actor.tenant ?? '', dayOf(at)),
    }),
  );
  if (isRefusal(done) && done.refusal !== 'nothing-new-of-the-notice') throw new NotTold(done.refusal);
};

const planFor = async (context: Context, tx: Tx, order: NoticeOrder): Promise<Plan> => {
  const loaded = await readComplaint(tx, context.vault, order.number);
  if (loaded === undefined) return 'nothing';
  const { state, tenant, stream } = loaded;
  const desk = await openPaperDesk(context, tx, { tenant, stream, state, today: dayOf(now()), actor: 'system' });
  const content = await contentOf(context, tx, loaded, desk, order.notice);
  if (content === undefined) return 'nothing';
  const reach = reachOf(desk.complainant);
  const wished = order.way === undefined ? wayFor({ ...reach, wish: state.tellBy }) : order.way;
  const to = wished === 'e-mail' ? reach.email : wished === 'sms' ? reach.mobile : undefined;
  if (to === undefined && (await isErased(tx, loaded))) return 'nothing';
  if (to === undefined) return content.mustReach || order.again !== undefined ? 'no-way' : 'nothing';
  const t = context.texts(state.language === 'en' ? 'en' : 'zh-CN');
  const mark = order.again === undefined ? content.mark : `again-${order.again}`;
  return {
    channel: wished === 'e-mail' ? 'email' : 'sms',
    to,
    subject: t('notices:subject', content.words),
    body: t(`notices:${content.key}`, content.words),
    purpose: content.purpose,
    values: content.words,
    tenant,
    subjectRef: `notice:${stream}:${order.notice}:${mark}`,
  };
};

/** Nobody is left to be told. */
const isErased = async (tx: Tx, { tenant, stream, state }: LoadedComplaint): Promise<boolean> => {
  const first = state.parties.find(({ kind }) => kind === 'complainant');
  if (first === undefined) return false;
  const key = await tx.maybe<{ gone: boolean }>(
    'select wrapped is null as gone from person_key where tenant = $1 and stream = $2 and person = $3',
    [tenant, stream, first.person],
  );
  return key?.gone === true;
};

const contentOf = async (
  context: Context,
  tx: Tx,
  loaded: LoadedComplaint,
  desk: PaperDesk,
  notice: string,
): Promise<Content | undefined> => {
  const { state } = loaded;
  const { kind, n = '' } = noticeShape.exec(notice)?.groups ?? {};
  const own = { bureau: desk.unit.name, number: state.number, phone: desk.unit.phone };
  const url = `${context.publicUrl}/cases/${state.number}`;
  if (kind === 'registration') {
    const { registration } = state;
    if (registration === null) return undefined;
    const t = context.texts(state.language === 'en' ? 'en' : 'zh-CN');
    const day = registration.on === null ? '' : longDay(registration.on, t);
    return {
      key: registration.isReceipt ? 'registered' : 'numbered',
      purpose: 'registration-notice',
      words: { ...own, externalNumber: registration.number, day, url },
      mark: `${registration.number}:${registration.on ?? ''}`,
      // The day stands on the site and on every paper.
      mustReach: false,
    };
  }
  if (kind === 'announcement' || kind === 'correction' || kind === 'withdrawal')
    return await announcedContent(context, tx, loaded, { kind, n: Number(n) });
  if (kind === 'successor') return successorContent(context, state, Number(n), { ...own, url });
  // Answered, told anew or ended meanwhile: nothing is left to ask.
  const { settlement, closedOn } = state;
  if (settlement === null || settlement.version !== Number(n) || settlement.answer !== null || closedOn !== null)
    return undefined;
  const t = context.texts(state.language === 'en' ? 'en' : 'zh-CN');
  return {
    key: 'settled',
    purpose: 'settlement-question',
    words: { ...own, respondent: desk.respondent.name, day: longDay(settlement.on, t), url },
    mark: 'first',
    mustReach: true,
  };
};

/** What holds is told, and of what holds no more only that: those who were told it before. */
const announcedContent = async (
  context: Context,
  tx: Tx,
  { tenant, stream, state }: LoadedComplaint,
  { kind, n }: { readonly kind: 'announcement' | 'correction' | 'withdrawal'; readonly n: number },
): Promise<Content | undefined> => {
  if (state.incident === null) return undefined;
  const found = (await announcementsOn(tx, state.incident)).find((one) => one.n === n);
  if (found === undefined) return undefined;
  const { correctedOn, withdrawnOn, authority: bureau, phone, title } = found;
  const url = `${context.publicUrl}/announcements/${state.incident}`;
  const own = { bureau, number: state.number, url, phone };
  const mark = await announcedMark(tx, { tenant, stream }, state.incident);
  const rest = { purpose: `${kind}-notice`, mark, mustReach: true };
  if (kind === 'announcement')
    return correctedOn === null && withdrawnOn === null
      ? { key: 'announced', words: { ...own, title }, ...rest }
      : undefined;
  // Of what was taken back since, that is told instead.
  const on = kind === 'withdrawal' ? withdrawnOn : withdrawnOn === null ? correctedOn : null;
  if (on === null) return undefined;
  const t = context.texts(state.language === 'en' ? 'en' : 'zh-CN');
  const words = {
    ...own,
    announcement: found.number,
    publishedOn: longDay(found.publishedOn, t),
    day: longDay(on, t),
  };
  return { key: kind === 'correction' ? 'findingCorrected' : 'announcementWithdrawn', words, ...rest };
};

/** Whoever stands first now is told so, and asked for what only they can say: another may stand there meanwhile. */
const successorContent = (
  context: Context,
  state: Complaint,
  since: number,
  words: Readonly<Record<string, string>>,
): Content | undefined => {
  if (state.first.since !== since) return undefined;
  const t = context.texts(state.language === 'en' ? 'en' : 'zh-CN');
  const asked = addressOwed(state) ? t('notices:standsFirstAddress') : '';
  return {
    key: 'standsFirst',
    purpose: 'successor-notice',
    words: { ...words, asked },
    mark: 'first',
    mustReach: true,
  };
};
