/** Whether a scan is of the paper it was handed in for, by the code that is printed on it; straightened where it lies. */
import sharp, { type Sharp } from 'sharp';
import { ownCode } from './own-code.ts';
import type { PDFDocument, PDFPage } from './pdf-lib.ts';
import { decodePDFRawStream, degrees, PDFArray, PDFDict, PDFName, PDFNumber, PDFRawStream } from './pdf-lib.ts';
import { type GreyPage, seeCode } from './qr-on-page.ts';

/** The words of the code on a paper, and on which of its pages it stands, from nought. */
export type PrintedCode = { readonly code: string; readonly page: number };

export type ScanSeen = 'this' | 'another' | 'out-of-order' | 'unrecognised';

/** Fine enough for the smallest code on paper, whatever the camera took. */
const LOOKED_AT = 2_400;
/** Nobody scans more of one paper; each page takes up to a second. */
const LOOKED_THROUGH = 60;

const greyOf = async (image: Sharp): Promise<GreyPage> => {
  const { data, info } = await image
    .flatten({ background: '#ffffff' })
    .greyscale()
    .resize({ width: LOOKED_AT, height: LOOKED_AT, fit: 'inside', withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const pixels = info.channels === 1 ? data : data.filter((_: number, i: number) => i % info.channels === 0);
  return { pixels, width: info.width, height: info.height };
};

/** The picture a scanner put on a page: of JPEG only, which nearly all of them write. */
const pictureOn = (document: PDFDocument, page: PDFPage): Uint8Array | undefined => {
  const { context } = document;
  const resources = context.lookup(page.node.Resources());
  const objects = resources instanceof PDFDict ? context.lookup(resources.get(PDFName.of('XObject'))) : undefined;
  if (!(objects instanceof PDFDict)) return undefined;
  let largest: { size: number; content: Uint8Array } | undefined;
  for (const [, ref] of objects.entries()) {
    const object = context.lookup(ref);
    if (!(object instanceof PDFRawStream)) continue;
    const filter = context.lookup(object.dict.get(PDFName.of('Filter')));
    const [only, more] = filter instanceof PDFArray ? filter.asArray() : [filter];
    const width = context.lookup(object.dict.get(PDFName.of('Width')));
    if (String(only) !== '/DCTDecode' || more !== undefined || !(width instanceof PDFNumber)) continue;
    if (largest === undefined || width.asNumber() > largest.size)
      largest = { size: width.asNumber(), content: object.getContents() };
  }
  return largest?.content;
};

/** A page that turns its picture itself stands upright by its own means. */
const turnsItself = (document: PDFDocument, page: PDFPage): boolean => {
  const { context } = document;
  const contents = context.lookup(page.node.get(PDFName.of('Contents')));
  const parts = contents instanceof PDFArray ? contents.asArray().map((one) => context.lookup(one)) : [contents];
  return parts.some((part) => {
    if (!(part instanceof PDFRawStream)) return false;
    const text = Buffer.from(decodePDFRawStream(part).decode()).toString('latin1');
    return [...text.matchAll(/[-\d.]+\s+([-\d.]+)\s+([-\d.]+)\s+[-\d.]+\s+[-\d.]+\s+[-\d.]+\s+cm\b/gu)].some(
      ([, b, c]) => Math.abs(Number(b)) > 0.01 || Math.abs(Number(c)) > 0.01,
    );
  });
};

/**
 * Looks at every page of the scan. `page`: where the paper itself has its code, of so many `pages`; the page that bears it is turned
 * where it lies on its side or stands on its head. What nobody can tell, such as a picture in another format, is `unrecognised`.
 */
export const seeScan = async (
  document: PDFDocument,
  { code, page: place, pages }: PrintedCode & { readonly pages: number },
): Promise<ScanSeen> => {
  const own = ownCode(code);
  let so: ScanSeen = 'unrecognised';
  // A picture just put on a page is no object of the file before this.
  await document.flush();
  for (const [index, page] of document.getPages().slice(0, LOOKED_THROUGH).entries()) {
    const picture = pictureOn(document, page);
    const grey = picture === undefined ? undefined : await greyOf(sharp(picture)).catch(() => undefined);
    const seen = grey === undefined ? undefined : seeCode(grey, own);
    // A page of another paper of ours has no place behind this one either.
    if (seen?.found === 'another') return 'another';
    if (seen?.found !== 'this') continue;
    if (!turnsItself(document, page)) page.setRotation(degrees(((4 - seen.quarterTurns) * 90) % 360));
    so = document.getPageCount() === pages && index !== place ? 'out-of-order' : 'this';
  }
  return so;
};
