import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import sharp from 'sharp';
import { pagePictures } from '#platform/documents/page-pictures.ts';
import { closeTypesetter } from '#platform/documents/typesetter.ts';
import { textsFor } from '#platform/texts.ts';
import type { CanonicalPaper } from './papers/canonical-paper.ts';
import { composePaper } from './papers.ts';
import { renderPaper } from './papers-render.ts';
import { specimens } from './papers-specimens.ts';

const [zh, en] = [textsFor('zh-CN'), textsFor('en')];
const at = new Date('2026-04-24T02:00:00Z');
after(closeTypesetter);

/** Of the first page: whether there is ink between two columns, for each row of its picture above the foot. */
const inkOf = async (paper: CanonicalPaper, from: number, to: number, share = 0): Promise<boolean[]> => {
  const [first] = (await pagePictures(await renderPaper(paper, { at }))).pages;
  assert.ok(first);
  const { data, info } = await sharp(first.jpeg).greyscale().raw().toBuffer({ resolveWithObject: true });
  return Array.from({ length: 1160 }, (_, y) => {
    const row = data.subarray(y * info.width + from, y * info.width + to);
    return row.filter((grey) => grey < 160).length > share * row.length;
  });
};
const linesIn = (rows: readonly boolean[]): number => rows.filter((ink, y) => ink && rows[y - 1] !== true).length;
const rulesIn = (rows: readonly boolean[]): number[] =>
  rows.flatMap((ink, y) => (ink && rows[y - 1] !== true ? [y] : []));

test('form 9: what was agreed in several paragraphs is indented in each', async () => {
  const flush = async (terms: readonly string[], dispute: string) =>
    linesIn(await inkOf(composePaper('form-9', { ...specimens['form-9'], terms, dispute }, zh), 106, 122));
  const one = await flush(['一、退还。'], '停业。');
  assert.ok(one > 0);
  assert.equal(await flush(['一、退还。', '二、付清。', '三、再无争议。'], '停业。\n两次关门。'), one);
});

test('form 7: its reading aid is not torn over two pages', async () => {
  const page = (more: readonly (typeof en)[]) => {
    const paper = composePaper('form-7', { ...specimens['form-7'], bring: [] }, zh, ...more);
    return inkOf(paper, 60, 815);
  };
  assert.deepEqual(await page([en]), await page([]));
});

test('the twelve-field sheet: no label of six characters is broken', async () => {
  const paper = composePaper('case-sheet', specimens['case-sheet'], zh);
  const short = JSON.parse(JSON.stringify(paper).replaceAll(/商品或者服务|12315 登记号|是否网络消费/gu, '数量'));
  assert.deepEqual(rulesIn(await inkOf(paper, 150, 780, 0.7)), rulesIn(await inkOf(short, 150, 780, 0.7)));
});
