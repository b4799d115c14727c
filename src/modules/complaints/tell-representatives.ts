import { dayOf } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { systemActors } from '#modules/directory/facade.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import type { JobTask } from '#platform/jobs.ts';
import type { Message } from '#platform/messages/message.ts';
import { isWorthTrying } from '#platform/messages/messages.ts';
import { scopeOf } from './handle.ts';
import { type RepresentativeNews, representativesJob } from './news-jobs.ts';
import { openPaperDesk } from './open-paper-desk.ts';
import { type LoadedComplaint, readComplaint } from './store.ts';
import { type Reach, reachOf } from './way-to-tell.ts';

/** Whoever was chosen in writing to speak for others (art. 12) learns the number, what it may do and what it may not. */
export const tellRepresentatives = (context: Context): JobTask<RepresentativeNews> => ({
  ...representativesJob,
  run: async (news, { tenant }) => {
    const { database, people } = context;
    const actor = (await systemActors(database, 'representatives')).find((one) => one.tenant === tenant);
    if (actor === undefined) throw new Error(`no tenant ${tenant}`);
    const messages = await database.transact(scopeOf(actor), async (tx) => {
      const loaded = await readComplaint(tx, context.vault, news.number);
      return loaded === undefined ? [] : await messagesFor(context, tx, loaded, news);
    });
    for (const message of messages) {
      const sent = await people.messages.sendOnce(message);
      if (isRefusal(sent) && isWorthTrying(sent)) throw new Error(sent.refusal);
    }
  },
});

type Told = Message & { readonly subjectRef: string };

const messagesFor = async (
  context: Context,
  tx: Tx,
  loaded: LoadedComplaint,
  { person: about, isFirst, version }: RepresentativeNews,
): Promise<readonly Told[]> => {
  const { state, tenant, stream } = loaded;
  const desk = await openPaperDesk(context, tx, { tenant, stream, state, today: dayOf(now()), actor: 'system' });
  const t = context.texts(state.language === 'en' ? 'en' : 'zh-CN');
  const words = {
    bureau: desk.unit.name,
    number: state.number,
    url: `${context.publicUrl}/cases/${state.number}`,
    phone: desk.unit.phone,
    asked: '',
  };
  const told = (person: string, { mobile, email }: Reach): Told[] => {
    const to = mobile ?? email;
    if (to === undefined) return [];
    return [
      {
        channel: mobile === undefined ? 'email' : 'sms',
        to,
        subject: t('notices:subject', words),
        body: t(isFirst === true ? 'notices:standsFirst' : 'notices:representative', words),
        purpose: 'representative-notice',
        values: words,
        tenant,
        subjectRef: `representative:${stream}:${person}${version === undefined ? '' : `:${version}`}`,
      },
    ];
  };
  return state.parties
    .filter(({ kind, person }) => (about === undefined ? kind === 'representative' : person === about))
    .flatMap(({ person, fields }) =>
      told(person, reachOf({ phone: desk.plain(fields.phone), email: desk.plain(fields.email) })),
    );
};
