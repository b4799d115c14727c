import { complaintSchedule, complaintTasks } from '#modules/complaints/work.ts';
import { makePendingCopies, sweepFiles } from '#platform/files/sweep-files.ts';
import type { JobTask, ScheduledTask } from '#platform/jobs.ts';
import type { OpenContext } from './open-context.ts';

/** What the modules want done in the background, each by its own name. */
export type BackgroundWork = { readonly tasks: readonly JobTask[]; readonly schedule: readonly ScheduledTask[] };

export const backgroundWork = (context: OpenContext): BackgroundWork => ({
  tasks: [...complaintTasks(context, () => context.refreshLaw())],
  schedule: [
    ...complaintSchedule(context),
    {
      name: 'files-clean-copies',
      cron: '* * * * *',
      run: async () => {
        await makePendingCopies(context.files);
      },
    },
    {
      name: 'files-sweep',
      cron: '17 * * * *',
      run: async ({ log }) => {
        log.info(await sweepFiles(context.files), 'files swept');
      },
    },
  ],
});
