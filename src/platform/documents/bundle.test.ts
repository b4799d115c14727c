import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, test } from 'node:test';
import sharp from 'sharp';
import { textsFor } from '#platform/texts.ts';
import { type BundleItem, makeBundle } from './bundle.ts';
import { degrees, PageSizes, PDFDict, PDFDocument, PDFHexString, PDFName, PDFString } from './pdf-lib.ts';
import { scanBack, wetSeal } from './seal.ts';
import { closeTypesetter, typeset } from './typesetter.ts';

const t = textsFor('zh-CN');
const at = new Date('2026-06-30T02:00:00Z');
after(closeTypesetter);

const item = (title: string, mediaType: string, content?: Uint8Array): BundleItem => ({
  title,
  fileName: `${title}.bin`,
  mediaType,
  sha256: createHash('sha256')
    .update(content ?? '')
    .digest('hex'),
  ...(content ? { content } : {}),
});

const paper = (text: string): Promise<Buffer> =>
  typeset('platform/documents/fixtures/plain.typ', { title: text, text }, { at, lang: 'zh' });

const sheets = async (...turns: number[]): Promise<Uint8Array> => {
  const document = await PDFDocument.create({ updateMetadata: false });
  for (const turn of turns) document.addPage(PageSizes.A4).setRotation(degrees(turn));
  return document.save();
};

const photo = (width: number, height: number): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 4, background: { r: 200, g: 30, b: 30, alpha: 0.5 } } })
    .png()
    .toBuffer();

const bundleOf = async (...items: BundleItem[]) => {
  const order = { title: '行政复议答复证据卷', lines: [{ label: '案件编号', value: 'YQ-1' }], items, at };
  const pdf = await makeBundle(order, t);
  return { pdf, document: await PDFDocument.load(pdf, { updateMetadata: false }), order };
};

const bookmarksOf = (document: PDFDocument): string[] => {
  const titles: string[] = [];
  let entry = document.catalog.lookupMaybe(PDFName.of('Outlines'), PDFDict)?.lookupMaybe(PDFName.of('First'), PDFDict);
  while (entry) {
    const title = entry.lookup(PDFName.of('Title'));
    if (title instanceof PDFHexString || title instanceof PDFString) titles.push(title.decodeText());
    entry = entry.lookupMaybe(PDFName.of('Next'), PDFDict);
  }
  return titles;
};

test('papers, scans and photos become one paged file with bookmarks, the same each time', async () => {
  const items = [
    item('受理决定书', 'application/pdf', await paper('受理决定书')),
    item('合同', 'application/pdf', await sheets(0, 90, 180, 270)),
    item('现场照片', 'image/png', await photo(1200, 800)),
  ];
  const { pdf, document, order } = await bundleOf(...items);
  assert.equal(document.getPageCount(), 1 + 1 + 4 + 1);
  assert.deepEqual(bookmarksOf(document), ['目录', '1. 受理决定书', '2. 合同', '3. 现场照片']);
  assert.equal(document.getTitle(), '行政复议答复证据卷');
  assert.deepEqual(await makeBundle(order, t), pdf);
});

test('the stamp makes every page a little longer at its visible foot and covers nothing', async () => {
  const { document } = await bundleOf(item('合同', 'application/pdf', await sheets(0, 90, 180, 270)));
  const [width, height] = PageSizes.A4;
  const seen = document
    .getPages()
    .slice(1)
    .map((page) => {
      const { x, y, ...size } = page.getMediaBox();
      const turned = page.getRotation().angle % 180 !== 0;
      return {
        x: Math.round(x),
        y: Math.round(y),
        longer: Math.round(turned ? size.width - width : size.height - height),
      };
    });
  assert.deepEqual(seen, [
    { x: 0, y: -20, longer: 20 },
    { x: 0, y: 0, longer: 28 },
    { x: 0, y: 0, longer: 20 },
    { x: -28, y: 0, longer: 28 },
  ]);
});

test('what cannot be printed gets a page of its own and never stops the bundle', async () => {
  const whole = await paper('甲');
  const { document } = await bundleOf(
    item('损坏', 'application/pdf', Buffer.from('%PDF-1.7\nnot really')),
    item('截断', 'application/pdf', whole.subarray(0, whole.length / 2)),
    item('空文件', 'application/pdf', new Uint8Array()),
    item('坏照片', 'image/jpeg', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])),
    item('录音', 'audio/mpeg', Buffer.from('ID3')),
    item('遗失', 'application/pdf'),
    item('#panic() \u202e😀', 'application/pdf', Buffer.from('x')),
    item('完好', 'application/pdf', whole),
  );
  assert.equal(document.getPageCount(), 1 + 7 + 1);
});

test('an index of several pages counts itself', async () => {
  const content = await paper('甲');
  const { document } = await bundleOf(
    ...Array.from({ length: 60 }, (_, n) => item(`材料 ${n}`, 'application/pdf', content)),
  );
  const covers = document.getPageCount() - 60;
  assert.ok(covers > 1);
  assert.equal(bookmarksOf(document).length, 61);
});

test('scripts and links of a foreign file are not bound in', async () => {
  const document = await PDFDocument.create();
  const page = document.addPage();
  const action = document.context.obj({ S: PDFName.of('JavaScript'), JS: PDFString.of('app.alert(1)') });
  page.node.set(PDFName.of('AA'), document.context.obj({ O: action }));
  const link = document.context.obj({
    Type: PDFName.of('Annot'),
    Subtype: PDFName.of('Link'),
    Rect: [0, 0, 9, 9],
    A: action,
  });
  page.node.set(PDFName.of('Annots'), document.context.obj([link]));
  const bundle = await bundleOf(item('带脚本', 'application/pdf', await document.save()));
  const plain = await bundle.document.save({ useObjectStreams: false });
  assert.ok(!Buffer.from(plain).includes('app.alert'));
});

test('the wet seal is waited for, and its scan becomes the sealed copy', async () => {
  const pdf = await paper('甲');
  const request = { pdf, authority: '临溪区市场监督管理局', keyword: '（印章）', orderedBy: 'x' };
  assert.deepEqual(await wetSeal.seal(request), { state: 'awaiting-wet-seal' });
  const scanned = await scanBack(
    { mediaType: 'image/png', content: await photo(800, 1200) },
    { pages: 1, compared: true },
  );
  assert.ok('pdf' in scanned && scanned.pages === 1 && /^[0-9a-f]{64}$/.test(scanned.sha256));
  const twoPages = await scanBack({ mediaType: 'image/png', content: await photo(800, 1200) }, { pages: 2 });
  assert.deepEqual(twoPages, { fault: 'scan-has-fewer-pages' });
  const broken = await scanBack({ mediaType: 'application/pdf', content: Buffer.from('x') }, { pages: 1 });
  assert.deepEqual(broken, { fault: 'scan-unreadable' });
});
