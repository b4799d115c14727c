import type { Context } from '#platform/context.ts';
import type { JobTask, ScheduledTask } from '#platform/jobs.ts';
import { correctAskerAlong } from './consultations/correct-asker-along.ts';
import { linkedQuestions, noteQuestionTaken } from './consultations/make-linked-question.ts';
import { answerReceiptRound } from './consultations/note-answer-receipts.ts';
import { tellAnswer } from './consultations/tell-answer.ts';

/** What the front door wants done in the background. */
export const intakeTasks = (context: Context): JobTask[] => [
  tellAnswer(context),
  linkedQuestions.task(context),
  noteQuestionTaken(context),
  correctAskerAlong(context),
];

export const intakeSchedule = (context: Context): ScheduledTask[] => [
  answerReceiptRound(context),
  linkedQuestions.round(context),
];
