import { dayOf } from '#kernel/day.ts';
import { longDay } from '#kernel/day-text.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import type { JobTask } from '#platform/jobs.ts';
import type { Message } from '#platform/messages/message.ts';
import { isWorthTrying } from '#platform/messages/messages.ts';
import { scopeOf } from './handle.ts';
import { openPaperDesk } from './open-paper-desk.ts';
import { type RegistrationNews, registrationJob } from './registration-job.ts';
import { readComplaint } from './store.ts';
import { systemActors } from './sweep/system-actor.ts';
import { reachOf } from './way-to-tell.ts';
import { wayFor } from './ways.ts';

/** The number given out with the receipt's promise "you will be told"; those without a mobile number and e-mail read it on their papers. */
export const tellRegistration = (context: Context): JobTask<RegistrationNews> => ({
  ...registrationJob,
  run: async ({ number }, { tenant }) => {
    const { database, people } = context;
    const actor = (await systemActors(database, 'registration')).find((one) => one.tenant === tenant);
    if (actor === undefined) throw new Error(`no tenant ${tenant}`);
    const message = await database.transact(scopeOf(actor), (tx) => newsOf(context, tx, number));
    if (message === undefined) return;
    const sent = await people.messages.sendOnce(message);
    // A number that takes no messages will take none later either; the day stands on the site and on every paper.
    if (isRefusal(sent) && isWorthTrying(sent)) throw new Error(sent.refusal);
  },
});

const newsOf = async (
  context: Context,
  tx: Tx,
  number: string,
): Promise<(Message & { readonly subjectRef: string }) | undefined> => {
  const loaded = await readComplaint(tx, context.vault, number);
  const registration = loaded?.state.registration;
  if (loaded === undefined || registration == null) return undefined;
  const { state, tenant, stream } = loaded;
  const desk = await openPaperDesk(context, tx, { tenant, stream, state, today: dayOf(now()), actor: 'system' });
  const reach = reachOf(desk.complainant);
  const way = wayFor({ wish: state.tellBy, ...reach });
  if (way === 'letter') return undefined;
  const t = context.texts(state.language === 'en' ? 'en' : 'zh-CN');
  const words = {
    bureau: desk.unit.name,
    number: state.number,
    externalNumber: registration.number,
    day: registration.on === null ? '' : longDay(registration.on, t),
    url: `${context.publicUrl}/cases/${state.number}`,
    phone: desk.unit.phone,
  };
  return {
    channel: way === 'e-mail' ? 'email' : 'sms',
    to: (way === 'e-mail' ? reach.email : reach.mobile) ?? '',
    subject: t('notices:subject', words),
    body: t(registration.isReceipt ? 'notices:registered' : 'notices:numbered', words),
    purpose: 'registration-notice',
    values: words,
    tenant,
    subjectRef: `registration:${stream}:${registration.number}:${registration.on ?? ''}`,
  };
};
