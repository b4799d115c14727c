import type { Context } from '#platform/context.ts';
import type { JobTask } from '#platform/jobs.ts';
import { tellAnswer } from './consultations/tell-answer.ts';

/** What the front door wants done in the background. */
export const intakeTasks = (context: Context): JobTask[] => [tellAnswer(context)];
