import assert from 'node:assert/strict';
import { test } from 'node:test';
import { objectionToToldDays } from './told-days.ts';

test('REF-04 nobody has known of the harm, nor bought anything, on a day to come', () => {
  const today = '2026-04-15';
  assert.equal(objectionToToldDays({}, today), undefined);
  assert.equal(objectionToToldDays({ knewOn: today, purchase: { purchasedOn: today } }, today), undefined);
  for (const [field, told] of [
    ['knewOn', { knewOn: '2031-01-01' }],
    ['purchase.purchasedOn', { purchase: { purchasedOn: '2026-04-16' } }],
  ] as const) {
    const { refusal, status, field: at } = objectionToToldDays(told, today) ?? assert.fail();
    assert.deepEqual([refusal, status, at], ['told-day-ahead', 422, field]);
  }
});
