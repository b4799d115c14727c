import type { Actor } from '#kernel/actor.ts';
import { systemActors } from '#modules/complaints/facade.ts';
import { intakeCentreOf } from '#modules/directory/facade.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { linkHandedFiles, takeHandedFiles } from '#platform/files/hand-over-files.ts';
import { type HandedTo, openParcel } from '#platform/hand-over.ts';
import type { JobTask, ScheduledTask } from '#platform/jobs.ts';
import { everyReport } from './desk-scope.ts';
import { fileLinkedReport } from './handle.ts';
import { type LinkedReportOrder, linkedReportJob } from './linked-report-job.ts';
import { bureauOf } from './report.ts';
import type { ReportParcel } from './transfer.ts';

type Waiting = { bureau: string; number: string; key_version: number; sealed: Buffer };

export const makeLinkedReportTask = (context: Context): JobTask<LinkedReportOrder> => ({
  ...linkedReportJob,
  run: async ({ stream }, { tenant }) => {
    const actor = (await systemActors(context.database, 'hand-over')).find((one) => one.tenant === tenant);
    if (actor === undefined) throw new Error(`no tenant ${tenant}`);
    await makeLinkedReport(context, actor, { tenant, stream });
  },
});

const PATIENCE = 300_000;

/** What a job given up left lying is taken in all the same: no report stays between two authorities. */
export const reportHandOverRound = (context: Context): ScheduledTask => ({
  name: 'report-hand-over-round',
  cron: '*/10 * * * *',
  run: async ({ log }) => {
    for (const actor of await systemActors(context.database, 'hand-over')) {
      const tenant = actor.tenant ?? '';
      const waiting = await context.database.transact(everyReport(actor), (tx) =>
        tx.rows<{ stream: string }>(
          `select stream from report_hand_over where tenant = $1 and taken_at is null and sent_at < $2
            order by sent_at limit 200`,
          [tenant, new Date(now().getTime() - PATIENCE)],
        ),
      );
      for (const { stream } of waiting)
        await makeLinkedReport(context, actor, { tenant, stream }).catch((error: unknown) =>
          log.error({ err: error, tenant, stream }, 'a report handed over could not be made'),
        );
    }
  },
});

/** The report and the emptied parcel are one commit: run twice, or by two at a time, it makes one. */
export const makeLinkedReport = (context: Context, actor: Actor, there: HandedTo): Promise<boolean> =>
  context.database.transact(everyReport(actor), async (tx) => {
    const { tenant, stream } = there;
    const waiting = await tx.maybe<Waiting>(
      `select bureau, number, key_version, sealed from report_hand_over
        where tenant = $1 and stream = $2 and taken_at is null for update`,
      [tenant, stream],
    );
    if (waiting === undefined) return false;
    await context.files.keys.load(tenant, tx);
    const { key_version: keyVersion, sealed } = waiting;
    const parcel = openParcel(context, 'report-hand-over', there, { keyVersion, sealed }) as ReportParcel;
    await make(context, tx, actor, there, waiting, parcel);
    await tx.run('update report_hand_over set sealed = null, taken_at = $3 where tenant = $1 and stream = $2', [
      tenant,
      stream,
      now(),
    ]);
    return true;
  });

const make = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  there: HandedTo,
  { bureau, number }: Waiting,
  parcel: ReportParcel,
): Promise<void> => {
  const at = now();
  const { tenant, stream } = there;
  const { fromTenant, files: handed, account, evidence, ...said } = parcel;
  const files = await linkHandedFiles(context.files, fromTenant, tenant, handed);
  const unit = bureauOf(bureau);
  await fileLinkedReport(context, tx, {
    ...said,
    at,
    enteredBy: actor.account,
    tenant,
    stream,
    number,
    bureau: unit,
    intake: (await intakeCentreOf(tx, tenant, said.from.on))?.id ?? unit,
    evidence: evidence.filter(({ file }) => files.some((one) => one.file === file)),
    ...(account === undefined ? {} : { reporterAccount: account }),
  });
  await takeHandedFiles(tx, there, files, at);
};
