import type { Context } from '#platform/context.ts';
import type { JobTask, ScheduledTask } from '#platform/jobs.ts';
import { bringBackReportsRound } from './bring-back.ts';
import { linkedReports } from './make-linked-report.ts';
import { owedLettersRound } from './remind-owed.ts';

/** What reports want done in the background. */
export const reportTasks = (context: Context): JobTask[] => [linkedReports.task(context)];

export const reportSchedule = (context: Context): ScheduledTask[] => [
  linkedReports.round(context),
  owedLettersRound(context),
  bringBackReportsRound(context),
];
