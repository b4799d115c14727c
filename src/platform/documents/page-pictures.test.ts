import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import sharp from 'sharp';
import { scannedPdf, sheetWith } from '#test/scanned.ts';
import { blankPagesOf, pagePictures } from './page-pictures.ts';
import { PDFDocument } from './pdf-lib.ts';
import { closeTypesetter } from './typesetter.ts';

after(closeTypesetter);

const load = (bytes: Uint8Array) => PDFDocument.load(bytes, { updateMetadata: false });
const emptySheet = (background: string) => sharp({ create: { width: 1240, height: 1754, channels: 3, background } });
const blankOf = async (sheets: readonly Buffer[]) =>
  blankPagesOf(await pagePictures(await load(await scannedPdf(sheets))));

test('a page is drawn as it lies, from scanners and from programs alike', async () => {
  const document = await load(await scannedPdf([await sheetWith(undefined)]));
  const page = document.addPage([595, 842]);
  page.drawText('1', { x: 300, y: 20, size: 11 });
  page.drawText('Page', { x: 100, y: 700, size: 11 });
  const [scan, written] = await pagePictures(document);
  assert.ok(scan && written);
  const { width, height, format } = await sharp(scan).metadata();
  assert.deepEqual([width, height, format], [875, 1240, 'jpeg']);
  assert.deepEqual(await blankPagesOf([scan, written]), []);
});

test('an empty sheet is told, white, grey with dust or under the shadow of the lid; one with a faint seal or two letters is none', async () => {
  const white = await emptySheet('#ffffff').jpeg().toBuffer();
  const over = (svg: string) =>
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="1240" height="1754">${svg}</svg>`);
  const dusty = await emptySheet('#d9d6cf')
    .composite([
      {
        input: over(
          '<defs><linearGradient id="g"><stop offset="0" stop-color="#000" stop-opacity=".45"/><stop offset=".3" stop-color="#000" stop-opacity="0"/></linearGradient></defs><rect width="1240" height="1754" fill="url(#g)"/><circle cx="300" cy="400" r="2"/><circle cx="900" cy="1200" r="3"/><rect x="0" y="0" width="14" height="1754"/>',
        ),
      },
    ])
    .jpeg({ quality: 60 })
    .toBuffer();
  assert.deepEqual(await blankOf([white, await sheetWith(undefined), dusty]), [1, 3]);
  const seal = await emptySheet('#f4f2ee')
    .composite([{ input: over('<circle cx="860" cy="1290" r="110" fill="none" stroke="#e8a0a0" stroke-width="8"/>') }])
    .jpeg()
    .toBuffer();
  const line = await emptySheet('#ffffff')
    .composite([
      { input: over('<rect x="560" y="1600" width="16" height="20"/><rect x="590" y="1600" width="16" height="20"/>') },
    ])
    .jpeg()
    .toBuffer();
  assert.deepEqual(await blankOf([seal, line]), []);
});

test('a page nobody can draw is left out, and the others are shown', async () => {
  const document = await load(await scannedPdf([await sheetWith(undefined)]));
  document.addPage([2, 14_000]);
  const pictures = await pagePictures(document);
  assert.deepEqual(
    pictures.map((picture) => picture !== undefined),
    [true, false],
  );
});
