import type { Actor } from '#kernel/actor.ts';
import { dayOf } from '#kernel/day.ts';
import { longDay } from '#kernel/day-text.ts';
import { readEmail } from '#kernel/email.ts';
import { ownName } from '#kernel/paper-name.ts';
import { readPhone } from '#kernel/phone.ts';
import type { Translate } from '#kernel/translate.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import type { Message } from '#platform/messages/message.ts';
import { agentInForce } from './agents.ts';
import type { Complaint, Party } from './complaint.ts';
import type { DeliveryOrder } from './delivery-job.ts';
import { lawFor } from './handle.ts';
import { isMoot } from './moot-papers.ts';
import { openPaperDesk } from './open-paper-desk.ts';
import type { PaperDesk, PersonOnPaper } from './paper-data/paper-desk.ts';
import { addressForRespondent, numberForRespondent } from './respondent-number.ts';
import type { NumberFrom } from './served.ts';
import { replacedNotice } from './sessions.ts';
import { type LoadedComplaint, readComplaint } from './store.ts';
import { isServed } from './telling.ts';
import { isVoid } from './void-papers.ts';
import { type TellBy, wayFor, wayForPaper, wayUnasked } from './ways.ts';

export type Way =
  | { readonly way: 'done' }
  | { readonly way: 'letter' }
  | {
      readonly way: 'message';
      readonly channel: 'internet' | 'sms' | 'e-mail';
      readonly message: Message & { readonly subjectRef: string };
      /** Of the respondent: whose number or address it goes to. */
      readonly via?: NumberFrom;
    };

export type Reach = {
  readonly mobile: string | undefined;
  readonly email: string | undefined;
  readonly account?: string;
  /** Of an agent who said for itself how papers reach it. */
  readonly wish?: Party['wish'];
  /** Of the respondent: where its number comes from; its address is always one an officer gave. */
  readonly via?: NumberFrom;
};

export const reachOf = ({ phone, email = '' }: Pick<PersonOnPaper, 'phone' | 'email'>): Reach => {
  const read = readPhone(phone);
  return { mobile: read.kind === 'mobile' ? read.text : undefined, email: readEmail(email) };
};

/** How this party is told of this paper: as it wished, else by what reaches it, else by a printed letter. */
export const wayToTell = async (context: Context, tx: Tx, actor: Actor, order: DeliveryOrder): Promise<Way> => {
  const loaded = await readComplaint(tx, context.vault, order.number);
  const paper = loaded?.state.papers.find((made) => made.n === order.n);
  if (loaded === undefined || paper === undefined) return { way: 'done' };
  const { state, tenant, stream } = loaded;
  const isDone =
    isVoid(state, order.n) ||
    isMoot(state, paper) ||
    (order.again === undefined
      ? state.delivered.includes(`${order.n}:${order.to}`)
      : isServed(state, order.n, order.to));
  if (isDone) return { way: 'done' };
  const today = dayOf(now());
  const desk = await openPaperDesk(context, tx, { tenant, stream, state, today, actor: actor.account });
  const isComplainant = order.to === 'complainant';
  const reach = isComplainant ? whoIsTold(state, desk) : await respondentReach(context, tx, loaded, desk);
  const way =
    chosenWay(order, reach) ??
    (isComplainant
      ? wayForPaper({
          unasked: wayUnasked(lawFor(context, tenant), today),
          ...reach,
          ...wishOf(state, reach),
        })
      : wayFor({ ...reach, wish: undefined }));
  if (way === 'letter') {
    await tx.run(
      `update paper_delivery set state = 'to-print', reason = null, changed_at = $5
        where tenant = $1 and stream = $2 and n = $3 and party = $4 and state <> 'delivered'`,
      [tenant, stream, order.n, order.to, now()],
    );
    return { way: 'letter' };
  }
  const t = context.texts(isComplainant && state.language === 'en' ? 'en' : 'zh-CN');
  const code = isComplainant ? '' : desk.plain(state.answerCode ?? undefined);
  const title = ownName(paper, t) ?? t(`papers:${paper.code}.title`);
  const words = {
    bureau: desk.unit.name,
    number: state.number,
    paper: title,
    url: isComplainant ? `${context.publicUrl}/cases/${state.number}` : desk.answerUrl,
    code,
    phone: desk.unit.phone,
    earlier: earlierWords(state, order, t),
  };
  const kind = isComplainant ? 'complainant' : code === '' ? 'respondent' : 'respondentCode';
  const isMail = way === 'e-mail';
  return {
    way: 'message',
    channel: isMail ? 'e-mail' : reach.account !== undefined ? 'internet' : 'sms',
    ...(isComplainant ? {} : { via: isMail ? 'given' : (reach.via ?? 'given') }),
    message: {
      channel: isMail ? 'email' : 'sms',
      to: (isMail ? reach.email : reach.mobile) ?? '',
      subject: t(isMail ? 'notices:mail.subject' : 'notices:subject', words),
      body: t(isMail ? `notices:mail.${kind}` : `notices:${kind}`, words),
      purpose: 'paper-notice',
      values: words,
      tenant,
      subjectRef: `paper:${stream}:${order.n}:${order.to}${order.again === undefined ? '' : `:${order.again}`}`,
    },
  };
};

/** Form 7 has no line for the notice it takes the place of. */
const earlierWords = (state: Complaint, { n, to }: DeliveryOrder, t: Translate): string => {
  const earlier = replacedNotice(state, n, to);
  if (earlier?.number == null || earlier.on === undefined) return '';
  return t('notices:replaces', { number: earlier.number, day: longDay(earlier.on, t) });
};

/** The way an official chose for an attempt made anew, where there is one; without it a letter. */
const chosenWay = ({ way }: DeliveryOrder, { mobile, email }: Reach): TellBy | undefined => {
  if (way === undefined) return undefined;
  return (way === 'sms' ? mobile : email) === undefined ? 'letter' : way;
};

/** The agent's own word on how papers reach it, else the party's. */
const wishOf = (state: Complaint, { wish }: Reach) => ({
  wish: wish?.tellBy ?? state.tellBy,
  consents: wish?.electronic ?? state.electronic,
});

/** Papers go to the agent whose power of attorney is on file and holds (art. 11), where it can be told by message. */
const whoIsTold = (state: Complaint, desk: PaperDesk): Reach => {
  const accountOf = (party: Party | undefined) => (party?.account === undefined ? {} : { account: party.account });
  const acting = agentInForce(state, 'complainant', desk.today);
  const named = desk.agentOn('complainant', desk.today);
  const agent = named === undefined ? undefined : reachOf(named);
  if (agent !== undefined && (agent.mobile ?? agent.email) !== undefined)
    return { ...agent, ...accountOf(acting), ...(acting?.wish === undefined ? {} : { wish: acting.wish }) };
  return { ...reachOf(desk.complainant), ...accountOf(state.parties.find(({ kind }) => kind === 'complainant')) };
};

const respondentReach = async (context: Context, tx: Tx, loaded: LoadedComplaint, desk: PaperDesk): Promise<Reach> => {
  const number = await numberForRespondent(context, tx, loaded, desk);
  return {
    mobile: number?.mobile,
    email: await addressForRespondent(context, tx, loaded, desk),
    ...(number === undefined ? {} : { via: number.via }),
  };
};
