import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isArticle } from '#kernel/article.ts';
import { rulebook } from '#modules/directory/rulebook/rulebook.ts';
import { textsFor } from '#platform/texts.ts';
import { answerFault, requestGrounds } from './refused-requests.ts';
import { requestGroundNames } from './request-contract.ts';

const erased = { kind: 'complaint', done: 'erased' };
const untouched = { kind: 'complaint', done: null };

test('PIPL 50: a refusal has its ground, what is granted has none', () => {
  assert.equal(answerFault('access', 'refused', undefined, []), 'ground-missing');
  assert.equal(answerFault('delete', 'partly-granted', undefined, [erased]), 'ground-missing');
  assert.equal(answerFault('access', 'granted', 'secrecy', []), 'ground-without-refusal');
  assert.equal(answerFault('access', 'granted', undefined, []), undefined);
  assert.equal(answerFault('delete', 'refused', 'case-runs', [untouched]), undefined);
});

test('PIPL 46, 47: the answer tells what was done: all for a grant, some for a part, nothing for a refusal', () => {
  assert.equal(answerFault('delete', 'granted', undefined, [erased, untouched]), 'not-carried-out-yet');
  assert.equal(answerFault('delete', 'granted', undefined, [erased, erased]), undefined);
  assert.equal(answerFault('delete', 'granted', undefined, []), 'not-carried-out-yet');
  assert.equal(answerFault('delete', 'partly-granted', 'legal-hold', [erased, untouched]), undefined);
  assert.equal(answerFault('delete', 'partly-granted', 'legal-hold', [untouched]), 'not-carried-out-yet');
  assert.equal(answerFault('delete', 'refused', 'legal-hold', [erased]), 'carried-out-already');
  assert.equal(answerFault('correct', 'granted', undefined, [untouched]), 'not-carried-out-yet');
  assert.equal(
    answerFault('correct', 'granted', undefined, [untouched, { kind: 'complaint', done: 'corrected' }]),
    undefined,
  );
});

test('every ground cites a known text and has its words', () => {
  assert.deepEqual(Object.keys(requestGrounds).sort(), [...requestGroundNames].sort());
  for (const [ground, basis] of Object.entries(requestGrounds)) {
    for (const { text, article } of basis) {
      assert.ok(rulebook.texts.some((one) => one.id === text) && isArticle(article), ground);
    }
    for (const language of ['zh-CN', 'en'] as const)
      assert.notEqual(textsFor(language)(`papers:personal-data-answer.ground.${ground}`), '', ground);
  }
});
