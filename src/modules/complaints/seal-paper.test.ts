import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { PDFDocument, rgb } from '#platform/documents/pdf-lib.ts';
import { judgeSealed } from '#platform/documents/sealed-file.ts';
import { closeTypesetter } from '#platform/documents/typesetter.ts';
import { textsFor } from '#platform/texts.ts';
import { signedOver } from '#test/seal-product.ts';
import { composePaper } from './papers.ts';
import { renderPaper } from './papers-render.ts';
import { specimens } from './papers-specimens.ts';

const at = new Date('2026-04-24T02:00:00Z');
const paperOf = (addressee: string): Promise<Buffer> =>
  renderPaper(composePaper('form-5', { ...specimens['form-5'], addressee }, textsFor('zh-CN')), { at });

let paper: Buffer;
before(async () => {
  paper = await paperOf('林晓禾');
});
after(closeTypesetter);

/** Written anew by the product, a seal drawn on the last page, as one that does not append does it. */
const writtenAnew = async (pdf: Buffer): Promise<Buffer> => {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  document
    .getPages()
    .at(-1)
    ?.drawRectangle({ x: 300, y: 200, width: 110, height: 110, borderColor: rgb(1, 0, 0) });
  return Buffer.from(await document.save());
};

describe('a sealed file is the paper that was sent, signed', () => {
  test('appended to or written anew, with what a product adds after the signature', async () => {
    assert.deepEqual(await judgeSealed(paper, signedOver(paper)), { pages: 1 });
    assert.deepEqual(await judgeSealed(paper, signedOver(await writtenAnew(paper))), { pages: 1 });
    const later = Buffer.concat([signedOver(paper), Buffer.from('\n% proof of validity\n')]);
    assert.deepEqual(await judgeSealed(paper, later), { pages: 1 });
  });

  test('the very bytes that were sent are no sealed file', async () => {
    assert.deepEqual(await judgeSealed(paper, Buffer.from(paper)), { fault: 'seal-file-unchanged' });
  });

  test('a file without a signature, or with one that covers another file or nothing, is not sealed', async () => {
    const unsigned = { fault: 'seal-file-unsigned' };
    assert.deepEqual(await judgeSealed(paper, await writtenAnew(paper)), unsigned);
    const signed = signedOver(paper).toString('latin1');
    const changed = (from: string | RegExp, to: string) =>
      judgeSealed(paper, Buffer.from(signed.replace(from, to), 'latin1'));
    assert.deepEqual(await changed('/ByteRange [0 ', '/ByteRange [1 '), unsigned);
    assert.deepEqual(await changed('<3082', '<0000'), unsigned);
    assert.deepEqual(await changed(/\nendobj\n$/u, ''), unsigned);
    assert.deepEqual(await changed(/\/ByteRange \[[^\]]*\]/u, '/ByteRange [0 1 2 3]'), unsigned);
  });

  test('another number of pages', async () => {
    const document = await PDFDocument.load(paper, { updateMetadata: false });
    document.addPage();
    const longer = signedOver(Buffer.from(await document.save()));
    assert.deepEqual(await judgeSealed(paper, longer), { fault: 'seal-file-other-pages' });
  });

  test('the paper of another case, be it one character that differs, or one more', async () => {
    const other = { fault: 'seal-file-other-paper' };
    assert.deepEqual(await judgeSealed(paper, signedOver(await paperOf('林晓木'))), other);
    assert.deepEqual(await judgeSealed(paper, signedOver(await paperOf('林晓禾等'))), other);
  });

  test('what cannot be opened', async () => {
    const unreadable = { fault: 'seal-file-unreadable' };
    for (const back of ['', '<html>', '%PDF-1.7 sealed', paper.subarray(0, 400).toString('latin1')])
      assert.deepEqual(await judgeSealed(paper, Buffer.from(back, 'latin1')), unreadable, back.slice(0, 20));
  });
});
