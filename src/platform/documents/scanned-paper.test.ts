import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import sharp from 'sharp';
import { scannedPdf, sheetWith } from '#test/scanned.ts';
import { PDFDocument } from './pdf-lib.ts';
import { scanBack } from './seal.ts';
import { closeTypesetter } from './typesetter.ts';

after(closeTypesetter);

const code = 'https://12315.example.gov.cn/papers/7Q2M-KX4D-90TR-H8WA';
const another = 'https://12315.example.gov.cn/papers/7Q2M-9B3C-X1YZ-44KD';
const pdf = 'application/pdf';

const handedIn = async (
  content: Buffer,
  more: { mediaType?: string; pages?: number; page?: number; compared?: true } = {},
) => {
  const { mediaType = pdf, pages = 1, page = pages - 1, compared = false } = more;
  const back = await scanBack({ content, mediaType }, { pages, printed: { code, page }, compared });
  if ('fault' in back) return back.fault;
  const document = await PDFDocument.load(back.pdf, { updateMetadata: false });
  return document.getPages().map((one) => one.getRotation().angle);
};

test('a scan of the paper is kept as it is, as picture or as file, a little askew, dim or coarse', async () => {
  const sheet = await sheetWith(code);
  assert.deepEqual(await handedIn(await scannedPdf([sheet])), [0]);
  assert.deepEqual(await handedIn(sheet, { mediaType: 'image/jpeg' }), [0]);
  const askew = await sharp(sheet).rotate(4, { background: '#dddddd' }).jpeg({ quality: 50 }).toBuffer();
  assert.deepEqual(await handedIn(askew, { mediaType: 'image/jpeg' }), [0]);
  const dim = await sharp(sheet).linear(0.5, 30).blur(1).resize(1000).jpeg().toBuffer();
  assert.deepEqual(await handedIn(await scannedPdf([dim])), [0]);
});

test('one that lies on its side or stands on its head is turned', async () => {
  const sheet = await sheetWith(code);
  for (const turned of [90, 180, 270]) {
    const lying = await sharp(sheet).rotate(turned).jpeg().toBuffer();
    assert.deepEqual(await handedIn(await scannedPdf([lying])), [360 - turned], String(turned));
  }
});

test('the paper of another case is not kept, not even behind this one, whoever says it was compared', async () => {
  const [own, other] = [await sheetWith(code), await sheetWith(another)];
  assert.equal(await handedIn(await scannedPdf([other])), 'scan-of-another-paper');
  assert.equal(await handedIn(other, { mediaType: 'image/jpeg', compared: true }), 'scan-of-another-paper');
  assert.equal(await handedIn(await scannedPdf([own, other])), 'scan-of-another-paper');
});

test('a code that is none of ours, on a receipt behind the paper or the label of a parcel, refuses nothing', async () => {
  // As long as ours: the label of a parcel, another service of the same host, a page of ours that is no paper.
  const label = 'https://parcels.example.com/way/bill?n=SF14420268817';
  const otherPath = 'https://12315.example.gov.cn/answer/7Q2M-9B3C-X1YZ-44KD';
  assert.deepEqual(await handedIn(await sheetWith(code, label), { mediaType: 'image/jpeg' }), [0]);
  const own = await sheetWith(code);
  assert.deepEqual(await handedIn(await scannedPdf([own, await sheetWith(label)]), { compared: true }), [0, 0]);
  for (const foreign of [label, otherPath]) {
    const sheet = await sheetWith(foreign);
    assert.equal(await handedIn(sheet, { mediaType: 'image/jpeg' }), 'scan-not-recognised', foreign);
    assert.deepEqual(await handedIn(sheet, { mediaType: 'image/jpeg', compared: true }), [0], foreign);
  }
});

test('two pages swapped are told; a list or an aid behind the page with the code is in its place', async () => {
  const [plain, own] = [await sheetWith(undefined), await sheetWith(code)];
  assert.deepEqual(await handedIn(await scannedPdf([plain, own]), { pages: 2, compared: true }), [0, 0]);
  assert.equal(await handedIn(await scannedPdf([own, plain]), { pages: 2 }), 'scan-out-of-order');
  assert.deepEqual(await handedIn(await scannedPdf([own, plain]), { pages: 2, page: 0, compared: true }), [0, 0]);
  assert.equal(await handedIn(await scannedPdf([own]), { pages: 2 }), 'scan-has-fewer-pages');
});

test('where no code is to be seen somebody compares it by eye', async () => {
  const wrong = await scannedPdf([await sheetWith(undefined)]);
  assert.equal(await handedIn(wrong), 'scan-not-recognised');
  assert.deepEqual(await handedIn(wrong, { compared: true }), [0]);
  for (const [compared, so] of [
    [false, 'scan-not-compared'],
    [true, undefined],
  ] as const) {
    const back = await scanBack({ content: wrong, mediaType: pdf }, { pages: 1, compared });
    assert.equal('fault' in back ? back.fault : undefined, so, 'a paper without a code');
  }
});

test('the code speaks for its own page: those behind it are compared by eye', async () => {
  const two = await scannedPdf([await sheetWith(code), await sheetWith(undefined)]);
  assert.equal(await handedIn(two, { pages: 2, page: 0 }), 'scan-not-compared');
  assert.equal(await handedIn(two, { page: 0 }), 'scan-not-compared');
  assert.deepEqual(await handedIn(two, { pages: 2, page: 0, compared: true }), [0, 0]);
});

test('an empty page takes the place of nothing, whoever says it was compared', async () => {
  const empty = await sharp({ create: { width: 1240, height: 1754, channels: 3, background: '#ffffff' } })
    .png()
    .toBuffer();
  assert.equal(await handedIn(empty, { mediaType: 'image/png', compared: true }), 'scan-page-blank');
  const behind = await scannedPdf([await sheetWith(code), await sharp(empty).jpeg().toBuffer()]);
  const back = await scanBack(
    { content: behind, mediaType: pdf },
    { pages: 1, printed: { code, page: 0 }, compared: true },
  );
  assert.deepEqual(back, { fault: 'scan-page-blank', blank: [2] });
});

test('a proof takes the place of no paper: a faded slip is kept, and nothing is drawn', async () => {
  const slip = await sharp({ create: { width: 600, height: 900, channels: 3, background: '#f7f6f3' } })
    .jpeg()
    .toBuffer();
  const kept = await scanBack({ content: slip, mediaType: 'image/jpeg' }, { pages: 1, compared: true, isProof: true });
  assert.ok('pdf' in kept);
  assert.deepEqual([kept.pages, kept.pictures], [1, { pages: [] }]);
});
