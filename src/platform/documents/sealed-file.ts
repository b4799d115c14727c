/** Whether what a seal product gave back is the paper it was sent, and signed. Whose certificate it bears is not asked here. */
import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  type PDFObject,
  PDFRawStream,
} from './pdf-lib.ts';
import type { SealFault } from './seal.ts';

export type SealJudged = { readonly pages: number } | { readonly fault: SealFault };

const open = (pdf: Buffer): Promise<PDFDocument> => PDFDocument.load(pdf, { updateMetadata: false });

/** Products append to the file they are sent, or write it anew; in both, each page still draws what it drew. */
export const judgeSealed = async (sent: Buffer, back: Buffer): Promise<SealJudged> => {
  if (back.equals(sent)) return { fault: 'seal-file-unchanged' };
  const paper = await open(sent);
  const pages = paper.getPageCount();
  try {
    const sealed = await open(back);
    if (sealed.getPageCount() !== pages) return { fault: 'seal-file-other-pages' };
    if (!drawsTheSame(paper, sealed)) return { fault: 'seal-file-other-paper' };
  } catch {
    return { fault: 'seal-file-unreadable' };
  }
  return isSigned(back) ? { pages } : { fault: 'seal-file-unsigned' };
};

const RANGE = /\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/gu;

/** A signature over the file (ISO 32000-1, 12.8.1): all bytes but its own value, which stands between the two ranges. */
const isSigned = (pdf: Buffer): boolean =>
  [...pdf.toString('latin1').matchAll(RANGE)].some((range) => {
    const [start = 0, length = 0, next = 0, rest = 0] = range.slice(1).map(Number);
    const value = pdf.subarray(start + length, next).toString('latin1');
    // What is appended after a signature, such as its proof of validity, lies beyond it.
    const covered = next + rest;
    const isWithin = start === 0 && length < next && covered > range.index && covered <= pdf.length;
    return isWithin && /^<[\da-f\s]+>$/iu.test(value) && /[1-9a-f]/iu.test(value);
  });

/** What the pages draw, and the letters that their glyphs stand for: glyphs are numbered anew in every file. */
const drawsTheSame = (paper: PDFDocument, sealed: PDFDocument): boolean => {
  const after = sealed.getPages();
  const isDrawn = paper.getPages().every((page, index) => {
    const drawn = contentOf(sealed, after[index]?.node.Contents());
    return drawn.includes(contentOf(paper, page.node.Contents()).trim());
  });
  const letters = lettersOf(sealed);
  return isDrawn && lettersOf(paper).every((one) => letters.includes(one));
};

const contentOf = ({ context }: PDFDocument, contents: PDFObject | undefined): string =>
  (contents instanceof PDFArray ? contents.asArray() : [contents])
    .map((part) => textOf(context.lookup(part)))
    .join('\n');

const lettersOf = ({ context }: PDFDocument): string[] =>
  context.enumerateIndirectObjects().flatMap(([, object]) => {
    const letters = object instanceof PDFDict ? object.get(PDFName.of('ToUnicode')) : undefined;
    return letters === undefined ? [] : [textOf(context.lookup(letters)).trim()];
  });

const textOf = (object: PDFObject | undefined): string =>
  object instanceof PDFRawStream ? Buffer.from(decodePDFRawStream(object).decode()).toString('latin1') : '';
