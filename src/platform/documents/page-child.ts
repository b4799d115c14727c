/**
 * The process the pages of one PDF are drawn in (throw-away-process.ts), a scan from anywhere or what it is compared with. On
 * standard input the page to begin with (4 bytes, from nought), then the PDF; on standard output the number of its pages (4
 * bytes), then page by page what it is (1 byte), the length of its JPEG (4 bytes) and the JPEG, none where it cannot be drawn.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import sharp from 'sharp';
import { NOT_READABLE, writeOut } from '../files/throw-away-child.ts';
import { isBlank } from './blank-page.ts';
import { fontFolders } from './fonts.ts';
import { PICTURED, pageKinds } from './page-pictures-format.ts';
import { PDFArray, PDFDict, PDFDocument, PDFName, PDFNumber, PDFRawStream, type PDFRef } from './pdf-lib.ts';

const WIDEST = 1_300;
const DOTS_AN_INCH = 150;

const workspace = fileURLToPath(new URL('../../', import.meta.url));
const template = `${workspace}platform/documents/page-picture.typ`;
/** The address the template names; nothing lies there but while a page is drawn. */
const drawnPage = `${workspace}platform/documents/page.pdf`;

sharp.cache(false);

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

const compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontPaths: fontFolders() }] });

const pictureOf = async (page: Uint8Array): Promise<Buffer> => {
  compiler.mapShadow(drawnPage, Buffer.from(page));
  try {
    const { result } = compiler.compile({ mainFilePath: template, inputs: {} });
    if (!result) throw new Error('the compiler made nothing');
    return await sharp(Buffer.from(compiler.svg(result)), { density: DOTS_AN_INCH, unlimited: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 72 })
      .toBuffer();
  } finally {
    compiler.unmapShadow(drawnPage);
    compiler.evictCache(1);
  }
};

type Drawn = { readonly kind: number; readonly jpeg?: Buffer };

const drawn = async (document: PDFDocument, index: number): Promise<Drawn> => {
  const alone = await PDFDocument.create({ updateMetadata: false });
  for (const page of await alone.copyPages(document, [index])) alone.addPage(page);
  await alone.flush();
  const pictures = picturesIn(alone);
  for (const [ref, picture] of pictures) await coarser(alone, ref, picture);
  const jpeg = await pictureOf(await alone.save());
  if (!isBlank(await greyOf(jpeg))) return { kind: pageKinds.shown, jpeg };
  // What holds a picture in a format that is rarely read may only seem empty.
  const isSure = pictures.every(([, picture]) => ['/DCTDecode', '/FlateDecode', ''].includes(filterOf(picture) ?? '?'));
  return isSure ? { kind: pageKinds.blank, jpeg } : { kind: pageKinds.undrawn };
};

const opened = async (pdf: Buffer): Promise<PDFDocument> => {
  const loaded = await PDFDocument.load(pdf, { updateMetadata: false });
  // Read here: what has no pages at all throws only when it is asked for them.
  loaded.getPageIndices();
  return loaded;
};

const whole = readFileSync(0);
const document = await opened(whole.subarray(4)).catch(() => process.exit(NOT_READABLE));
const count = Buffer.alloc(4);
count.writeUInt32BE(document.getPageCount());
writeOut(count);
for (const index of document.getPageIndices().slice(whole.readUInt32BE(0), PICTURED)) {
  // A foreign file may be odd in any way: then nobody is shown it, and says so.
  const { kind, jpeg = Buffer.alloc(0) }: Drawn = await drawn(document, index).catch(() => ({
    kind: pageKinds.undrawn,
  }));
  const head = Buffer.alloc(5);
  head.writeUInt8(kind);
  head.writeUInt32BE(jpeg.length, 1);
  writeOut(Buffer.concat([head, jpeg]));
}
process.exit(0);
