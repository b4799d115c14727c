import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Problem } from '#modules/complaints/case-contract.ts';
import { textsFor } from '#platform/texts.ts';
import { placeFaults, problemLines } from './place-faults.ts';

const zh = textsFor('zh-CN', 'show-key');
const invalid = (...faults: NonNullable<Problem['faults']>): Problem => ({
  status: 400,
  code: 'request-invalid',
  title: '请求有误',
  detail: '请求的内容与接口要求不符。',
  faults,
});

test('a list that is too long is said at its field, a line that is too long with its place', () => {
  const problem = invalid(
    { field: 'facts', message: '不能超过 50 项。' },
    { field: 'facts.2', message: '不能超过 2000 个字符。' },
  );
  assert.deepEqual(placeFaults(problem, new Set(['facts']), zh), {
    atFields: [{ name: 'facts', texts: ['不能超过 50 项。', '第 3 条：不能超过 2000 个字符。'] }],
    elsewhere: [],
  });
});

test('a refusal about one field stands there; one about a member within the body finds its field', () => {
  const refused: Problem = { status: 422, code: 'day-in-future', title: '日期不对', field: 'on' };
  assert.deepEqual(placeFaults(refused, new Set(['on']), zh).atFields, [{ name: 'on', texts: ['日期不对'] }]);
  assert.deepEqual(placeFaults(refused, new Set(['to']), zh), { atFields: [], elsewhere: [] });
  const inner = invalid({ field: 'fields.phone', message: '不能超过 40 个字符。' });
  assert.deepEqual(placeFaults(inner, new Set(['phone']), zh).atFields, [
    { name: 'phone', texts: ['不能超过 40 个字符。'] },
  ]);
});

test('what is about no field of the form is still said', () => {
  const problem = invalid({ field: 'cases', message: '不能超过 200 项。' });
  assert.deepEqual(placeFaults(problem, new Set(['to']), zh), { atFields: [], elsewhere: ['不能超过 200 项。'] });
  assert.deepEqual(problemLines(problem), ['请求的内容与接口要求不符。', '不能超过 200 项。']);
});
