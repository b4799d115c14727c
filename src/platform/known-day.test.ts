import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDayBelieved } from './known-day.ts';

test('a day is believed up to ten days after the last one known, and on a new instance', () => {
  assert.ok(isDayBelieved('2026-11-29', undefined));
  assert.ok(isDayBelieved('2026-11-29', '2026-11-27'));
  assert.ok(isDayBelieved('2026-10-11', '2026-10-01'));
  assert.ok(!isDayBelieved('2026-10-12', '2026-10-01'));
  assert.ok(!isDayBelieved('2039-06-30', '2026-11-27'));
});
