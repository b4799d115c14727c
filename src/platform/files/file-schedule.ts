import type { ScheduledTask } from '../jobs.ts';
import type { FileStore } from './file-store.ts';
import { makePendingCopies, sweepFiles } from './sweep-files.ts';

/** What the worker does for files by itself. */
export const fileSchedule = (store: FileStore): readonly ScheduledTask[] => [
  {
    name: 'clean-copies',
    cron: '* * * * *',
    run: async () => {
      await makePendingCopies(store);
    },
  },
  {
    name: 'sweep-files',
    cron: '17 * * * *',
    run: async ({ log }) => {
      const report = await sweepFiles(store);
      if (report.removedObjects + report.expiredDraftFiles > 0)
        log.info(report, 'files that belonged nowhere were removed');
    },
  },
];
