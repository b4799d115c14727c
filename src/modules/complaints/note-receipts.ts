import type { Actor } from '#kernel/actor.ts';
import { dayOf } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { systemActors } from '#modules/directory/facade.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import type { ScheduledTask } from '#platform/jobs.ts';
import { receiptNoted, receiptsToNote, type SpokenOf } from '#platform/messages/receipt-store.ts';
import type { TellingFault } from './complaint.ts';
import { actOnComplaint, scopeOf } from './handle.ts';
import type { PaperParty } from './paper-orders.ts';
import { unitsFor } from './reference.ts';

const AT_ONCE = 500;
const ofPaper = /^paper:(?<stream>[0-9a-f-]{36}):(?<n>\d+):(?<to>complainant|respondent)(?::(?<again>\d+))?$/u;
const ofNotice = /^notice:(?<stream>[0-9a-f-]{36}):(?<notice>[a-z]+(?:-\d+)?):/u;

/** Every minute: fetches what carriers say of the messages sent, and puts it on the files they belong to. */
export const receiptRound = (context: Context): ScheduledTask => ({
  name: 'message-receipts',
  cron: '* * * * *',
  run: async ({ log }) => {
    const taken = await context.people.messages.collectReceipts().catch((error: unknown) => {
      log.warn({ err: error }, 'receipts could not be fetched');
      return 0;
    });
    const noted = await noteReceipts(context);
    if (taken + noted > 0) log.info({ taken, noted }, 'receipts of messages');
  },
});

/** How many receipts were dealt with; run twice, each makes one event at most. */
export const noteReceipts = async (context: Context): Promise<number> => {
  let noted = 0;
  for (const actor of await systemActors(context.database, 'delivery')) {
    const tenant = actor.tenant ?? '';
    const spoken = await context.database.transact(scopeOf(actor), (tx) =>
      receiptsToNote(tx, tenant, { most: AT_ONCE, without: 'consultation:' }),
    );
    for (const one of spoken)
      if (await context.database.transact(scopeOf(actor), (tx) => note(context, tx, actor, one))) noted++;
  }
  return noted;
};

type Paper = { readonly number: string; readonly state: string };

const note = async (context: Context, tx: Tx, actor: Actor, spoken: SpokenOf): Promise<boolean> => {
  const tenant = actor.tenant ?? '';
  if (ofNotice.test(spoken.subjectRef)) return await noteOfNotice(context, tx, actor, spoken);
  const { stream, n, to } = ofPaper.exec(spoken.subjectRef)?.groups ?? {};
  const paper =
    stream === undefined
      ? undefined
      : await tx.maybe<Paper>(
          `select c.number, d.state from paper_delivery d join complaint c on c.tenant = d.tenant and c.stream = d.stream
            where d.tenant = $1 and d.stream = $2 and d.n = $3 and d.party = $4`,
          [tenant, stream, n, to],
        );
  // The carrier was quicker than our own record of the sending: the next round knows both.
  if (paper?.state === 'waiting') return false;
  if ((await receiptNoted(tx, tenant, spoken.delivery)) === 0) return false;
  // Of what lies open on the site or was handed over, a good word about the message says nothing new.
  if (paper === undefined || (spoken.outcome === 'delivered' && paper.state === 'delivered')) return true;
  const at = now();
  const done = await actOnComplaint(context, tx, {
    number: paper.number,
    tenant,
    actor,
    at,
    make: () => ({
      act: 'note-telling',
      paper: Number(n),
      to: to as PaperParty,
      channel: spoken.channel === 'sms' ? 'sms' : 'e-mail',
      outcome: spoken.outcome,
      ...(spoken.reason === null ? {} : { reason: spoken.reason as TellingFault }),
      ...(spoken.code === null ? {} : { code: spoken.code }),
    }),
    units: await unitsFor(tx, tenant, dayOf(at)),
  });
  if (isRefusal(done) && done.refusal !== 'already-delivered') throw new Error(done.refusal);
  return true;
};

/** Of a notice only what did not arrive is news, or what came after that. */
const noteOfNotice = async (context: Context, tx: Tx, actor: Actor, spoken: SpokenOf): Promise<boolean> => {
  const tenant = actor.tenant ?? '';
  const { stream = '', notice = '' } = ofNotice.exec(spoken.subjectRef)?.groups ?? {};
  if ((await receiptNoted(tx, tenant, spoken.delivery)) === 0) return false;
  const found = await tx.maybe<{ number: string }>('select number from complaint where tenant = $1 and stream = $2', [
    tenant,
    stream,
  ]);
  if (found === undefined) return true;
  const at = now();
  const done = await actOnComplaint(context, tx, {
    number: found.number,
    tenant,
    actor,
    at,
    make: () => ({
      act: 'note-notice',
      notice,
      channel: spoken.channel === 'sms' ? 'sms' : 'e-mail',
      outcome: spoken.outcome,
      ...(spoken.reason === null ? {} : { reason: spoken.reason as TellingFault }),
      ...(spoken.code === null ? {} : { code: spoken.code }),
    }),
    units: await unitsFor(tx, tenant, dayOf(at)),
  });
  if (isRefusal(done) && done.refusal !== 'nothing-new-of-the-notice') throw new Error(done.refusal);
  return true;
};
