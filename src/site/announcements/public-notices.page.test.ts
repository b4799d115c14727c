import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Language } from '#kernel/translate.ts';
import { textsFor } from '#platform/texts.ts';
import { type PublicNoticesView, publicNoticesPage } from './public-notices.page.ts';

const shell: PublicNoticesView['shell'] = {
  assets: { stylesheet: '/a.css', script: '/a.js', icon: '/a.svg' } as PublicNoticesView['shell']['assets'],
  address: '/announcements/service',
  largePrint: false,
  authority: '云栖市市场监督管理局',
  demo: false,
  companion: false,
};
const notice = {
  ...{ number: '云临市监投公〔2026〕第1号', addressee: '林**', paper: '情况说明', authority: '临溪区市场监督管理局' },
  ...{ phone: '0000-8100 0315', proof: 'H7KM2-Q9XWD' },
  ...({ publishedOn: '2026-04-21', countsOn: '2026-05-21', dueOn: null } as const),
};
const page = (paperNumber: string, language: Language) =>
  String(publicNoticesPage({ shell, page: 1, more: false, rows: [{ ...notice, paperNumber }] }, textsFor(language)));

test('a notice of a letter without a number has no brackets with nothing in them', () => {
  assert.match(page('', 'zh-CN'), /《情况说明》于2026年4月21日（星期二）公告送达/u);
  assert.match(page('', 'en'), /情况说明 is served by public notice/u);
  assert.match(page('甲〔2026〕1号', 'zh-CN'), /《情况说明》（甲〔2026〕1号）于/u);
  assert.match(page('甲〔2026〕1号', 'en'), /情况说明 \(甲〔2026〕1号\) is served/u);
});
