import { readPhone } from '#kernel/phone.ts';
import { isRefusal } from '#kernel/refusal.ts';
import type { Context } from './context.ts';
import { nobody } from './db.ts';
import type { JobTask } from './jobs.ts';
import type { Message } from './messages/message.ts';
import { isWorthTrying } from './messages/messages.ts';

/** `account`: one of those who may read the answer; `again`: how often it was sent before in vain. */
export type AskerNews = { readonly request: string; readonly account: string; readonly again?: number };

/** Whoever asked about own data learns that there is an answer. */
export const askerJob = {
  name: 'tell-asker-of-answer',
  attempts: 12,
  read: (payload: unknown): AskerNews => {
    const { request, account, again } = (payload ?? {}) as Partial<Record<keyof AskerNews, unknown>>;
    if (typeof request !== 'string' || typeof account !== 'string') throw new TypeError('not news for who asked');
    return { request, account, ...(typeof again === 'number' ? { again } : {}) };
  },
};

/**
 * To the number of the account, read when it is sent. The message says that something was answered and where to read it: neither what
 * was asked nor about which case, as somebody else may hold the number by now.
 */
export const tellAsker = (context: Context): JobTask<AskerNews> => ({
  ...askerJob,
  run: async (news, { tenant }) => {
    const { messages } = context.people;
    const message = await messageFor(context, news, tenant);
    if (message === undefined) return;
    const sent = await messages.sendOnce(message);
    if (isRefusal(sent) && isWorthTrying(sent)) throw new Error(sent.refusal);
  },
});

const messageFor = async (
  { database, people, texts, publicUrl }: Context,
  { request, account, again }: AskerNews,
  tenant: string,
): Promise<(Message & { readonly subjectRef: string }) | undefined> => {
  const phone = await database.transact({ ...nobody, account }, async (tx) => {
    const answered = await tx.maybe(
      `select 1 from data_request where tenant = $1 and data_request = $2 and state <> 'open'
          and (account = $3 or follower = $3)`,
      [tenant, request, account],
    );
    return answered === undefined ? undefined : (await people.consumers.profile(tx, account))?.phone;
  });
  const to = phone === undefined ? undefined : readPhone(phone);
  if (to?.kind !== 'mobile') return undefined;
  const t = texts('zh-CN');
  const words = { url: `${publicUrl}/account/privacy` };
  return {
    channel: 'sms',
    to: to.text,
    subject: t('notices:own-data-answered.subject'),
    body: t('notices:own-data-answered.body', words),
    purpose: 'own-data-answered',
    values: words,
    tenant,
    subjectRef: `data-request:${request}:${account}${again === undefined ? '' : `:${again}`}`,
  };
};
