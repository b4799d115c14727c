import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { JobTask } from '#platform/jobs.ts';
import { endQuestions, takeRivalAnswer } from './answer-question.ts';
import { takeSuperiorDecision } from './decide-request.ts';
import { endQuestionJob, rivalAnswerJob, superiorDecisionJob } from './rival-jobs.ts';

export const rivalTasks = (context: Context): JobTask[] => [
  {
    ...rivalAnswerJob,
    run: async (payload, { tenant }) => {
      await takeRivalAnswer(context, tenant, rivalAnswerJob.read(payload).letter);
    },
  },
  {
    ...superiorDecisionJob,
    run: async (payload, { tenant }) => {
      await takeSuperiorDecision(context, tenant, superiorDecisionJob.read(payload).letter);
    },
  },
  {
    ...endQuestionJob,
    run: async (payload, { tenant }) => {
      const { number, askedUntil } = endQuestionJob.read(payload);
      await endQuestions(context, tenant, number, askedUntil === undefined ? now() : new Date(askedUntil));
    },
  },
];
