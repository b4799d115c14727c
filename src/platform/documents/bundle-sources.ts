/** What stands behind one entry of a bundle, made safe to merge: a sound PDF, or why there is none. */

import { EncryptedPDFError, PageSizes, PDFDict, PDFDocument, PDFName, type PDFPage } from './pdf-lib.ts';

export type BundleItem = {
  readonly title: string;
  readonly fileName: string;
  /** What the index says of it beside, such as that it holds no more. */
  readonly note?: string;
  readonly mediaType: string;
  /** As stored when the file came in, hexadecimal. */
  readonly sha256: string;
  /** Absent when the file itself is gone or kept apart; asked for when its turn has come, so that a large case is not held as a whole. */
  readonly content?: Uint8Array | (() => Promise<Uint8Array | undefined>);
};

/** `apart`: audio, video and other files that have no pages. */
export type UnprintedReason = 'damaged' | 'encrypted' | 'apart' | 'missing' | 'too-long' | 'slow';
export type BundleSource = { readonly document: PDFDocument } | { readonly unprinted: UnprintedReason };

const MOST_PAGES = 3000;
/** 15 mm in points. */
const MARGIN = 42.5;
const LONGEST_SIDE_PIXELS = 2600;
/** Beyond this a page is a trick and not a sheet of paper: 14,400 units are the format's own limit. */
const LONGEST_SIDE_UNITS = 14_400;

const isSheet = (page: PDFPage): boolean =>
  [page.getCropBox(), page.getMediaBox()].every(
    ({ width, height }) => width > 1 && height > 1 && width <= LONGEST_SIDE_UNITS && height <= LONGEST_SIDE_UNITS,
  );

/** Links and scripts of a foreign file have no place in a paper for court; what can be seen of a note stays. */
const disarm = (page: PDFPage): void => {
  page.node.delete(PDFName.of('AA'));
  const notes = page.node.Annots();
  for (let index = 0; index < (notes?.size() ?? 0); index++) {
    const note = notes?.lookup(index);
    if (!(note instanceof PDFDict)) continue;
    note.delete(PDFName.of('A'));
    note.delete(PDFName.of('AA'));
  }
};

/** Copies every page into a new file, writes and reads it again: what survives this will survive the merging. */
const soundCopy = async (content: Uint8Array): Promise<BundleSource> => {
  const source = await PDFDocument.load(content, { updateMetadata: false });
  if (source.getPageCount() > MOST_PAGES) return { unprinted: 'too-long' };
  const copy = await PDFDocument.create({ updateMetadata: false });
  for (const page of await copy.copyPages(source, source.getPageIndices())) {
    disarm(page);
    copy.addPage(page);
  }
  const document = await PDFDocument.load(await copy.save(), { updateMetadata: false });
  const sound = document.getPageCount() > 0 && document.getPages().every(isSheet);
  return sound ? { document } : { unprinted: 'damaged' };
};

const imagePage = async (content: Uint8Array): Promise<BundleSource> => {
  const { default: sharp } = await import('sharp');
  const { data, info } = await sharp(content, { failOn: 'error' })
    .rotate()
    .flatten({ background: '#ffffff' })
    .resize({ width: LONGEST_SIDE_PIXELS, height: LONGEST_SIDE_PIXELS, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 88 })
    .toBuffer({ resolveWithObject: true });
  const document = await PDFDocument.create({ updateMetadata: false });
  const [short, long] = PageSizes.A4;
  const lying = info.width > info.height;
  const page = document.addPage(lying ? [long, short] : [short, long]);
  const { width, height } = page.getSize();
  const scale = Math.min((width - 2 * MARGIN) / info.width, (height - 2 * MARGIN) / info.height, 1);
  const size = { width: info.width * scale, height: info.height * scale };
  const image = await document.embedJpg(data);
  page.drawImage(image, { ...size, x: (width - size.width) / 2, y: (height - size.height) / 2 });
  return { document };
};

/** Never throws for what is in a file: evidence comes from anywhere. */
export const readSource = async ({
  content,
  mediaType,
}: {
  readonly content: Uint8Array;
  readonly mediaType: string;
}): Promise<BundleSource> => {
  try {
    if (mediaType === 'application/pdf') return await soundCopy(content);
    return await imagePage(content);
  } catch (error) {
    return { unprinted: error instanceof EncryptedPDFError ? 'encrypted' : 'damaged' };
  }
};
