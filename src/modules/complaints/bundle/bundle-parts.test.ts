import assert from 'node:assert/strict';
import { test } from 'node:test';
import { partsOf, weightOf } from './bundle-parts.ts';

const rangesOf = (...given: Parameters<typeof partsOf>): string[] =>
  partsOf(...given).map(({ evidenceFrom, evidenceTo }) => `${evidenceFrom}–${evidenceTo}`);

test('what is too large for one file is divided in the order of the evidence, the papers in the first part', () => {
  const weights = { papers: 5, evidence: [4, 4, 0, 9, 1, 10] };
  assert.equal(weightOf(weights), 33);
  assert.deepEqual(rangesOf(weights, 10), ['1–1', '2–3', '4–5', '6–6']);
  assert.deepEqual(rangesOf(weights, 33), ['1–6']);
  for (const part of partsOf(weights, 10)) assert.ok(weightOf(weights, part) <= 10);
});

test('a part that is still too large is divided further, without the papers', () => {
  const weights = { papers: 5, evidence: [4, 4, 0, 9, 1, 10] };
  assert.deepEqual(rangesOf(weights, 10, { evidenceFrom: 2, evidenceTo: 5 }), ['2–3', '4–5']);
  assert.equal(weightOf(weights, { evidenceFrom: 2, evidenceTo: 5 }), 14);
});

test('one thing beyond all measure stands alone, and nothing is left out', () => {
  assert.deepEqual(rangesOf({ papers: 0, evidence: [1, 99, 1] }, 10), ['1–1', '2–2', '3–3']);
  assert.deepEqual(rangesOf({ papers: 99, evidence: [] }, 10), []);
});
