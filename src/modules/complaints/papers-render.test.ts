import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { pageCountOf } from '#platform/documents/page-count.ts';
import { fontsOf, isPdfA } from '#platform/documents/pdf-facts.ts';
import { PDFDocument } from '#platform/documents/pdf-lib.ts';
import { closeTypesetter } from '#platform/documents/typesetter.ts';
import { textsFor } from '#platform/texts.ts';
import type { CanonicalPaper } from './papers/canonical-paper.ts';
import { composePaper, type PaperCode, paperCodes } from './papers.ts';
import { keptPaper, renderPaper } from './papers-render.ts';
import { specimens } from './papers-specimens.ts';

const zh = textsFor('zh-CN');
const en = textsFor('en');
const at = new Date('2026-04-24T02:00:00Z');

after(closeTypesetter);

const composed = <Code extends PaperCode>(code: Code): CanonicalPaper => composePaper<Code>(code, specimens[code], zh);
const withAid = <Code extends PaperCode>(code: Code): CanonicalPaper =>
  composePaper<Code>(code, specimens[code], zh, en);

for (const code of paperCodes) {
  test(`${code} is a PDF/A of ours: one page when usual, always the same bytes`, async () => {
    const paper = composed(code);
    const pdf = await renderPaper(paper, { at });
    const document = await PDFDocument.load(pdf, { updateMetadata: false });
    assert.equal(document.getTitle(), paper.title);
    assert.equal(document.getPageCount(), 1);
    assert.ok(isPdfA(pdf));
    assert.deepEqual(
      fontsOf(document).filter((font) => !/^Noto(?:Serif|Sans)SC-(?:Regular|Bold)$/.test(font)),
      [],
    );
    assert.deepEqual(await renderPaper(composed(code), { at }), pdf);
  });

  test(`${code} with a reading aid and in large print`, async () => {
    const usual = await renderPaper(composed(code), { at });
    const aided = await renderPaper(withAid(code), { at });
    const large = await renderPaper(composed(code), { at, large: true });
    assert.ok(aided.length > usual.length);
    assert.notDeepEqual(large, usual);
  });
}

test('the list of an event lies on its side, and its numbers, telephones and amounts are never broken', async () => {
  const [one] = specimens['incident-claimants'].claimants;
  assert.ok(one);
  const claimants = Array.from({ length: 300 }, (_, i) => ({
    ...one,
    ...{ caseNumber: `PROVINCEWIDE-261109-7BM48E-${i % 10}`, name: 'Maximilian Featherstonehaugh-Cholmondeley' },
  }));
  const paper = composePaper('incident-claimants', { ...specimens['incident-claimants'], claimants }, zh);
  const [table] = paper.blocks.filter((block) => block.kind === 'table');
  assert.deepEqual(
    table?.heading.filter((_, column) => table.widths[column] === 0),
    ['序号', '编号', '重复提交的编号', '联系电话', '金额'],
  );
  const document = await PDFDocument.load(await renderPaper(paper, { at }), { updateMetadata: false });
  const { width, height } = document.getPage(0).getSize();
  assert.ok(width > height);
  assert.ok(document.getPageCount() > 10);
});

test('the hash is of what the paper says, not of how it is printed', () => {
  assert.equal(keptPaper(composed('form-5')).dataHash, keptPaper(composed('form-5')).dataHash);
  assert.notEqual(keptPaper(composed('form-5')).dataHash, keptPaper(withAid('form-5')).dataHash);
  const other = { ...specimens['form-5'], addressee: '林晓禾 ' };
  assert.notEqual(keptPaper(composed('form-5')).dataHash, keptPaper(composePaper('form-5', other, zh)).dataHash);
});

const hostile = [
  '#*_[ ]$x$ @a <b> // \\ `c` {{d}} $t(e)',
  '字'.repeat(2000),
  'W'.repeat(2000),
  '\u202eمرحبا',
  '😀👩‍👩‍👧',
  'a\u0000\u0007\u001b[31m\ud800',
  '一\n'.repeat(300),
];

test('hostile facts, names and matters never keep a paper from being made', async () => {
  for (const text of hostile) {
    const facts = composePaper(
      'form-1',
      { ...specimens['form-1'], registeringUnit: text, facts: text, claim: text },
      zh,
    );
    const letter = composePaper('form-6', { ...specimens['form-6'], addressee: text, matter: text, reason: text }, zh);
    const agreement = composePaper('form-9', { ...specimens['form-9'], terms: [text, text], dispute: text }, zh);
    for (const paper of [facts, letter, agreement]) assert.ok((await renderPaper(paper, { at })).length > 1000);
  }
});

test('names beside the first complainant add a page where they are listed, and none where they are not', async () => {
  const along = Array.from({ length: 9 }, (_, n) => ({ name: `共同${n}`, phone: '', address: '', speaks: n === 0 }));
  const pages = async (paper: CanonicalPaper) => await pageCountOf(await renderPaper(paper, { at }));
  for (const code of ['form-1', 'form-9'] as const)
    assert.equal(await pages(composePaper<typeof code>(code, { ...specimens[code], along }, zh)), 2, code);
  const sheet = { ...specimens['case-sheet'], along: '王芳（代表人） 13900000061、赵六 13900000062' };
  assert.equal(await pages(composePaper('case-sheet', sheet, zh)), 1);
});

test('the list behind a large-print letter is as large as the letter: the same names need more room', async () => {
  const along = Array.from({ length: 28 }, (_, n) => ({ name: `共同${n}`, phone: '', address: '', speaks: n === 0 }));
  const annexPages = async (large: boolean) => {
    const pages = async (paper: CanonicalPaper) => await pageCountOf(await renderPaper(paper, { at, large }));
    const [listed, alone] = [{ ...specimens['form-9'], along }, specimens['form-9']];
    return (await pages(composePaper('form-9', listed, zh))) - (await pages(composePaper('form-9', alone, zh)));
  };
  assert.deepEqual([await annexPages(false), await annexPages(true)], [1, 2]);
});

test('a registration short enough to be counted as one page is one', async () => {
  const long = '字'.repeat(30);
  const person = { name: long, phone: long, address: long };
  for (const [facts, claim] of [
    ['字'.repeat(300), '字'.repeat(120)],
    ['字\n'.repeat(9), '字\n字\n字\n字'],
    ['字', '字\n'.repeat(5)],
  ] as const) {
    const data = {
      ...specimens['form-1'],
      ...{ facts, claim },
      complainant: { ...specimens['form-1'].complainant, ...person },
      respondent: { ...person, contactPerson: long },
    };
    assert.equal(await pageCountOf(await renderPaper(composePaper('form-1', data, zh), { at })), 1);
  }
});

test('a paper that can be read back from its canonical data prints the same', async () => {
  const kept: CanonicalPaper = JSON.parse(JSON.stringify(withAid('form-6')));
  assert.deepEqual(await renderPaper(kept, { at }), await renderPaper(withAid('form-6'), { at }));
});
