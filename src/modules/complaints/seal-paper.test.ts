import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { PDFDocument, rgb } from '#platform/documents/pdf-lib.ts';
import type { SealCertificate } from '#platform/documents/seal-certificate.ts';
import { judgeSealed as judge } from '#platform/documents/sealed-file.ts';
import { closeTypesetter } from '#platform/documents/typesetter.ts';
import { textsFor } from '#platform/texts.ts';
import { signedOver, signerNamed } from '#test/seal-product.ts';
import { composePaper } from './papers.ts';
import { renderPaper } from './papers-render.ts';
import { specimens } from './papers-specimens.ts';

const at = new Date('2026-04-24T02:00:00Z');
const paperOf = (addressee: string): Promise<Buffer> =>
  renderPaper(composePaper('form-5', { ...specimens['form-5'], addressee }, textsFor('zh-CN')), { at });

const authority = '云栖市临溪区市场监督管理局';
const expected = { authority, at, today: '2026-04-24', certificates: [] } as const;
const judgeSealed = (sent: Buffer, back: Buffer, certificates: readonly SealCertificate[] = []) =>
  judge(sent, back, { ...expected, certificates });

let paper: Buffer;
before(async () => {
  paper = await paperOf('林晓禾');
});
after(closeTypesetter);

const VALUE = /\/Contents <30[\da-f]+>/u;

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
    assert.deepEqual(await changed(VALUE, `/Contents <${'0'.repeat(400)}>`), unsigned);
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

describe('whose seal it is, as far as the file itself says', () => {
  const fault = async (back: Buffer, certificates: readonly SealCertificate[] = []) => {
    const judged = await judgeSealed(paper, back, certificates);
    return 'fault' in judged ? judged.fault : 'kept';
  };
  const named: SealCertificate = {
    authority,
    subject: [`O=${authority}`],
    issuer: ['O=云上电子认证'],
    effectiveFrom: '2026-01-01',
  };

  test('a signature by a curve or by RSA holds; one changed bit of the file, or of the signature, breaks it', async () => {
    const signed = signedOver(paper);
    assert.equal(await fault(signed), 'kept');
    assert.equal(await fault(signedOver(paper, signerNamed(authority, { kind: 'rsa' }))), 'kept');
    const other = Buffer.from(signed.toString('latin1').replace('/Adobe.PPKLite', '/Adobe.PPKLitE'), 'latin1');
    assert.equal(await fault(other), 'seal-signature-broken');
    const spliced =
      signedOver(await writtenAnew(paper))
        .toString('latin1')
        .match(VALUE)?.[0] ?? '';
    const moved = Buffer.from(signed.toString('latin1').replace(VALUE, spliced), 'latin1');
    assert.equal(await fault(moved), 'seal-signature-broken');
  });

  test('a value that is no signature', async () => {
    const nonsense = signedOver(paper)
      .toString('latin1')
      .replace(VALUE, (value) => value.replace('<30', '<31'));
    assert.equal(await fault(Buffer.from(nonsense, 'latin1')), 'seal-signature-unreadable');
    const ownForm = Buffer.from(nonsense.replace('/adbe.pkcs7.detached', '/Yunyin.own.sealed  '), 'latin1');
    assert.equal(await fault(ownForm), 'kept', 'a form of the product’s own, and nobody asks whose');
    assert.equal(await fault(ownForm, [named]), 'seal-signature-unreadable');
  });

  test('an envelope of GM/T 0010, as of SM2, is read like any other; attributes that are none are told and break nothing', async () => {
    const signer = signerNamed(authority);
    const ofSm2 = { ...signer, envelope: '2a811ccf550601040202' };
    assert.equal(await fault(signedOver(paper, ofSm2), [named]), 'kept');
    const odd = { ...signer, attributes: [Buffer.from([4, 1, 0])] };
    assert.equal(await fault(signedOver(paper, odd)), 'seal-signature-unreadable');
  });

  test('a certificate that has ended or not begun', async () => {
    const ended = await judgeSealed(
      paper,
      signedOver(paper, signerNamed(authority, { from: '2023-04-23', to: '2026-04-23' })),
    );
    assert.deepEqual(ended, {
      fault: 'seal-certificate-not-in-its-days',
      params: { subject: `O=${authority}`, from: '2023-04-23', to: '2026-04-23' },
    });
    assert.equal(
      await fault(signedOver(paper, signerNamed(authority, { from: '2026-04-25' }))),
      'seal-certificate-not-in-its-days',
    );
  });

  test('named by subject, issuer or fingerprint, from one day until before another', async () => {
    const back = signedOver(paper);
    assert.equal(await fault(back, [named]), 'kept');
    assert.equal(await fault(back, [{ ...named, effectiveTo: '2026-04-24' }]), 'seal-certificate-not-named');
    assert.equal(await fault(back, [{ ...named, effectiveFrom: '2026-04-25' }]), 'seal-certificate-not-named');
    assert.equal(
      await fault(back, [{ ...named, authority: '云栖市望山县市场监督管理局' }]),
      'seal-certificate-not-named',
    );
    const imitated = signedOver(paper, signerNamed(`${authority}所属单位`));
    assert.deepEqual(await judgeSealed(paper, imitated, [named]), {
      fault: 'seal-certificate-of-another',
      params: { authority, subject: `O=${authority}所属单位`, issuer: 'O=云上电子认证' },
    });
    assert.equal(
      await fault(signedOver(paper, signerNamed(authority, { issuedBy: '别家' })), [named]),
      'seal-certificate-of-another',
    );
    const print = { authority, effectiveFrom: '2026-01-01', fingerprint: 'ab'.repeat(32) } as const;
    assert.equal(await fault(back, [print]), 'seal-certificate-of-another');
    assert.equal(await fault(back, [print, named]), 'kept', 'the old one and the new one side by side');
  });

  test('a page or a note changed behind the signature shows something nobody signed', async () => {
    const signed = signedOver(await writtenAnew(paper));
    const page = /(\d+ 0 obj)\s*(<<[^>]*\/Type \/Page\b[\s\S]*?>>)\s*endobj/u;
    const document = await PDFDocument.load(paper, { updateMetadata: false });
    const plain = Buffer.from(await document.save({ useObjectStreams: false }));
    const [, head = '', body = ''] = page.exec(plain.toString('latin1')) ?? [];
    assert.notEqual(head, '');
    const note = '<< /Type /Annot /Subtype /FreeText /Rect [0 0 500 500] /Contents (x) >>';
    const update = `\n${head}\n${body.replace(/>>$/u, `/Annots [${note}] >>`)}\nendobj\n`;
    assert.equal(
      await fault(Buffer.concat([signedOver(plain), Buffer.from(update, 'latin1')])),
      'seal-file-changed-after',
    );
    assert.equal(await fault(Buffer.concat([signed, Buffer.from('\n% proof\n')])), 'kept');
  });
});
