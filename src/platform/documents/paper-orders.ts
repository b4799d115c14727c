/** What the server and the process that opens foreign papers (paper-child.ts) have to agree about. */
import type { Bookmark } from './bookmarks.ts';
import type { UnprintedReason } from './bundle-sources.ts';
import type { PrintedCode, ScanSeen } from './scanned-paper.ts';
import type { SealExpected } from './seal-certificate.ts';
import type { SealJudged } from './sealed-file.ts';

/** By the number of the file in the order, from nought; silent of pages: all of them. */
export type Piece =
  | { readonly part: number; readonly pages?: readonly number[]; readonly isForeign?: true }
  /** `to-even`: only where what comes next would begin on the back of a sheet. */
  | { readonly blank: 'always' | 'to-even' };

export type Binding = {
  readonly title: string;
  readonly at: string;
  readonly pieces: readonly Piece[];
  /** The file whose pages are the strips below the pages of all pieces. */
  readonly stamps?: number;
  readonly bookmarks?: readonly Bookmark[];
};

export type ScanFault = 'scan-unreadable' | 'scan-has-fewer-pages';

/** What is asked, what is told and whether a PDF comes with it; the files themselves go beside. */
export type PaperActs = {
  read: {
    order: { readonly mediaType: string };
    answer: { readonly pages: number } | { readonly unprinted: UnprintedReason };
  };
  scan: {
    order: { readonly mediaType: string; readonly pages: number; readonly printed?: PrintedCode };
    answer: { readonly pages: number; readonly seen?: ScanSeen } | { readonly fault: ScanFault };
  };
  bind: { order: Binding; answer: { readonly pages: number } };
  judge: {
    order: Omit<SealExpected, 'at'> & { readonly at: string };
    answer: SealJudged;
  };
};

export type PaperAct = keyof PaperActs;
export type Answered<Act extends PaperAct> = {
  readonly told: PaperActs[Act]['answer'];
  /** Empty where nothing is to be kept. */
  readonly pdf: Buffer;
};
