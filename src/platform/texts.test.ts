import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textsFor } from '#platform/texts.ts';

test('a text is found by namespace and path in both languages', () => {
  assert.equal(textsFor('zh-CN')('site:brand'), '放心');
  assert.equal(textsFor('en')('site:brand'), '放心 Fangxin');
  assert.equal(textsFor('en').language, 'en');
});

test('a missing text throws under test and shows its key in duty', () => {
  assert.throws(() => textsFor('en')('site:no.such.text'), /no text for site:no\.such\.text in en/);
  assert.equal(textsFor('en', 'show-key')('site:no.such.text'), 'site:no.such.text');
  assert.throws(() => textsFor('en')('site:form'), /no text/, 'a branch is not a text');
});

test('values go in as they are and are never read as instructions', () => {
  const t = textsFor('zh-CN');
  assert.equal(
    t('site:form.step', { step: '{{total}}', total: '$t(site:brand)' }),
    '第 {{total}} 步，共 $t(site:brand) 步',
  );
});

test('English counts have their singular', () => {
  const t = textsFor('en');
  assert.equal(t('site:form.problems', { count: 1 }), '1 thing needs your attention');
  assert.equal(t('site:form.problems', { count: 3 }), '3 things need your attention');
  assert.equal(textsFor('zh-CN')('site:form.problems', { count: 1 }), '有 1 处需要补充或更正');
});
