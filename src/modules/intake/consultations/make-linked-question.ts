import { scopeOf, taking } from '#modules/complaints/facade.ts';
import { ask } from './ask.ts';
import { linkedQuestionJob } from './linked-question-job.ts';
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
  },
});
