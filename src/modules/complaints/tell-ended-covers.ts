import { type Day, dayOf } from '#kernel/day.ts';
import { longDay } from '#kernel/day-text.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { staffMember, systemActors } from '#modules/directory/facade.ts';
import { type Covers, coversOn, inPlaceOf } from '#platform/auth/absence-cover.ts';
import { type EndedCover, type LeaverNews, leaverJob } from '#platform/auth/leaver-covers.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import type { JobTask } from '#platform/jobs.ts';
import type { Message } from '#platform/messages/message.ts';
import { isWorthTrying } from '#platform/messages/messages.ts';
import { scopeOf } from './handle.ts';
import { aboveFor, bodyName, staffFor } from './reference.ts';
import { officersFor } from './sweep/recipients.ts';

/** The head of each bureau a leaver's covers were for learns that nobody stands in any more, and arranges it anew (CVR-01). */
export const tellEndedCovers = (context: Context): JobTask<LeaverNews> => ({
  ...leaverJob,
  run: async (news, { tenant, log }) => {
    const { database, people } = context;
    const actor = (await systemActors(database, 'ended-covers')).find((one) => one.tenant === tenant);
    if (actor === undefined) throw new Error(`no tenant ${tenant}`);
    for (const [bureau, ended] of Map.groupBy(news.ended, (cover) => cover.bureau)) {
      const messages = await database.transact(scopeOf(actor), (tx) =>
        messagesFor(context, tx, { tenant, bureau, leaver: news.leaver, ended }),
      );
      if (messages.length === 0) log.warn({ bureau }, 'no head with a duty number learns that covers have ended');
      for (const message of messages) {
        const sent = await people.messages.sendOnce(message);
        if (isRefusal(sent) && isWorthTrying(sent)) throw new Error(sent.refusal);
      }
    }
  },
});

type Told = Message & { readonly subjectRef: string };
type Lost = {
  readonly tenant: string;
  readonly bureau: string;
  readonly leaver: string;
  readonly ended: readonly EndedCover[];
};

const messagesFor = async (context: Context, tx: Tx, lost: Lost): Promise<readonly Told[]> => {
  const { tenant, bureau, leaver, ended } = lost;
  const today = dayOf(now());
  const t = context.texts('zh-CN');
  const nameOf = async (account: string) =>
    (await staffFor(tx, account, today))?.name ?? t('reminder:covers-ended.somebody');
  const lines = new Set<string>();
  for (const { by, absent, to } of ended)
    lines.add(
      t('reminder:covers-ended.line', { by: await nameOf(by), absent: await nameOf(absent), to: longDay(to, t) }),
    );
  const words = {
    name: await nameOf(leaver),
    bureau: await bodyName(tx, bureau, today),
    lines: [...lines].join(t('reminder:separator')),
  };
  const told: Told[] = [];
  for (const account of await headsFor(tx, lost, today)) {
    const member = await staffMember(tx, account, today);
    if (member === undefined || member.phone === '') continue;
    told.push({
      channel: 'sms',
      to: member.phone,
      subject: t('reminder:covers-ended.subject'),
      body: t('reminder:covers-ended.body', words),
      purpose: 'cover-notice',
      values: words,
      tenant,
      subjectRef: `covers-ended:${leaver}:${bureau}:${today}:${account}`,
    });
  }
  return told;
};

/** Of the bureau, or where it has none left, of the nearest body above. */
const headsFor = async (tx: Tx, { tenant, bureau, leaver }: Lost, today: Day): Promise<readonly string[]> => {
  const covers = await coversOn(tx, tenant, today);
  const above = (await aboveFor(tx, [bureau], today)).get(bureau) ?? [];
  for (const unit of [bureau, ...above.map((one) => one.unit)]) {
    const heads = unit === null ? [] : await headsAt(tx, { tenant, unit, covers }, today);
    const told = heads.filter((account) => account !== leaver);
    if (told.length > 0) return told;
  }
  return [];
};

type At = { readonly tenant: string; readonly unit: string; readonly covers: Covers };

const headsAt = async (tx: Tx, { tenant, unit, covers }: At, today: Day): Promise<readonly string[]> =>
  inPlaceOf(await officersFor(tx, tenant, unit, ['bureau-head'], today), covers);
