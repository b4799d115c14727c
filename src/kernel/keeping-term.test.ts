import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lastDayToGo } from './keeping-term.ts';

test('a file archived on a day goes when the years of its term are over, to the day (RET-04, RET-05, RET-06)', () => {
  assert.equal(lastDayToGo('2036-05-20', 10), '2026-05-20');
  assert.equal(lastDayToGo('2036-05-19', 10), '2026-05-19');
  assert.equal(lastDayToGo('2028-02-29', 3), '2025-02-28');
});
