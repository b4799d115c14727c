import { type PDFDocument, PDFHexString, PDFName, PDFNull, PDFNumber, type PDFRef } from './pdf-lib.ts';

export type Bookmark = { readonly title: string /** From 0. */; readonly page: number };

/** A flat table of contents in the reader's side panel (ISO 32000-1 §12.3.3). */
export const addBookmarks = (document: PDFDocument, bookmarks: readonly Bookmark[]): void => {
  const { context, catalog } = document;
  const pages = document.getPages();
  const root = context.nextRef();
  const refs = bookmarks.map(() => context.nextRef());
  const linked = (name: 'Prev' | 'Next', ref: PDFRef | undefined) => (ref ? { [name]: ref } : {});
  for (const [index, { title, page }] of bookmarks.entries()) {
    const [ref, target] = [refs[index], pages[page]];
    if (!ref || !target) continue;
    const entry = context.obj({
      Parent: root,
      Dest: [target.ref, PDFName.of('XYZ'), PDFNull, PDFNull, PDFNull],
      ...linked('Prev', refs[index - 1]),
      ...linked('Next', refs[index + 1]),
    });
    entry.set(PDFName.of('Title'), PDFHexString.fromText(title));
    context.assign(ref, entry);
  }
  const [first, last] = [refs.at(0), refs.at(-1)];
  if (!first || !last) return;
  const outline = context.obj({ First: first, Last: last });
  outline.set(PDFName.of('Type'), PDFName.of('Outlines'));
  outline.set(PDFName.of('Count'), PDFNumber.of(refs.length));
  context.assign(root, outline);
  catalog.set(PDFName.of('Outlines'), root);
  catalog.set(PDFName.of('PageMode'), PDFName.of('UseOutlines'));
};
