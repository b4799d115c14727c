import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { megabyte } from '#platform/files/limits.ts';
import { caseFiles, type ListedCaseFile } from '#platform/files/list-files.ts';
import type { Complaint } from '../complaint.ts';
import type { BundlePart } from '../vocabulary.ts';
import { partsOf, type Weights, weightOf } from './bundle-parts.ts';

/** A picture is drawn anew for a sheet of paper, however large it came in. */
const MOST_OF_A_PICTURE = 4 * megabyte;

const boundBytes = (file: ListedCaseFile | undefined): number => {
  if (file?.state !== 'kept') return 0;
  if (file.mediaType === 'application/pdf') return file.bytes;
  // Sound and film are named and stay outside.
  return file.mediaType.startsWith('image/') ? Math.min(file.bytes, MOST_OF_A_PICTURE) : 0;
};

const weightsOf = async (
  context: Context,
  tx: Tx,
  at: { readonly tenant: string; readonly stream: string },
  { evidence }: Complaint,
): Promise<Weights> => {
  const files = new Map((await caseFiles(context.files, tx, at)).map((file) => [file.file, file]));
  const papers = await tx.rows<{ file: string | null }>(
    'select coalesce(signed_scan, pdf_file) as file from complaint_paper where tenant = $1 and stream = $2',
    [at.tenant, at.stream],
  );
  return {
    papers: papers.reduce((sum, { file }) => sum + boundBytes(files.get(file ?? '')), 0),
    evidence: evidence.map(({ file }) => boundBytes(files.get(file))),
  };
};

/** Said before anything is read: what binds files would end at it minutes later. */
export const sizeObjection = async (
  context: Context,
  tx: Tx,
  at: { readonly tenant: string; readonly stream: string; readonly state: Complaint },
  part?: Partial<BundlePart>,
): Promise<Refusal | undefined> => {
  const most = context.files.limits.bytesPerBundle;
  const weights = await weightsOf(context, tx, at, at.state);
  const { evidenceFrom = 1, evidenceTo = weights.evidence.length } = part ?? {};
  const wished = { evidenceFrom, evidenceTo };
  const weight = weightOf(weights, wished);
  if (weight <= most) return undefined;
  const params = { megabytes: Math.ceil(weight / megabyte), most: Math.floor(most / megabyte) };
  const parts = partsOf(weights, most, wished);
  // One piece alone, or the papers themselves: no part would be small enough.
  if (parts.length < 2 || parts.some((one) => weightOf(weights, one) > most))
    return refuse('bundle-too-large', { status: 409, params });
  const ranges = parts.map(({ evidenceFrom: from, evidenceTo: to }) => (from === to ? `${from}` : `${from}–${to}`));
  return refuse('bundle-to-be-made-in-parts', {
    status: 409,
    field: 'evidenceTo',
    params: { ...params, parts: ranges.length, ranges: ranges.join(' · ') },
  });
};
