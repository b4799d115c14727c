/** Pages of a PDF as pictures, to be looked at side by side; drawn in the process papers are typeset in. */
import sharp from 'sharp';
import { isBlank } from './blank-page.ts';
import { PDFArray, PDFDict, PDFDocument, PDFName, PDFNumber, PDFRawStream, type PDFRef } from './pdf-lib.ts';
import { drawPage } from './typesetter.ts';

/** JPEG; silent where the page cannot be drawn. */
export type PagePicture = Buffer | undefined;

/** Nobody scans more of one paper; each page takes up to half a second. */
export const PICTURED = 60;
const WIDEST = 1_300;

/** In the words of the format; the last of several is the one the picture itself is packed with. */
const filterOf = ({ dict }: PDFRawStream): string | undefined => {
  const filter = dict.lookup(PDFName.of('Filter'));
  const names = filter instanceof PDFArray ? filter.asArray() : filter === undefined ? [] : [filter];
  return names.length > 1 ? undefined : String(names[0] ?? '');
};

const picturesIn = (document: PDFDocument): [PDFRef, PDFRawStream][] =>
  document.context
    .enumerateIndirectObjects()
    .filter(
      (entry): entry is [PDFRef, PDFRawStream] =>
        entry[1] instanceof PDFRawStream && entry[1].dict.get(PDFName.of('Subtype')) === PDFName.of('Image'),
    );

/** What a scanner of 600 dots an inch put there, as coarse as it will be shown; drawing it whole would take a minute. */
const coarser = async (document: PDFDocument, ref: PDFRef, picture: PDFRawStream): Promise<void> => {
  const { dict } = picture;
  const width = dict.lookup(PDFName.of('Width'));
  const isPlain = dict.get(PDFName.of('Decode')) === undefined && dict.get(PDFName.of('SMask')) === undefined;
  if (!isPlain || filterOf(picture) !== '/DCTDecode' || !(width instanceof PDFNumber) || width.asNumber() <= WIDEST)
    return;
  const { channels = 0 } = await sharp(picture.getContents()).metadata();
  if (channels !== 1 && channels !== 3) return;
  const { data, info } = await sharp(picture.getContents())
    .toColourspace('srgb')
    .resize({ width: WIDEST })
    .jpeg({ quality: 80 })
    .toBuffer({ resolveWithObject: true });
  const small = PDFDict.withContext(document.context);
  for (const [name, value] of Object.entries({
    Type: 'XObject',
    Subtype: 'Image',
    ColorSpace: 'DeviceRGB',
    Filter: 'DCTDecode',
  }))
    small.set(PDFName.of(name), PDFName.of(value));
  for (const [name, value] of Object.entries({ Width: info.width, Height: info.height, BitsPerComponent: 8 }))
    small.set(PDFName.of(name), PDFNumber.of(value));
  document.context.assign(ref, PDFRawStream.of(small, data));
};

const greyOf = async (picture: Buffer) => {
  const { data, info } = await sharp(picture).greyscale().raw().toBuffer({ resolveWithObject: true });
  const pixels = info.channels === 1 ? data : data.filter((_: number, i: number) => i % info.channels === 0);
  return { pixels, width: info.width, height: info.height };
};

const drawn = async (document: PDFDocument, index: number): Promise<PagePicture> => {
  const alone = await PDFDocument.create({ updateMetadata: false });
  for (const page of await alone.copyPages(document, [index])) alone.addPage(page);
  await alone.flush();
  const pictures = picturesIn(alone);
  for (const [ref, picture] of pictures) await coarser(alone, ref, picture);
  const shown = await drawPage(Buffer.from(await alone.save()));
  // What holds a picture in a format that is rarely read may only seem empty.
  const isSure = pictures.every(([, picture]) => ['/DCTDecode', '/FlateDecode', ''].includes(filterOf(picture) ?? '?'));
  return isSure || !isBlank(await greyOf(shown)) ? shown : undefined;
};

/** Of the first sixty pages. */
export const pagePictures = async (document: PDFDocument): Promise<PagePicture[]> => {
  await document.flush();
  const pictures: PagePicture[] = [];
  for (const index of document.getPageIndices().slice(0, PICTURED)) {
    // A foreign file may be odd in any way: then nobody is shown it, and says so.
    pictures.push(await drawn(document, index).catch(() => undefined));
  }
  return pictures;
};

/** Which pages have nothing on them, from one. */
export const blankPagesOf = async (pictures: readonly PagePicture[]): Promise<number[]> => {
  const blank: number[] = [];
  for (const [index, picture] of pictures.entries())
    if (picture !== undefined && isBlank(await greyOf(picture))) blank.push(index + 1);
  return blank;
};
