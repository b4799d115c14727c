import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Day } from '#kernel/day.ts';
import { doubtOfDay } from './known-day.ts';

const known = (day: Day, disowned?: Day) => ({ day, since: '2026-09-01' as const, disowned });

test('a day is believed up to ten days after the last one known, and on a new instance', () => {
  assert.equal(doubtOfDay('2026-11-29', undefined), undefined);
  assert.equal(doubtOfDay('2026-11-29', known('2026-11-27')), undefined);
  assert.equal(doubtOfDay('2026-10-11', known('2026-10-01')), undefined);
  assert.equal(doubtOfDay('2026-10-12', known('2026-10-01'))?.is, 'ahead');
  assert.deepEqual(doubtOfDay('2039-06-30', known('2026-11-27')), {
    is: 'ahead',
    today: '2039-06-30',
    known: '2026-11-27',
  });
});

test('a day before work that was done already is not believed, unless somebody said it and disowned that work', () => {
  assert.equal(doubtOfDay('2026-11-26', known('2026-11-27'))?.is, 'behind');
  assert.equal(doubtOfDay('2026-11-26', known('2026-11-27', '2026-11-27')), undefined);
  assert.equal(
    doubtOfDay('2026-11-26', known('2026-11-27', '2026-11-26'))?.is,
    'behind',
    'work on a later day than that',
  );
  assert.equal(
    doubtOfDay('2026-08-31', known('2026-11-27', '2026-11-27'))?.is,
    'behind',
    'before the day that was said',
  );
});
