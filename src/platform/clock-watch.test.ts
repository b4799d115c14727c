import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ClockWatch } from './clock-watch.ts';

const minute = 60_000;
const start = Date.parse('2026-11-20T02:00:00Z');
const year = 365 * 24 * 60 * minute;

test('a clock that walks with the process is trusted, corrections of seconds included', () => {
  const watch = new ClockWatch();
  for (let n = 0; n < 100; n += 1) assert.ok(watch.trusts(new Date(start + n * (minute + 500)), n * minute));
});

test('a clock that jumps a year ahead is not acted on, and the right time is trusted at once again', () => {
  const watch = new ClockWatch();
  assert.ok(watch.trusts(new Date(start), 0));
  for (let n = 1; n <= 5; n += 1) assert.ok(!watch.trusts(new Date(start + year + n * minute), n * minute));
  assert.ok(watch.trusts(new Date(start + 6 * minute), 6 * minute));
  for (let n = 7; n <= 12; n += 1) assert.ok(!watch.trusts(new Date(start - year + n * minute), n * minute), 'back');
});

test('a new time that holds for ten minutes is believed, however often it is looked at: the machine had slept', () => {
  const watch = new ClockWatch();
  assert.ok(watch.trusts(new Date(start), 0));
  const slept = 8 * 60 * minute;
  const told = Array.from({ length: 11 }, (_, n) =>
    watch.trusts(new Date(start + slept + (n + 1) * minute), (n + 1) * minute),
  );
  assert.deepEqual(told, [...Array(9).fill(false), true, true]);
  const often = new ClockWatch();
  assert.ok(often.trusts(new Date(start), 0));
  for (let n = 1; n <= 50; n += 1) assert.ok(!often.trusts(new Date(start + slept + n * 1000), n * 1000));
});

test('a clock that jumps about is never believed', () => {
  const watch = new ClockWatch();
  assert.ok(watch.trusts(new Date(start), 0));
  for (let n = 1; n <= 40; n += 1) {
    const jump = (n % 2 === 0 ? 1 : 2) * year;
    assert.ok(!watch.trusts(new Date(start + jump + n * minute), n * minute));
  }
});
