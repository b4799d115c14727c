import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstDayWithout } from './administrators.ts';

const today = '2026-11-29';

test('the first day without anybody: today, after the last end, in a gap, or never', () => {
  const from = '2020-01-01';
  assert.equal(firstDayWithout([], today), today);
  assert.equal(firstDayWithout([{ from, to: null }], today), undefined);
  assert.equal(firstDayWithout([{ from, to: '2027-01-01' }], today), '2027-01-01');
  assert.equal(firstDayWithout([{ from: '2026-12-01', to: null }], today), today, 'not begun yet');
  const first = { from, to: '2027-01-01' } as const;
  assert.equal(firstDayWithout([first, { from: '2027-01-01', to: null }], today), undefined, 'one after the other');
  assert.equal(firstDayWithout([first, { from: '2027-02-01', to: null }], today), '2027-01-01', 'a gap between');
  assert.equal(firstDayWithout([first, { from, to: '2028-01-01' }], today), '2028-01-01', 'the later of two ends');
});
