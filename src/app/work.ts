import { complaintSchedule, complaintTasks } from '#modules/complaints/work.ts';
import { dropExpiredDrafts } from '#modules/intake/facade.ts';
import { intakeSchedule, intakeTasks } from '#modules/intake/work.ts';
import { reportLimits } from '#modules/reports/facade.ts';
import { reportSchedule, reportTasks } from '#modules/reports/work.ts';
import { now } from '#platform/clock.ts';
import { type DayWatch, whileTrusted } from '#platform/day-watch.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import { completeErasures, listErasureTask } from '#platform/erasures.ts';
import { makePendingCopies, sweepFiles } from '#platform/files/sweep-files.ts';
import { writeHeads } from '#platform/heads.ts';
import { forgetEffects, type JobTask, type ScheduledTask } from '#platform/jobs.ts';
import { tellAsker } from '#platform/tell-asker.ts';
import type { OpenContext } from './open-context.ts';

/** What the modules want done in the background, each by its own name. */
export type BackgroundWork = { readonly tasks: readonly JobTask[]; readonly schedule: readonly ScheduledTask[] };

export type WorkGround = {
  readonly context: OpenContext;
  /** Heads are signed over every tenant at once, which only the owner's login sees. */
  readonly ownerUrl: string;
  readonly headsDirectory: string;
  /** What goes by the calendar waits while this doubts what day it is. */
  readonly day: DayWatch;
};

const DAY = 86_400_000;
/** A job's effect is remembered for longer than any job is tried again. */
const EFFECTS_KEPT = 90 * DAY;

export const backgroundWork = (ground: WorkGround): BackgroundWork => ({
  tasks: tasksOf(ground),
  schedule: scheduleOf(ground).map((task) => (task.byCalendar === true ? whileTrusted(task, ground.day) : task)),
});

const tasksOf = ({ context, headsDirectory }: WorkGround): JobTask[] => [
  ...complaintTasks(context, () => context.refreshLaw(), [reportLimits]),
  ...intakeTasks(context),
  ...reportTasks(context),
  listErasureTask(headsDirectory, context.keyring),
  tellAsker(context),
];

const scheduleOf = ({ context, ownerUrl, headsDirectory }: WorkGround): ScheduledTask[] => [
  ...complaintSchedule(context, [reportLimits]),
  ...intakeSchedule(context),
  ...reportSchedule(context),
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
    byCalendar: true,
    run: async ({ log }) => {
      log.info(await sweepFiles(context.files), 'files swept');
    },
  },
  {
    // Just after midnight in Shanghai: how far every stream had come by the end of the day.
    name: 'signed-heads',
    cron: '5 16 * * *',
    byCalendar: true,
    run: async ({ log }) => {
      const owner = openDatabase({ url: ownerUrl, connections: 1 });
      try {
        const wish = { directory: headsDirectory, at: now(), settled: owner.settled };
        const erasures = await owner.transact(nobody, (tx) => completeErasures(tx, headsDirectory, context.keyring));
        const { streams } = await owner.transact(nobody, (tx) => writeHeads(tx, context.keyring, wish));
        log.info({ streams, erasures }, 'heads signed');
      } finally {
        await owner.close();
      }
    },
  },
  {
    name: 'nightly-tidying',
    cron: '35 18 * * *',
    byCalendar: true,
    run: async ({ log }) => {
      const drafts = await dropExpiredDrafts(context, now());
      const effects = await context.database.transact(nobody, (tx) =>
        forgetEffects(tx, new Date(now().getTime() - EFFECTS_KEPT)),
      );
      log.info({ drafts, effects }, 'drafts and job effects forgotten');
    },
  },
];
