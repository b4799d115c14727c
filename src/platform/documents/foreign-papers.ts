/**
 * What the server asks of papers that came from outside. It opens none of them itself: each question goes to a process that is thrown
 * away (paper-child.ts), and a file that ends it, or takes too much, is answered like one that cannot be read. All of them throw
 * `TookTooLong`.
 */
import { inFrame, partsIn } from '../files/framed-parts.ts';
import { megabyte } from '../files/limits.ts';
import { TookTooLong, throwAwayProcess } from '../files/throw-away-process.ts';
import type { BundleItem, UnprintedReason } from './bundle-sources.ts';
import type { Answered, Binding, PaperAct, PaperActs } from './paper-orders.ts';
import type { SealExpected } from './seal-certificate.ts';
import type { SealJudged } from './sealed-file.ts';

const one = throwAwayProcess('paper-child', { atOnce: 2, patienceMilliseconds: 120_000 });
/** More than the largest case as one file. */
const largest = 1024 * megabyte;
const many = throwAwayProcess('paper-child', {
  atOnce: 1,
  patienceMilliseconds: 300_000,
  mostWrittenBytes: largest,
  // Read, opened, copied and written again, all of it at once.
  memoryForEachByte: 4,
});

type Process = ReturnType<typeof throwAwayProcess>;

/** Undefined when the process was ended by what it was given. */
const asked = async <Act extends PaperAct>(
  process: Process,
  asks: Act,
  order: PaperActs[Act]['order'],
  files: readonly Uint8Array[],
): Promise<Answered<Act> | undefined> => {
  const answer = await process(inFrame([Buffer.from(JSON.stringify({ asks, order })), ...files]));
  const [told, pdf] = (answer && partsIn(answer)) ?? [];
  if (told === undefined || pdf === undefined) return undefined;
  return { told: JSON.parse(told.toString('utf8')) as PaperActs[Act]['answer'], pdf };
};

export type SoundCopy = { readonly pdf: Buffer; readonly pages: number } | { readonly unprinted: UnprintedReason };

/** One file that never ends must not keep the others from being bound. */
const slowly = (error: unknown): 'slow' => {
  if (error instanceof TookTooLong) return 'slow';
  throw error;
};

/** As a PDF that can be bound in. */
export const soundCopyOf = async (
  { content: held, mediaType }: BundleItem,
  process: Process = one,
): Promise<SoundCopy> => {
  const content = typeof held === 'function' ? await held() : held;
  if (!content || content.byteLength === 0) return { unprinted: 'missing' };
  // Sound, film and the like have no pages: nothing needs to be opened to say so.
  if (mediaType !== 'application/pdf' && !mediaType.startsWith('image/')) return { unprinted: 'apart' };
  const answer = await asked(process, 'read', { mediaType }, [content]).catch(slowly);
  if (answer === 'slow') return { unprinted: 'slow' };
  if (answer === undefined) return { unprinted: 'damaged' };
  const { told, pdf } = answer;
  return 'unprinted' in told ? told : { pages: told.pages, pdf };
};

export type ScanRead =
  | Exclude<PaperActs['scan']['answer'], { readonly pages: number }>
  | (Extract<PaperActs['scan']['answer'], { readonly pages: number }> & { readonly pdf: Buffer });

export const readScan = async (
  content: Uint8Array,
  wish: PaperActs['scan']['order'],
  process: Process = one,
): Promise<ScanRead> => {
  const answer = await asked(process, 'scan', wish, [content]);
  if (answer === undefined) return { fault: 'scan-unreadable' };
  const { told, pdf } = answer;
  return 'fault' in told ? told : { ...told, pdf };
};

/** @throws when they cannot be bound, whatever the reason */
export const bindPapers = async (
  { at, ...binding }: Omit<Binding, 'at'> & { readonly at: Date },
  files: readonly Uint8Array[],
): Promise<Buffer> => {
  const answer = await asked(many, 'bind', { ...binding, at: at.toISOString() }, files);
  if (answer === undefined) throw new Error('papers that cannot be bound into one file');
  return answer.pdf;
};

/** Whether what a seal product gave back is the paper it was sent, signed over all of it, by whom the bureau named. */
export const judgeSealed = async (
  sent: Buffer,
  back: Buffer,
  { at, ...expected }: SealExpected,
  process: Process = one,
): Promise<SealJudged> => {
  const answer = await asked(process, 'judge', { ...expected, at: at.toISOString() }, [sent, back]).catch(slowly);
  if (answer === 'slow') return { fault: 'seal-file-not-read-in-time' };
  return answer === undefined ? { fault: 'seal-file-unreadable' } : answer.told;
};
