import { dayOf } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { staffMember, systemActors } from '#modules/directory/facade.ts';
import { coversOn, inPlaceOf } from '#platform/auth/absence-cover.ts';
import { officesAt } from '#platform/auth/colleagues.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import type { JobTask } from '#platform/jobs.ts';
import type { Message } from '#platform/messages/message.ts';
import { isWorthTrying } from '#platform/messages/messages.ts';
import { scopeOf } from './handle.ts';
import { type RecusalNews, recusalJob } from './news-jobs.ts';
import { aboveFor, bodyName, staffFor } from './reference.ts';
import { readComplaint } from './store.ts';
import { officersFor } from './sweep/recipients.ts';

/** Only the head of the bureau decides, and the mediation waits for it: the head is told at once, or who covers (art. 21(2)). */
export const tellRecusal = (context: Context): JobTask<RecusalNews> => ({
  ...recusalJob,
  run: async (news, { tenant, log }) => {
    const { database, people } = context;
    const actor = (await systemActors(database, 'recusal')).find((one) => one.tenant === tenant);
    if (actor === undefined) throw new Error(`no tenant ${tenant}`);
    const messages = await database.transact(scopeOf(actor), (tx) => messagesFor(context, tx, news));
    if (messages?.length === 0) log.warn({ number: news.number }, 'no head with a duty number can decide on a recusal');
    for (const message of messages ?? []) {
      const sent = await people.messages.sendOnce(message);
      if (isRefusal(sent) && isWorthTrying(sent)) throw new Error(sent.refusal);
    }
  },
});

type Told = Message & { readonly subjectRef: string };

/** Undefined where the request has been decided meanwhile. */
const messagesFor = async (
  context: Context,
  tx: Tx,
  { number, version }: RecusalNews,
): Promise<readonly Told[] | undefined> => {
  const loaded = await readComplaint(tx, context.vault, number);
  const recusal = loaded?.state.recusal;
  if (loaded === undefined || recusal == null) return undefined;
  const { tenant, stream, state } = loaded;
  const today = dayOf(now());
  const t = context.texts('zh-CN');
  const against = recusal.against === null ? undefined : await staffFor(tx, recusal.against, today);
  const words = {
    number,
    party: t(`complaint:party.${recusal.by}`),
    name: against?.name ?? t('reminder:recusal-asked.assistant'),
    bureau: await bodyName(tx, state.bureau, today),
  };
  const told: Told[] = [];
  const heads = await headsFor(tx, tenant, state.bureau, recusal.against);
  const isAbove = heads.length === 0;
  const body = isAbove ? 'reminder:recusal-asked.bodyAbove' : 'reminder:recusal-asked.body';
  for (const account of isAbove ? await headsAbove(tx, tenant, state.bureau, recusal.against) : heads) {
    const member = await staffMember(tx, account, today);
    if (member === undefined || member.phone === '') continue;
    told.push({
      channel: 'sms',
      to: member.phone,
      subject: t('reminder:recusal-asked.subject'),
      body: t(body, words),
      purpose: 'recusal-notice',
      values: words,
      tenant,
      subjectRef: `recusal:${stream}:${version}:${account}`,
    });
  }
  return told;
};

/** Nobody decides on a request about themselves. */
const headsFor = async (tx: Tx, tenant: string, bureau: string, against: string | null): Promise<readonly string[]> => {
  const today = dayOf(now());
  const covers = await coversOn(tx, tenant, today);
  const heads = await officersFor(tx, tenant, bureau, ['bureau-head'], today);
  return inPlaceOf(heads, covers).filter((account) => account !== against);
};

/**
 * Where the only head is whom the request is about, the nearest body above decides whose head sees the bureau's cases: nobody
 * else may (art. 21(2)).
 */
const headsAbove = async (
  tx: Tx,
  tenant: string,
  bureau: string,
  against: string | null,
): Promise<readonly string[]> => {
  const today = dayOf(now());
  const covers = await coversOn(tx, tenant, today);
  const offices = (await officesAt(tx, tenant, [bureau], today)).filter(({ roles }) => roles.includes('bureau-head'));
  for (const { unit } of (await aboveFor(tx, [bureau], today)).get(bureau) ?? []) {
    const heads = offices.filter((office) => office.bureau === unit).map(({ account }) => account);
    const told = inPlaceOf(heads, covers).filter((one) => one !== against);
    if (told.length > 0) return told;
  }
  return [];
};
