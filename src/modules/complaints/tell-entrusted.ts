import { dayOf } from '#kernel/day.ts';
import { readPhone } from '#kernel/phone.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { organisationOf, systemActors } from '#modules/directory/facade.ts';
import { officesAt } from '#platform/auth/colleagues.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import type { JobTask } from '#platform/jobs.ts';
import type { Message } from '#platform/messages/message.ts';
import { isWorthTrying } from '#platform/messages/messages.ts';
import { scopeOf } from './handle.ts';
import { type EntrustedNews, entrustedJob } from './news-jobs.ts';
import { bodyName, staffFor } from './reference.ts';
import { readComplaint } from './store.ts';

/**
 * Beside its letter: the body whose mandate is over reads it on the telephone of whoever mediates there, and on its own where that
 * takes messages. Of the case it says the number alone.
 */
export const tellEntrustedBody = (context: Context): JobTask<EntrustedNews> => ({
  ...entrustedJob,
  run: async (news, { tenant, log }) => {
    const { database, people } = context;
    const actor = (await systemActors(database, 'entrusting')).find((one) => one.tenant === tenant);
    if (actor === undefined) throw new Error(`no tenant ${tenant}`);
    const messages = await database.transact(scopeOf(actor), (tx) => messagesFor(context, tx, news));
    if (messages.length === 0)
      log.info({ number: news.number }, 'an entrusted body without a mobile number has its letter only');
    for (const message of messages) {
      const sent = await people.messages.sendOnce(message);
      if (isRefusal(sent) && isWorthTrying(sent)) throw new Error(sent.refusal);
    }
  },
});

type Told = Message & { readonly subjectRef: string };

const messagesFor = async (context: Context, tx: Tx, news: EntrustedNews): Promise<readonly Told[]> => {
  const { number, n, organisation } = news;
  const loaded = await readComplaint(tx, context.vault, number);
  const paper = loaded?.state.papers.find((made) => made.n === n);
  if (loaded === undefined || paper === undefined) return [];
  const { tenant, stream, state } = loaded;
  // Entrusted with it once more since: there is nothing to stop.
  if (state.entrustedTo === organisation && state.closedOn === null) return [];
  const today = dayOf(now());
  const t = context.texts('zh-CN');
  const words = { number, bureau: await bodyName(tx, state.bureau, today), paper: paper.number ?? '' };
  const key =
    state.entrustedTo === organisation ? 'reminder:entrusting-over.bodyClosed' : 'reminder:entrusting-over.body';
  return [...(await numbersOf(tx, tenant, news))].map(
    (to): Told => ({
      channel: 'sms',
      to,
      subject: t('reminder:entrusting-over.subject'),
      body: t(key, words),
      purpose: 'entrusting-notice',
      values: words,
      tenant,
      subjectRef: `entrusting:${stream}:${n}:${to.slice(-4)}`,
    }),
  );
};

/** Who mediated it there, else all who mediate for the body; and the body itself. */
const numbersOf = async (
  tx: Tx,
  tenant: string,
  { organisation, mediator }: EntrustedNews,
): Promise<ReadonlySet<string>> => {
  const today = dayOf(now());
  const there = (await officesAt(tx, tenant, [organisation], today))
    .filter(({ bureau, roles }) => bureau === organisation && roles.includes('association-mediator'))
    .map(({ account }) => account);
  const own = mediator !== undefined && there.includes(mediator) ? [mediator] : there;
  const phones = [(await organisationOf(tx, organisation))?.phone];
  for (const account of own) phones.push((await staffFor(tx, account, today))?.phone);
  return new Set(
    phones.flatMap((phone) => {
      const read = readPhone(phone ?? '');
      return read.kind === 'mobile' ? [read.text] : [];
    }),
  );
};
