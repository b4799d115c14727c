/**
 * The seal on a paper. An adapter either sets an electronic seal or says that the paper waits for the wet one:
 * printed, sealed by hand, scanned, and kept as the sealed copy beside the unsealed file, whose hash stays the same.
 */
import { createHash } from 'node:crypto';
import { readScan } from './foreign-papers.ts';
import { blankPagesOf, type PagePictures, pagePictures } from './page-pictures.ts';
import type { PrintedCode, ScanSeen } from './scanned-paper.ts';
import type { SealCertificate } from './seal-certificate.ts';

export type SealRequest = {
  readonly pdf: Buffer;
  /** Whose seal, by the full name printed on the paper. */
  readonly authority: string;
  /** The text the seal is set over: electronic seal products find the place by it. Papers print 「（印章）」. */
  readonly keyword: string;
  /** Who ordered the seal, for the product's own log. */
  readonly orderedBy: string;
};

export type SealOutcome =
  | { readonly state: 'sealed'; readonly pdf: Buffer; readonly sealedBy: string }
  | { readonly state: 'awaiting-wet-seal' };

/** Why what the product gave back is not kept. */
export const sealFaults = [
  'seal-file-unreadable',
  'seal-file-not-read-in-time',
  'seal-file-unchanged',
  'seal-file-unsigned',
  'seal-file-other-pages',
  'seal-file-other-paper',
  'seal-file-changed-after',
  'seal-signature-unreadable',
  'seal-signature-broken',
  'seal-certificate-not-in-its-days',
  'seal-certificate-not-named',
  'seal-certificate-of-another',
] as const;
export type SealFault = (typeof sealFaults)[number];

export type SealAdapter = {
  readonly name: string;
  /** What its seals must be signed with, by authority and day; silent: not asked. */
  readonly certificates?: readonly SealCertificate[];
  /** @throws when the product cannot be reached; the paper stays unsealed and the job tries again */
  readonly seal: (request: SealRequest) => Promise<SealOutcome>;
};

/** The default: nothing is set by machine, the place stays marked on the paper. */
export const wetSeal: SealAdapter = {
  name: 'wet-seal',
  seal: async () => ({ state: 'awaiting-wet-seal' }),
};

export type ScannedBack =
  | {
      readonly pdf: Buffer;
      readonly sha256: string;
      readonly pages: number;
      /** Why nothing but somebody's eye says that it is this paper. */
      readonly byEye?: EyeNeeded;
      readonly pictures: PagePictures;
    }
  | {
      readonly fault:
        | 'scan-unreadable'
        | 'scan-has-fewer-pages'
        | 'scan-of-another-paper'
        | 'scan-out-of-order'
        | EyeNeeded;
    }
  | { readonly fault: 'scan-page-blank'; readonly blank: readonly number[] };

/** A code that was not seen; a paper that bears none, or has pages its code does not speak for. */
export type EyeNeeded = 'scan-not-recognised' | 'scan-not-compared';

export type ScanWish = {
  readonly pages: number;
  /** The code printed on the paper; silent of one that bears none. */
  readonly printed?: PrintedCode;
  /** Somebody compared it page by page with the paper, where the code does not say it all. */
  readonly compared?: boolean;
  /** It takes the place of no paper: a faded slip is what there is, and may show next to nothing. */
  readonly isProof?: boolean;
};

/** Takes the scan of the sealed print, an image or a PDF, as the sealed copy of a paper with so many pages. */
export const scanBack = async (
  scan: { readonly content: Uint8Array; readonly mediaType: string },
  { pages: paperPages, printed, compared = false, isProof = false }: ScanWish,
): Promise<ScannedBack> => {
  const wish = { mediaType: scan.mediaType, pages: paperPages, ...(printed && { printed }) };
  const read = await readScan(scan.content, wish);
  if ('fault' in read) return read;
  const { pdf, pages, seen } = read;
  if (seen === 'another') return { fault: 'scan-of-another-paper' };
  if (seen === 'out-of-order') return { fault: 'scan-out-of-order' };
  const pictures = isProof ? { pages: [] } : await pagePictures(pdf);
  const blank = blankPagesOf(pictures);
  if (blank.length > 0) return { fault: 'scan-page-blank', blank };
  const byEye = eyeNeeded(seen, pages);
  if (byEye !== undefined && !compared) return { fault: byEye };
  return { pdf, pages, sha256: createHash('sha256').update(pdf).digest('hex'), ...(byEye && { byEye }), pictures };
};

/** The code speaks for the page it stands on, and for nothing else. */
const eyeNeeded = (seen: ScanSeen | undefined, pages: number): EyeNeeded | undefined => {
  if (seen === 'unrecognised') return 'scan-not-recognised';
  return seen === undefined || pages > 1 ? 'scan-not-compared' : undefined;
};
