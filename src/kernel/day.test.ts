import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  addDays,
  compareDays,
  type Day,
  dayOf,
  dayOfSerial,
  daysBetween,
  isDay,
  isLeapYear,
  lastDayOfMonth,
  serialOf,
  weekdayOf,
  yearOf,
} from './day.ts';

const anySerial = fc.integer({ min: -719_162, max: 2_932_896 });

const byDate = (serial: number): string => new Date(serial * 86_400_000).toISOString().slice(0, 10);

test('the serial arithmetic agrees with the built-in calendar for every year from 0001 to 9999', () => {
  fc.assert(
    fc.property(anySerial, (serial) => {
      const day = dayOfSerial(serial);
      assert.equal(day, byDate(serial));
      assert.equal(serialOf(day), serial);
      assert.ok(isDay(day));
      const sundayFirst = new Date(serial * 86_400_000).getUTCDay();
      assert.equal(weekdayOf(day), sundayFirst === 0 ? 7 : sundayFirst);
    }),
    { numRuns: 5000 },
  );
});

test('adding days and counting between undo each other', () => {
  fc.assert(
    fc.property(fc.integer({ min: -100_000, max: 100_000 }), fc.integer({ min: -9999, max: 9999 }), (serial, n) => {
      const day = dayOfSerial(serial);
      assert.equal(daysBetween(day, addDays(day, n)), n);
      assert.equal(compareDays(day, addDays(day, n)), Math.sign(-n) + 0);
    }),
  );
});

test('impossible days are no days', () => {
  for (const bad of [
    '2025-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-4-1',
    '0000-01-01',
    '',
    'today',
    20260401,
  ])
    assert.equal(isDay(bad), false, String(bad));
  for (const good of ['2024-02-29', '2000-02-29', '2026-12-31', '0001-01-01', '9999-12-31'])
    assert.ok(isDay(good), good);
  assert.equal(isDay('1900-02-29'), false);
});

test('the day of an instant is the Beijing day: it turns at 16:00 UTC', () => {
  assert.equal(dayOf(new Date('2026-04-15T15:59:59.999Z')), '2026-04-15');
  assert.equal(dayOf(new Date('2026-04-15T16:00:00.000Z')), '2026-04-16');
  assert.equal(dayOf(new Date('2025-12-31T16:00:00.000Z')), '2026-01-01');
});

test('years, months and leap years', () => {
  assert.equal(yearOf('2026-04-15'), 2026);
  assert.equal(lastDayOfMonth('2024-02-05'), '2024-02-29');
  assert.equal(lastDayOfMonth('2026-02-05'), '2026-02-28');
  assert.deepEqual(
    [1900, 2000, 2024, 2026].map((year) => isLeapYear(year)),
    [false, true, true, false],
  );
  const sorted: Day[] = ['2026-04-15', '2025-12-31', '2026-01-01'];
  assert.deepEqual(sorted.sort(compareDays), ['2025-12-31', '2026-01-01', '2026-04-15']);
});
