import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import sharp from 'sharp';
import { scannedPdf, sheetWith } from '#test/scanned.ts';
import { blankPagesOf, createPageDrawer, pagePictures } from './page-pictures.ts';
import { PDFDocument } from './pdf-lib.ts';
import { closeTypesetter, typeset } from './typesetter.ts';

const load = (bytes: Uint8Array) => PDFDocument.load(bytes, { updateMetadata: false });
const emptySheet = (background: string) => sharp({ create: { width: 1240, height: 1754, channels: 3, background } });
const blankOf = async (sheets: readonly Buffer[]) => blankPagesOf(await pagePictures(await scannedPdf(sheets)));
const saved = async (document: PDFDocument): Promise<Buffer> => Buffer.from(await document.save());

const oddProcess = {
  process: new URL('./fixtures/odd-page-child.ts', import.meta.url),
  atOnce: 1,
  patienceMilliseconds: 60_000,
  startMilliseconds: 30_000,
  partMilliseconds: 1_000,
};
const drawOdd = createPageDrawer(oddProcess);
const odd = async (instructions: object) => await drawOdd(Buffer.from(JSON.stringify(instructions)));
const saidOn = ({ pages }: Awaited<ReturnType<typeof odd>>) => pages.map((page) => page?.jpeg.toString());

test('a page is drawn as it lies, from scanners and from programs alike', async () => {
  const document = await load(await scannedPdf([await sheetWith(undefined)]));
  const page = document.addPage([595, 842]);
  page.drawText('1', { x: 300, y: 20, size: 11 });
  page.drawText('Page', { x: 100, y: 700, size: 11 });
  const pictures = await pagePictures(await saved(document));
  const [scan, written] = pictures.pages;
  assert.ok(scan && written);
  const { width, height, format } = await sharp(scan.jpeg).metadata();
  assert.deepEqual([width, height, format], [875, 1240, 'jpeg']);
  assert.deepEqual(blankPagesOf(pictures), []);
  assert.equal(pictures.slowFrom, undefined);
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
  document.addPage([300, 300]).drawText('Page', { x: 50, y: 100, size: 40 });
  const { pages } = await pagePictures(await saved(document));
  assert.deepEqual(
    pages.map((picture) => picture !== undefined),
    [true, false, true],
  );
  assert.deepEqual(await pagePictures(Buffer.from('%PDF-1.7 and then nothing')), { pages: [] });
});

test('a page that takes too long ends the drawing of its document, and the next document is drawn', async () => {
  const slow = await odd({ pages: 5, hangAt: 2 });
  assert.deepEqual([saidOn(slow), slow.slowFrom], [['page 1', 'page 2'], 3]);
  const never = createPageDrawer({ ...oddProcess, startMilliseconds: 300 });
  assert.deepEqual(await never(Buffer.from('{"pages":2,"hangAt":-1}')), { pages: [], slowFrom: 1 });
  const whole = createPageDrawer({ ...oddProcess, patienceMilliseconds: 1_500 });
  const many = await whole(Buffer.from('{"pages":60,"eachMilliseconds":200}'));
  assert.equal(many.slowFrom, many.pages.length + 1, 'each in time, and all of them too long');
  assert.deepEqual(saidOn(await odd({ pages: 2 })), ['page 1', 'page 2']);
});

test('papers are typeset while a foreign page hangs', async () => {
  const drawing = odd({ pages: 2, hangAt: 0 });
  const waited = createPageDrawer({ ...oddProcess, partMilliseconds: 30_000 });
  const hanging = waited(Buffer.from('{"pages":2,"hangAt":0,"hangMilliseconds":8000}'));
  let isOver = false;
  void hanging.then(() => {
    isOver = true;
  });
  const options = { at: new Date(0), lang: 'zh' } as const;
  assert.ok(await typeset('platform/documents/fixtures/plain.typ', { title: '题', text: '' }, options));
  assert.equal(isOver, false);
  await closeTypesetter();
  assert.deepEqual([saidOn(await drawing), (await drawing).slowFrom], [[], 1]);
  await hanging;
});

test('a page that ends the process is left out, three of them at most', async () => {
  assert.deepEqual(saidOn(await odd({ pages: 4, dieAt: [1] })), ['page 1', undefined, 'page 3', 'page 4']);
  assert.deepEqual(saidOn(await odd({ pages: 9, dieAt: [0, 1, 2, 3, 4] })), [undefined, undefined, undefined]);
  assert.deepEqual(saidOn(await odd({ pages: 2, dieAt: [1] })), ['page 1', undefined]);
});

test('what draws a page may read the program and nothing else, and is another process for each document', async () => {
  const probe = async () => JSON.parse(String((await odd({ pages: 1, probe: import.meta.dirname })).pages[0]?.jpeg));
  const [one, other] = [await probe(), await probe()];
  assert.deepEqual(one.refused, ['ERR_ACCESS_DENIED', 'ERR_ACCESS_DENIED', 'ERR_ACCESS_DENIED']);
  assert.deepEqual(one.environment, ['MALLOC_ARENA_MAX']);
  assert.notEqual(one.process, other.process);
  await pause(50);
  assert.throws(() => process.kill(one.process, 0), { code: 'ESRCH' });
});
