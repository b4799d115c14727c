import sharp from 'sharp';
import { PDFDocument } from '#platform/documents/pdf-lib.ts';
import { qrDrawing } from '#platform/documents/qr.ts';

/** A sheet as a scanner of 150 dots an inch sees it: lines of writing, a seal, and the code of the paper where there is one. */
export const sheetWith = async (code: string | undefined, beside?: string): Promise<Buffer> => {
  const [width, height] = [1240, 1754];
  const lines = Array.from({ length: 22 }, (_, i) => {
    const words = Array.from(
      { length: 26 },
      (__, j) => `<rect x="${180 + j * 34}" y="${260 + i * 48}" width="${18 + ((i * 7 + j * 5) % 13)}" height="22"/>`,
    );
    return words.join('');
  });
  const seal = '<circle cx="860" cy="1290" r="110" fill="none" stroke="#c22" stroke-width="8"/>';
  const sheet = Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#f4f2ee"/>${lines.join('')}${seal}</svg>`,
  );
  const squares = async (words: string, left: number) => ({
    input: await sharp(Buffer.from(qrDrawing(words)))
      .resize(150)
      .png()
      .toBuffer(),
    left,
    top: 1500,
  });
  const over = [
    ...(code === undefined ? [] : [await squares(code, 980)]),
    ...(beside === undefined ? [] : [await squares(beside, 140)]),
  ];
  return await sharp(sheet).composite(over).jpeg({ quality: 70 }).toBuffer();
};

/** As scanners write it: one picture a page. */
export const scannedPdf = async (sheets: readonly Buffer[]): Promise<Buffer> => {
  const document = await PDFDocument.create({ updateMetadata: false });
  for (const sheet of sheets) {
    const picture = await document.embedJpg(sheet);
    const page = document.addPage([(picture.width * 72) / 150, (picture.height * 72) / 150]);
    page.drawImage(picture, { x: 0, y: 0, ...page.getSize() });
  }
  return Buffer.from(await document.save());
};
