import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Language } from '#kernel/translate.ts';
import { textsFor } from '#platform/texts.ts';
import { type ErrorView, errorPage, errorStatuses } from './error.page.ts';

const shell: ErrorView['shell'] = {
  assets: { stylesheet: '/a.css', script: '/a.js', icon: '/a.svg' } as ErrorView['shell']['assets'],
  address: '/cases/YUNQI-999999-AAAAAA-A',
  largePrint: false,
  authority: '云栖市市场监督管理局',
  demo: false,
  companion: false,
};
const own = { ...shell, signedIn: { name: '消费者', kind: 'consumer' } } as const;
const page = (view: Partial<ErrorView>, language: Language = 'zh-CN') =>
  String(errorPage({ shell, status: 404, reference: '7K3M9Q2T', ...view }, textsFor(language)));

test('whoever is signed in is shown the way to what is theirs and not asked to sign in', () => {
  for (const status of errorStatuses) assert.ok(!page({ shell: own, status }).includes('href="/account/login"'));
  assert.match(page({ status: 404 }), /href="\/account\/login"/u);
  assert.match(page({ shell: own, status: 403 }), /<h1>您无权查看这一页<\/h1>/u);
  assert.match(page({ status: 403 }), /<h1>这里需要相应的身份<\/h1>/u);
});

test('a case that is not there is told apart from an address that is wrong, with a link to where cases are found', () => {
  const detail = '没有这件投诉，或者您无权查看。';
  const missing = page({ about: 'case', detail });
  assert.match(missing, /<h1>没有找到这件投诉<\/h1>/u);
  assert.ok(!missing.includes(detail) && !missing.includes('网址') && !missing.includes('没有这个页面'));
  assert.match(missing, /<a href="\/follow">查询进度<\/a>/u);
  assert.match(page({ about: 'case', shell: own }), /<main.*href="\/account".*<\/main>/su);
  assert.match(page({ about: 'thing', detail: '没有这个编号的举报。' }), /没有找到要看的内容.*没有这个编号的举报。/su);
  assert.match(page({ detail: '没有这个地址。' }), /<h1>没有这个页面<\/h1>\s*<p>/u);
  assert.match(page({ about: 'case' }, 'en'), /<h1>This complaint was not found<\/h1>/u);
});
