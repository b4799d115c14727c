import type { Context } from '#platform/context.ts';
import type { JobTask, ScheduledTask } from '#platform/jobs.ts';
import { tellOfficial } from './sweep/tell-official.ts';
import { clockSweep } from './sweep.ts';

/** What complaints want done in the background. */
export const complaintTasks = (context: Context): JobTask[] => [tellOfficial(context) as JobTask];

export const complaintSchedule = (context: Context): ScheduledTask[] => [clockSweep(context)];
