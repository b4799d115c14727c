import type { Actor } from '#kernel/actor.ts';
import { readPhone } from '#kernel/phone.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { scopeOf, systemActors } from '#modules/complaints/facade.ts';
import { unitOf } from '#modules/directory/facade.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import type { JobTask } from '#platform/jobs.ts';
import type { Message } from '#platform/messages/message.ts';
import { isWorthTrying } from '#platform/messages/messages.ts';
import { type AnswerNews, answerJob } from './answer-job.ts';
import { owedPapers } from './consultation.ts';
import { tellOfConsultation } from './handle.ts';
import { readConsultation } from './store.ts';

/** On the site the answer lies open to whoever has an account; of a text message we know only that the carrier took it. */
const outcomes = { internet: 'delivered', sms: 'sent' } as const;

type News = { readonly channel: keyof typeof outcomes; readonly message: Message & { readonly subjectRef: string } };

/** Without a mobile number nothing is sent: the letter stays owed, and somebody posts it or calls. */
export const tellAnswer = (context: Context): JobTask<AnswerNews> => ({
  ...answerJob,
  run: async (news, { tenant, attempt, isLast }) => {
    const { database, people } = context;
    const actor = (await systemActors(database, 'consultation')).find((one) => one.tenant === tenant);
    if (actor === undefined) throw new Error(`no tenant ${tenant}`);
    const found = await database.transact(scopeOf(actor), (tx) => newsOf(context, tx, news));
    if (found === undefined) return;
    const sent = await people.messages.sendOnce(found.message);
    const isAgain = isWorthTrying(sent) && !isLast;
    // The first failure and the last are put on file; those between stand in the record of messages.
    if (!isAgain || attempt === 1) await record(context, actor, news, found.channel, !isRefusal(sent));
    if (isAgain) throw new Error('the notice did not leave');
  },
});

const record = (
  context: Context,
  actor: Actor,
  { number, n }: AnswerNews,
  channel: keyof typeof outcomes,
  sent: boolean,
): Promise<void> =>
  context.database.transact(scopeOf(actor), async (tx) => {
    const body = { paper: n, channel, outcome: sent ? outcomes[channel] : 'failed' } as const;
    const done = await tellOfConsultation(context, tx, { actor, at: now(), number, body });
    if (isRefusal(done) && done.refusal !== 'paper-told-already') throw new Error(done.refusal);
  });

const newsOf = async (context: Context, tx: Tx, { number, n, again }: AnswerNews): Promise<News | undefined> => {
  const found = await readConsultation(tx, number);
  if (found === undefined) return undefined;
  const { state, tenant, stream } = found;
  const paper = owedPapers(state).find((one) => one.n === n);
  const sealed = state.asker.fields.phone;
  const unit = await unitOf(tx, state.bureau);
  if (paper === undefined || sealed === undefined || unit === undefined) return undefined;
  const opened = await context.vault.openEntry(tx, { tenant, stream, entry: sealed.entry });
  const phone = isRefusal(opened) ? undefined : readPhone(String(opened.value));
  if (phone?.kind !== 'mobile') return undefined;
  const t = context.texts(state.language === 'en' ? 'en' : 'zh-CN');
  const words = {
    bureau: unit.name,
    number: state.number,
    paper: t(`papers:${paper.code}.title`),
    url: `${context.publicUrl}/questions/${state.number}`,
    phone: unit.phone,
  };
  return {
    channel: state.asker.account === undefined ? 'sms' : 'internet',
    message: {
      channel: 'sms',
      to: phone.text,
      subject: t('notices:subject', words),
      body: t('notices:asker', words),
      purpose: 'answer-notice',
      values: words,
      tenant,
      subjectRef: `consultation:${stream}:${n}${again === undefined ? '' : `:${again}`}`,
    },
  };
};
