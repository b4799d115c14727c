import type { Actor } from '#kernel/actor.ts';
import { scopeOf, systemActors } from '#modules/complaints/facade.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { type HandedTo, openParcel } from '#platform/hand-over.ts';
import type { JobTask, ScheduledTask } from '#platform/jobs.ts';
import { ask } from './ask.ts';
import { type LinkedQuestionOrder, linkedQuestionJob } from './linked-question-job.ts';
import type { QuestionParcel } from './transfer.ts';

type Waiting = { bureau: string; number: string; key_version: number; sealed: Buffer };

export const makeLinkedQuestionTask = (context: Context): JobTask<LinkedQuestionOrder> => ({
  ...linkedQuestionJob,
  run: async ({ stream }, { tenant }) => {
    const actor = (await systemActors(context.database, 'hand-over')).find((one) => one.tenant === tenant);
    if (actor === undefined) throw new Error(`no tenant ${tenant}`);
    await makeLinkedQuestion(context, actor, { tenant, stream });
  },
});

const PATIENCE = 300_000;

/** What a job given up left lying is taken in all the same: no question stays between two bureaus. */
export const questionHandOverRound = (context: Context): ScheduledTask => ({
  name: 'question-hand-over-round',
  cron: '*/10 * * * *',
  run: async ({ log }) => {
    for (const actor of await systemActors(context.database, 'hand-over')) {
      const tenant = actor.tenant ?? '';
      const waiting = await context.database.transact(scopeOf(actor), (tx) =>
        tx.rows<{ stream: string }>(
          `select stream from question_hand_over where tenant = $1 and taken_at is null and sent_at < $2
            order by sent_at limit 200`,
          [tenant, new Date(now().getTime() - PATIENCE)],
        ),
      );
      for (const { stream } of waiting)
        await makeLinkedQuestion(context, actor, { tenant, stream }).catch((error: unknown) =>
          log.error({ err: error, tenant, stream }, 'a question handed over could not be made'),
        );
    }
  },
});

/** The question and the emptied parcel are one commit: run twice, or by two at a time, it makes one. */
export const makeLinkedQuestion = (context: Context, actor: Actor, there: HandedTo): Promise<boolean> =>
  context.database.transact(scopeOf(actor), async (tx) => {
    const { tenant, stream } = there;
    const waiting = await tx.maybe<Waiting>(
      `select bureau, number, key_version, sealed from question_hand_over
        where tenant = $1 and stream = $2 and taken_at is null for update`,
      [tenant, stream],
    );
    if (waiting === undefined) return false;
    await context.files.keys.load(tenant, tx);
    const { bureau, number, key_version: keyVersion, sealed } = waiting;
    const parcel = openParcel(context, 'question-hand-over', there, { keyVersion, sealed }) as QuestionParcel;
    const { from, ...asked } = parcel;
    const at = now();
    await ask(context, tx, {
      ...asked,
      at,
      enteredBy: actor.account,
      tenant,
      bureau,
      // It lay here from the commit of the act: that day is its receipt, however late the job runs.
      receivedOn: from.on,
      linked: { stream, number, from },
    });
    await tx.run('update question_hand_over set sealed = null, taken_at = $3 where tenant = $1 and stream = $2', [
      tenant,
      stream,
      at,
    ]);
    return true;
  });
