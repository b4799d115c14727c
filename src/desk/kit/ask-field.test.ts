import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FactsBody } from '#modules/complaints/incidents/contract.ts';
import { AnswerBody } from '#modules/intake/consultations/contract.ts';
import { textsFor } from '#platform/texts.ts';
import { type AskField, faultIn, valuesOf } from './ask-field.ts';
import { limitsIn, type Shape } from './shape-limits.ts';

const zh = textsFor('zh-CN', 'show-key');
const facts: AskField = { name: 'facts', label: '共同事实', kind: 'lines', required: true };
const basis: AskField = { name: 'basis', label: '依据', kind: 'lines' };
const factLimits = limitsIn(FactsBody as Shape, 'facts');
const basisLimits = limitsIn(AnswerBody as Shape, 'basis');

test('a form ends where the contract ends: one line too long is told by its place before anything is sent', () => {
  assert.equal(
    faultIn(facts, `一。\n\n${'长'.repeat(2100)}`, {}, factLimits, zh),
    '第 2 条不能超过 2000 个字，现在有 2100 个字。',
  );
  assert.equal(faultIn(facts, `一。\n${'长'.repeat(2000)}`, {}, factLimits, zh), undefined);
});

test('eleven lines of basis are one too many', () => {
  const lines = (n: number) => Array.from({ length: n }, (_, i) => `第${i + 1}条`).join('\n');
  assert.equal(faultIn(basis, lines(11), {}, basisLimits, zh), '最多 10 条，现在有 11 条。');
  assert.equal(faultIn(basis, lines(10), {}, basisLimits, zh), undefined);
});

test('what is needed is asked for in its own words; what may be left out is not', () => {
  assert.equal(faultIn(facts, ' ', {}, factLimits, zh), '请填写共同事实');
  assert.equal(faultIn(basis, undefined, {}, basisLimits, zh), undefined);
  const unit: AskField = { name: 'unit', label: '单位', kind: 'unit', required: ({ to }) => !to };
  assert.equal(faultIn(unit, undefined, {}, {}, zh), '请选择单位');
  assert.equal(faultIn(unit, undefined, { to: '某局' }, {}, zh), undefined);
});

test('a text shorter than the contract takes is told so', () => {
  const reasons: AskField = { name: 'reasons', label: '理由', kind: 'long', required: true };
  assert.equal(faultIn(reasons, '无', {}, { minLength: 2 }, zh), '至少写 2 个字。');
});

test('lines go as a list, a hidden field not at all', () => {
  const fields: AskField[] = [facts, { name: 'to', label: '', kind: 'text', when: () => false }];
  assert.deepEqual(valuesOf(fields, { facts: ' 一。\n\n二。 ', to: '某局' }), { facts: ['一。', '二。'] });
});
