import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refuse } from '#kernel/refusal.ts';
import { problemOf } from './problem.ts';

test('a refusal tells its days as the pages do, in the language of the reader', () => {
  const refusal = refuse('contact-before-receipt', { params: { since: '2026-11-29' } });
  assert.match(problemOf(refusal, 'zh-CN', '').detail, /（2026年11月29日）/u);
  assert.match(problemOf(refusal, 'en', '').detail, /29 Nov 2026/u);
  const known = refuse('years-not-over', {
    params: { knewOn: '2024-02-29', last: '2027-02-28', cameIn: '2026-04-20' },
  });
  assert.match(
    problemOf(known, 'zh-CN', '').detail,
    /^自2024年2月29日起三年，至2027年2月28日届满；投诉是2026年4月20日提出的/u,
  );
});

test('what is no day stays as it was written', () => {
  const refusal = refuse('contact-before-receipt', { params: { since: '2026-02-30' } });
  assert.match(problemOf(refusal, 'zh-CN', '').detail, /2026-02-30/u);
});
