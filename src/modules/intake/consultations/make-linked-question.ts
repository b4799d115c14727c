import { dayOf } from '#kernel/day.ts';
import { scopeOf, taking } from '#modules/complaints/facade.ts';
import { systemActors, unitOf } from '#modules/directory/facade.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { enqueue, type JobTask } from '#platform/jobs.ts';
import { ask } from './ask.ts';
import { change } from './handle.ts';
import { linkedQuestionJob } from './linked-question-job.ts';
import { type QuestionTaken, questionTakenJob } from './question-taken-job.ts';
import { lockConsultation } from './store.ts';
import type { QuestionParcel } from './transfer.ts';

export const linkedQuestions = taking<QuestionParcel>({
  kind: 'question-hand-over',
  job: linkedQuestionJob,
  scope: (actor) => scopeOf(actor),
  make: async (context, tx, { actor, there, bureau, number, at, parcel: { from, ...asked } }) => {
    await ask(context, tx, {
      ...asked,
      at,
      enteredBy: actor.account,
      tenant: there.tenant,
      bureau,
      // It lay here from the commit of the act: that day is its receipt, however late the job runs.
      receivedOn: from.on,
      linked: { stream: there.stream, number, from },
    });
    // With the question here, whoever handed it over learns that it is, in its own tenant.
    const sender = await unitOf(tx, from.bureau);
    if (sender !== undefined)
      await enqueue(tx, questionTakenJob, { number: from.number, linked: number }, { tenant: sender.tenant });
  },
});

/** Put on the question that was handed over: it closes by itself as soon as the asker has been told as well. */
export const noteQuestionTaken = (context: Context): JobTask<QuestionTaken> => ({
  ...questionTakenJob,
  run: async ({ number, linked }, { tenant }) => {
    const actor = (await systemActors(context.database, 'hand-over')).find((one) => one.tenant === tenant);
    if (actor === undefined) throw new Error(`no tenant ${tenant}`);
    await context.database.transact(scopeOf(actor), async (tx) => {
      const found = await lockConsultation(tx, number);
      if (found === undefined) throw new Error(`no question ${number}`);
      const { linkedTo, takenOn, phase } = found.state;
      // Run twice, or closed by hand or erased since: nothing to note.
      if (linkedTo?.number !== linked || takenOn !== null || phase !== 'transferred') return;
      const at = now();
      const event = { type: 'ConsultationTakenOver', payload: { on: dayOf(at) } } as const;
      await change(context, tx, found, { actor, at }, 'note-question-taken', event);
    });
  },
});
