import type { Actor } from '#kernel/actor.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { scopeOf } from '#modules/complaints/facade.ts';
import { systemActors } from '#modules/directory/facade.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import type { ScheduledTask } from '#platform/jobs.ts';
import { receiptNoted, receiptsToNote, type SpokenOf } from '#platform/messages/receipt-store.ts';
import { tellOfConsultation } from './handle.ts';

const AT_ONCE = 500;
const ofAnswer = /^consultation:(?<stream>[0-9a-f-]{36}):(?<n>\d+)(?::\d+)?$/u;

/** Every minute: what carriers say of messages about answers is put on the questions they belong to. */
export const answerReceiptRound = (context: Context): ScheduledTask => ({
  name: 'answer-receipts',
  cron: '* * * * *',
  run: async ({ log }) => {
    const noted = await noteAnswerReceipts(context);
    if (noted > 0) log.info({ noted }, 'receipts of answers');
  },
});

/** How many receipts were dealt with. A letter that did not arrive is owed again, and the desk finds it. */
export const noteAnswerReceipts = async (context: Context): Promise<number> => {
  let noted = 0;
  for (const actor of await systemActors(context.database, 'consultation')) {
    const tenant = actor.tenant ?? '';
    const spoken = await context.database.transact(scopeOf(actor), (tx) =>
      receiptsToNote(tx, tenant, { most: AT_ONCE, only: 'consultation:' }),
    );
    for (const one of spoken)
      if (await context.database.transact(scopeOf(actor), (tx) => note(context, tx, actor, one))) noted++;
  }
  return noted;
};

const note = async (context: Context, tx: Tx, actor: Actor, spoken: SpokenOf): Promise<boolean> => {
  const tenant = actor.tenant ?? '';
  const { stream = '', n = '0' } = ofAnswer.exec(spoken.subjectRef)?.groups ?? {};
  if ((await receiptNoted(tx, tenant, spoken.delivery)) === 0) return false;
  if (spoken.outcome !== 'failed') return true;
  const found = await tx.maybe<{ number: string }>(
    'select number from consultation where tenant = $1 and stream = $2',
    [tenant, stream],
  );
  if (found === undefined) return true;
  const channel = spoken.channel === 'email' ? 'e-mail' : 'sms';
  const body = { paper: Number(n), channel, outcome: 'failed' } as const;
  const done = await tellOfConsultation(context, tx, { actor, at: now(), number: found.number, body });
  // Closed since, or told another way: nobody is owed anything.
  if (isRefusal(done) && done.refusal !== 'paper-told-already' && done.refusal !== 'consultation-not-in-this-state')
    throw new Error(done.refusal);
  return true;
};
