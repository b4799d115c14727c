import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyOf, pairTracking } from './letters.ts';

const letter = (number: string, n: number, paperNumber: string | null = null) => ({
  number,
  n,
  to: 'complainant' as const,
  paperNumber,
});
const letters = [letter('YQ-1', 1, '云市监〔2026〕第1号'), letter('YQ-1', 2), letter('YQ-2', 1)];
const found = (typed: string) => {
  const { tracking, strange } = pairTracking(typed, letters);
  return { tracking: letters.map((one) => tracking.get(keyOf(one))), strange };
};

test('a line names the case or the paper and the number of the carrier', () => {
  assert.deepEqual(found('YQ-2\tXA200\n云市监〔2026〕第1号，XA100\n\nYQ-1 XA101'), {
    tracking: ['XA100', 'XA101', 'XA200'],
    strange: [],
  });
});

test('numbers alone go to the letters that have none, in their order', () => {
  assert.deepEqual(found('YQ-2 XA200\nXA1\nXA2'), { tracking: ['XA1', 'XA2', 'XA200'], strange: [] });
});

test('what fits no letter, comes twice or is too long is shown and goes nowhere', () => {
  const long = 'X'.repeat(61);
  assert.deepEqual(found(`YQ-9 XA900\nYQ-2 XA1\nYQ-1 XA1\n${long}`), {
    tracking: [undefined, undefined, 'XA1'],
    strange: ['YQ-9 XA900', 'YQ-1 XA1', long],
  });
});
