import { PDFArray, PDFDict, PDFDocument, PDFName, type PDFObject, PDFRawStream, PDFRef } from '../documents/pdf-lib.ts';
import { withoutSegments } from './jpeg-segments.ts';

const name = (text: string): PDFName => PDFName.of(text);

/**
 * Members that describe instead of showing, wherever they stand: XMP packets, what programs keep for themselves, geography
 * (ISO 32000-2, 12.10), attached files, and what a document would do by itself when it is opened.
 */
const describing = [
  ...['Metadata', 'PieceInfo', 'LastModified', 'LGIDict', 'VP', 'Measure', 'PtData', 'GPTS', 'AF'],
  ...['EmbeddedFiles', 'JavaScript', 'OpenAction', 'AA'],
].map(name);

const gone = new Set(['Metadata', 'EmbeddedFile', 'Filespec']);

const textOf = (object: PDFObject | undefined): string => (object instanceof PDFName ? object.decodeText() : '');

/** The pages of a PDF as they are, without what describes the file, its maker or the places of its photographs. @throws when it cannot be read */
export const withoutDescriptions = async (pdf: Buffer): Promise<{ readonly clean: Buffer; readonly pages: number }> => {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  // A reader this forgiving makes a document of anything.
  if (document.getPageCount() === 0) throw new Error('a document without pages');
  const { context } = document;
  const { Info } = context.trailerInfo;
  if (Info instanceof PDFRef) context.delete(Info);
  delete context.trailerInfo.Info;
  for (const [ref, object] of context.enumerateIndirectObjects()) {
    if (gone.has(textOf(dictOf(object)?.get(name('Type'))))) context.delete(ref);
    else {
      forget(object);
      if (object instanceof PDFRawStream && isJpeg(object)) {
        const bare = withoutSegments(Buffer.from(object.contents));
        if (bare !== undefined) context.assign(ref, PDFRawStream.of(object.dict, bare));
      }
    }
  }
  const clean = Buffer.from(await document.save({ addDefaultPage: false, updateFieldAppearances: false }));
  return { clean, pages: document.getPageCount() };
};

const dictOf = (object: PDFObject): PDFDict | undefined =>
  object instanceof PDFDict ? object : object instanceof PDFRawStream ? object.dict : undefined;

/** Depth is bounded: indirect objects come one by one, and what is nested directly is shallow in any honest file. */
const forget = (object: PDFObject, depth = 0): void => {
  if (depth > 50) throw new Error('nested beyond any reason');
  if (object instanceof PDFArray) for (const one of object.asArray()) forget(one, depth + 1);
  const dict = dictOf(object);
  if (dict === undefined) return;
  for (const key of describing) dict.delete(key);
  for (const one of dict.values()) forget(one, depth + 1);
};

/** Only where the JPEG lies there as it is: one wrapped in another filter was made by a program, not by a camera. */
const isJpeg = ({ dict }: PDFRawStream): boolean => {
  const filter = dict.lookup(name('Filter'));
  const only = filter instanceof PDFArray ? (filter.size() === 1 ? filter.lookup(0) : undefined) : filter;
  return textOf(only) === 'DCTDecode';
};
