import { type Handed, taking } from '#modules/complaints/facade.ts';
import { intakeCentreOf } from '#modules/directory/facade.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { linkHandedFiles, takeHandedFiles } from '#platform/files/hand-over-files.ts';
import { everyReport } from './desk-scope.ts';
import { fileLinkedReport } from './handle.ts';
import { linkedReportJob } from './linked-report-job.ts';
import { bureauOf } from './report.ts';
import type { ReportParcel } from './transfer.ts';

const make = async (
  context: Context,
  tx: Tx,
  { actor, there, bureau, number, at, parcel }: Handed<ReportParcel>,
): Promise<void> => {
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

export const linkedReports = taking({ kind: 'report-hand-over', job: linkedReportJob, scope: everyReport, make });
