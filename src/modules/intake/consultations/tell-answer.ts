import type { Actor } from '#kernel/actor.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { letterFile, scopeOf } from '#modules/complaints/facade.ts';
import { systemActors, unitOf } from '#modules/directory/facade.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import type { JobTask } from '#platform/jobs.ts';
import type { Message } from '#platform/messages/message.ts';
import { isWorthTrying } from '#platform/messages/messages.ts';
import { type AnswerNews, answerJob } from './answer-job.ts';
import { owedPapers, type PaperMade } from './consultation.ts';
import { openValues, reachOfAsker, tellOfConsultation } from './handle.ts';
import { type LoadedConsultation, readConsultation } from './store.ts';

/** On the site the answer lies open to whoever has an account; of a message we know only that the carrier took it. */
const outcomes = { internet: 'delivered', sms: 'sent', 'e-mail': 'sent' } as const;

type News = {
  readonly channel: keyof typeof outcomes;
  readonly message: Message & { readonly subjectRef: string };
  /** The letter itself, where it goes along. */
  readonly letter?: { readonly canonical: string; readonly madeAt: Date; readonly name: string };
};

/** Without a mobile number and an e-mail address nothing is sent: the letter stays owed, and somebody posts it or calls. */
export const tellAnswer = (context: Context): JobTask<AnswerNews> => ({
  ...answerJob,
  run: async (news, { tenant, attempt, isLast }) => {
    const { database, people } = context;
    const actor = (await systemActors(database, 'consultation')).find((one) => one.tenant === tenant);
    if (actor === undefined) throw new Error(`no tenant ${tenant}`);
    const found = await database.transact(scopeOf(actor), (tx) => newsOf(context, tx, news));
    if (found === undefined) return;
    const sent = await people.messages.sendOnce({ ...found.message, ...(await enclosed(found)) });
    const isAgain = isWorthTrying(sent) && !isLast;
    // The first failure and the last are put on file; those between stand in the record of messages.
    if (!isAgain || attempt === 1) await record(context, actor, news, found.channel, !isRefusal(sent));
    if (isAgain) throw new Error('the notice did not leave');
  },
});

const enclosed = async ({ letter }: News) =>
  letter === undefined
    ? {}
    : {
        attachments: [
          {
            fileName: letter.name,
            mediaType: 'application/pdf',
            content: await letterFile(letter.canonical, letter.madeAt),
          },
        ],
      };

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
  const unit = await unitOf(tx, state.bureau);
  if (paper === undefined || unit === undefined) return undefined;
  const open = await openValues(context, tx, found, [state.asker.fields.phone, state.asker.fields.email]);
  const { mobile, email } = reachOfAsker(state, n, (field) => open(state.asker.fields[field]));
  const t = context.texts(state.language === 'en' ? 'en' : 'zh-CN');
  const words = {
    bureau: unit.name,
    number: state.number,
    paper: t(`papers:${paper.code}.title`),
    url: `${context.publicUrl}/questions/${state.number}`,
    phone: unit.phone,
  };
  const common = {
    values: words,
    purpose: 'answer-notice',
    tenant,
    subjectRef: `consultation:${stream}:${n}${again === undefined ? '' : `:${again}`}`,
  } as const;
  if (email !== undefined) {
    const letter = await letterOf(context, tx, found, paper);
    const text = { subject: t('notices:mail.askerSubject', words), body: t('notices:mail.asker', words) };
    return {
      channel: 'e-mail',
      message: { channel: 'email', to: email, ...text, ...common },
      ...(letter === undefined ? {} : { letter }),
    };
  }
  if (mobile === undefined) return undefined;
  return {
    channel: state.asker.account === undefined ? 'sms' : 'internet',
    message: {
      channel: 'sms',
      to: mobile,
      subject: t('notices:subject', words),
      body: t('notices:asker', words),
      ...common,
    },
  };
};

const letterOf = async (
  context: Context,
  tx: Tx,
  found: LoadedConsultation,
  paper: PaperMade,
): Promise<News['letter']> => {
  const { tenant, stream } = found;
  const row = await tx.one<{ made_at: Date }>(
    'select made_at from consultation_paper where tenant = $1 and stream = $2 and n = $3',
    [tenant, stream, paper.n],
  );
  const opened = await context.vault.openEntry(tx, { tenant, stream, entry: paper.data.entry });
  return 'refusal' in opened
    ? undefined
    : { canonical: String(opened.value), madeAt: row.made_at, name: `${paper.number}.pdf` };
};
