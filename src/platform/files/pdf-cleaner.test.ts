import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import sharp from 'sharp';
import { PDFDocument, PDFName, PDFRawStream } from '../documents/pdf-lib.ts';
import { withoutSegments } from './jpeg-segments.ts';
import { createPdfCleaner } from './pdf-cleaner.ts';

const place = 'N39.9042 E116.4074';

const photo = (): Promise<Buffer> =>
  sharp({ create: { width: 8, height: 8, channels: 3, background: '#334455' } })
    .withExif({ IFD0: { ImageDescription: place, Model: 'Phone' } })
    .jpeg()
    .toBuffer();

const described = async (): Promise<Buffer> => {
  const document = await PDFDocument.create();
  document.setAuthor(place);
  document.setProducer('Phone');
  const page = document.addPage([200, 200]);
  page.drawImage(await document.embedJpg(await photo()), { x: 0, y: 0, width: 100, height: 100 });
  await document.attach(Buffer.from(place), 'place.txt');
  const packet = document.context.stream(`<x:xmpmeta>${place}</x:xmpmeta>`, { Type: 'Metadata', Subtype: 'XML' });
  document.catalog.set(PDFName.of('Metadata'), document.context.register(packet));
  page.node.set(PDFName.of('PieceInfo'), document.context.obj({ Phone: { Private: place } }));
  return Buffer.from(await document.save({ useObjectStreams: false }));
};

/** Everything the file holds, streams unpacked. */
const allOf = async (pdf: Buffer): Promise<string> => {
  const { context } = await PDFDocument.load(pdf, { updateMetadata: false });
  const objects = context.enumerateIndirectObjects().map(([, object]) => object);
  return [
    ...objects.map(String),
    ...objects.map((one) => (one instanceof PDFRawStream ? Buffer.from(one.contents).toString('latin1') : '')),
    String(context.trailerInfo.Info),
  ].join('\n');
};

describe('the copy of a PDF that others see', () => {
  test('has its pages and pictures, and nothing of author, place, program and attachments', async () => {
    const before = await described();
    assert.ok((await allOf(before)).includes('Phone'));
    const cleaned = await createPdfCleaner().clean(before);
    assert.equal(cleaned?.pages, 1);
    const after = cleaned?.clean;
    assert.ok(after);
    const all = await allOf(after);
    for (const word of ['39.9042', 'Phone', 'xmpmeta', 'place.txt', 'pdf-lib'])
      assert.equal(all.includes(word), false, word);
    const document = await PDFDocument.load(after, { updateMetadata: false });
    assert.equal(document.getPageCount(), 1);
    assert.ok(all.includes('DCTDecode'));
  });

  test('what is no PDF is said to be so, and so is one that is locked', async () => {
    const cleaner = createPdfCleaner();
    assert.equal(await cleaner.clean(Buffer.from('%PDF-1.7 and then nothing')), undefined);
    const locked = await PDFDocument.create();
    locked.addPage();
    locked.encrypt({ userPassword: 'secret', ownerPassword: 'secret' });
    assert.equal(await cleaner.clean(Buffer.from(await locked.save())), undefined);
  });

  test('a JPEG that does not follow its format is left alone', async () => {
    const jpeg = await photo();
    assert.equal(withoutSegments(jpeg)?.includes(place), false);
    assert.deepEqual(
      await sharp(withoutSegments(jpeg))
        .metadata()
        .then(({ width }) => width),
      8,
    );
    for (const broken of [Buffer.alloc(0), Buffer.from('GIF89a'), jpeg.subarray(0, 20)])
      assert.equal(withoutSegments(broken), undefined);
  });
});
