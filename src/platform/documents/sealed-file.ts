/** Whether what a seal product gave back is the paper it was sent, signed over all of it, by whom the bureau named. */
import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  type PDFObject,
  PDFRawStream,
} from './pdf-lib.ts';
import { type CertificateFault, certificateFault, type FileSignature, type SealExpected } from './seal-certificate.ts';

export type SealJudged = { readonly pages: number } | CertificateFault;

const open = (pdf: Buffer): Promise<PDFDocument> => PDFDocument.load(pdf, { updateMetadata: false });

/** Products append to the file they are sent, or write it anew; in both, each page still draws what it drew. */
export const judgeSealed = async (sent: Buffer, back: Buffer, expected: SealExpected): Promise<SealJudged> => {
  if (back.equals(sent)) return { fault: 'seal-file-unchanged' };
  const paper = await open(sent);
  const pages = paper.getPageCount();
  const last = signaturesIn(back).findLast(({ isTimeStamp }) => !isTimeStamp);
  try {
    const sealed = await open(back);
    if (sealed.getPageCount() !== pages) return { fault: 'seal-file-other-pages' };
    if (!drawsTheSame(paper, sealed)) return { fault: 'seal-file-other-paper' };
    // Proof of validity may be appended to what was signed, but nothing that shows.
    if (last !== undefined && last.until < back.length && !(await showsTheSame(back.subarray(0, last.until), sealed)))
      return { fault: 'seal-file-changed-after' };
  } catch {
    return { fault: 'seal-file-unreadable' };
  }
  if (last === undefined) return { fault: 'seal-file-unsigned' };
  return certificateFault(last, expected) ?? { pages };
};

const RANGE = /\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/gu;
const CMS_FORM = /\/SubFilter\s*\/(?:adbe\.pkcs7\.detached|ETSI\.CAdES\.detached)/u;

type Signature = FileSignature & { readonly until: number; readonly isTimeStamp: boolean };

/** Signatures over the file (ISO 32000-1, 12.8.1): all bytes but their own value, which stands between the two ranges; least first. */
const signaturesIn = (pdf: Buffer): Signature[] => {
  const text = pdf.toString('latin1');
  return [...text.matchAll(RANGE)]
    .flatMap((range): Signature[] => {
      const [start = 0, length = 0, next = 0, rest = 0] = range.slice(1).map(Number);
      const value = text.slice(start + length, next);
      const until = next + rest;
      const isWithin = start === 0 && length < next && until > range.index && until <= pdf.length;
      if (!isWithin || !/^<[\da-f\s]+>$/iu.test(value) || !/[1-9a-f]/iu.test(value)) return [];
      const dictionary =
        text.slice(text.lastIndexOf(' obj', range.index), range.index) + text.slice(next, next + 2_000);
      return [
        {
          value: Buffer.from(value.replaceAll(/[<>\s]/gu, ''), 'hex'),
          signed: Buffer.concat([pdf.subarray(0, length), pdf.subarray(next, until)]),
          isCms: CMS_FORM.test(dictionary),
          isTimeStamp: /\/SubFilter\s*\/ETSI\.RFC3161/u.test(dictionary),
          until,
        },
      ];
    })
    .sort((a, b) => a.until - b.until);
};

/** Pages, and what lies on them, as they were when it was signed. */
const showsTheSame = async (signed: Buffer, sealed: PDFDocument): Promise<boolean> => {
  const then = await open(signed);
  const after = sealed.getPages();
  return then.getPages().every(({ node }, index) => shown(then, node) === shown(sealed, after[index]?.node));
};

const shown = (document: PDFDocument, page: PDFDict | undefined): string => {
  const { context } = document;
  const notes = context.lookup(page?.get(PDFName.of('Annots')));
  const on = notes instanceof PDFArray ? notes.asArray().map((one) => String(context.lookup(one))) : [];
  return [String(page), contentOf(document, page?.get(PDFName.of('Contents'))), ...on].join('\n');
};

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
