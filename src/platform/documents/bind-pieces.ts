import { addBookmarks } from './bookmarks.ts';
import { readSource } from './bundle-sources.ts';
import { stampPage } from './page-stamp.ts';
import type { Answered, Binding } from './paper-orders.ts';
import { PDFDocument } from './pdf-lib.ts';

const A4: [number, number] = [595.28, 841.89];

const opened = async (file: Uint8Array, isForeign: boolean): Promise<PDFDocument> => {
  if (!isForeign) return await PDFDocument.load(file, { updateMetadata: false });
  const source = await readSource({ content: file, mediaType: 'application/pdf' });
  if ('unprinted' in source) throw new Error(`a paper that cannot be printed: ${source.unprinted}`);
  return source.document;
};

/** Pages of many files, one after the other, as one file. */
export const bindPieces = async (
  { title, at, pieces, stamps, bookmarks }: Binding,
  files: readonly Buffer[],
): Promise<Answered<'bind'>> => {
  const bound = await PDFDocument.create({ updateMetadata: false });
  const known = new Map<number, PDFDocument>();
  for (const piece of pieces) {
    if ('blank' in piece) {
      if (piece.blank === 'always' || bound.getPageCount() % 2 === 1) bound.addPage(A4);
      continue;
    }
    const from =
      known.get(piece.part) ?? (await opened(files[piece.part] ?? new Uint8Array(), piece.isForeign === true));
    known.set(piece.part, from);
    const pages = piece.pages === undefined ? from.getPageIndices() : [...piece.pages];
    for (const page of await bound.copyPages(from, pages)) bound.addPage(page);
  }
  if (stamps !== undefined) await stampAll(bound, files[stamps] ?? new Uint8Array());
  if (bookmarks !== undefined) addBookmarks(bound, bookmarks);
  bound.setTitle(title.toWellFormed());
  bound.setCreationDate(new Date(at));
  bound.setModificationDate(new Date(at));
  return { told: { pages: bound.getPageCount() }, pdf: Buffer.from(await bound.save()) };
};

const stampAll = async (bound: PDFDocument, strips: Uint8Array): Promise<void> => {
  const drawn = await bound.embedPdf(strips, bound.getPageIndices());
  for (const [index, page] of bound.getPages().entries()) {
    const strip = drawn[index];
    if (strip) stampPage(page, strip);
  }
};
