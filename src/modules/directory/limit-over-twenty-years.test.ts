import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { WorkCalendar } from '#kernel/calendar.ts';
import type { Day } from '#kernel/day.ts';
import { type ExcludedSpan, type Limit, reckon } from '#kernel/limit.ts';
import { packagedCalendar } from './packaged-calendar.ts';

/** The second engine: loops over built-in dates and asks the lists directly. It shares no line with the first. */
const naive = (limit: Limit, start: string, spans: readonly ExcludedSpan[], calendar: WorkCalendar) => {
  const off = new Set<string>();
  const on = new Set<string>();
  for (const year of Object.values(calendar.years)) {
    for (const day of Object.keys(year.holidays)) off.add(day);
    for (const day of Object.keys(year.workdays)) on.add(day);
  }
  const at = new Date(`${start}T00:00:00Z`);
  const text = () => at.toISOString().slice(0, 10);
  const step = () => at.setUTCDate(at.getUTCDate() + 1);
  const out = () => spans.some((span) => text() >= span.from && (span.to === null || text() < span.to));
  const forever = () => spans.some((span) => span.to === null && text() >= span.from);
  const weekend = () => at.getUTCDay() % 6 === 0 && !on.has(text());
  let left = limit.count;
  for (;;) {
    step();
    if (forever()) return { due: null, unrolled: null, left };
    if (out()) continue;
    if (limit.unit === 'working-days' && (off.has(text()) || weekend())) continue;
    left -= 1;
    if (left === 0) break;
  }
  const unrolled = text();
  const mustMove = () => off.has(text()) || (limit.weekendsRoll && weekend());
  if (limit.rollOnHoliday && mustMove())
    do {
      step();
      if (forever()) return { due: null, unrolled, left };
    } while (out() || mustMove());
  return { due: text(), unrolled, left };
};

const calendar = packagedCalendar();
const FIRST = Date.UTC(2007, 0, 1) / 86_400_000;
const LAST = Date.UTC(2026, 6, 1) / 86_400_000;
const toDay = (serial: number): Day => new Date(serial * 86_400_000).toISOString().slice(0, 10) as Day;

const anyStart = fc.integer({ min: FIRST, max: LAST });
const anyLimit: fc.Arbitrary<Limit> = fc.record({
  unit: fc.constantFrom('working-days', 'calendar-days'),
  count: fc.integer({ min: 1, max: 60 }),
  rollOnHoliday: fc.boolean(),
  weekendsRoll: fc.boolean(),
});
const anySpans = fc.array(
  fc.record({
    after: fc.integer({ min: -5, max: 80 }),
    length: fc.option(fc.integer({ min: 0, max: 25 }), { freq: 6 }),
  }),
  { maxLength: 3 },
);
const spansFrom = (start: number, spans: readonly { after: number; length: number | null }[]): ExcludedSpan[] =>
  spans.map(({ after, length }) => ({
    from: toDay(start + after),
    to: length === null ? null : toDay(start + after + length),
    reason: 'appraisal',
  }));

test('the engine agrees with a naive second one over 2007–2026: both units, rolls, exclusions, pauses', () => {
  fc.assert(
    fc.property(anyStart, anyLimit, anySpans, (start, limit, spans) => {
      const excluded = spansFrom(start, spans);
      const reckoned = reckon(limit, toDay(start), calendar, excluded);
      const expected = naive(limit, toDay(start), excluded, calendar);
      // A limit that runs past the last notice is provisional: its own law is tested below.
      if (reckoned.provisional || (expected.due ?? '') > '2026-12-31') return;
      assert.equal(reckoned.dueOn, expected.due);
      assert.equal(reckoned.unrolledDueOn, expected.unrolled);
      assert.equal(reckoned.paused?.remaining ?? 0, expected.left);
      assert.equal(reckoned.expectedOn, reckoned.dueOn);
    }),
    { numRuns: 4000 },
  );
});

test('the days listed are unbroken, counted in order, and end on the due day', () => {
  fc.assert(
    fc.property(anyStart, anyLimit, anySpans, (start, limit, spans) => {
      const { days, dueOn, paused } = reckon(limit, toDay(start), calendar, spansFrom(start, spans));
      assert.deepEqual(
        days.map((one) => one.day),
        days.map((_, i) => toDay(start + i)),
      );
      const numbers = days.flatMap((one) => (one.counted === null ? [] : [one.counted]));
      assert.deepEqual(
        numbers,
        numbers.map((_, i) => i + 1),
      );
      assert.equal(numbers.length, limit.count - (paused?.remaining ?? 0));
      if (dueOn !== null) assert.equal(days.at(-1)?.day, dueOn);
    }),
  );
});

test('before a notice is out no later notice can bring the due day before the provisional one', () => {
  const decreedYears = fc.integer({ min: 2008, max: 2026 });
  fc.assert(
    fc.property(decreedYears, fc.integer({ min: -40, max: -1 }), anyLimit, (year, back, limit) => {
      const { [year]: _, ...before } = Object.fromEntries(
        Object.entries(calendar.years).filter(([known]) => Number(known) <= year),
      );
      const start = Date.UTC(year, 0, 1) / 86_400_000 + back;
      const known = reckon(limit, toDay(start), { years: before });
      const later = reckon(limit, toDay(start), calendar);
      assert.ok(known.dueOn !== null && later.dueOn !== null);
      if (known.nextDecreeMayReachBack) return;
      assert.ok(known.dueOn <= later.dueOn, `${known.dueOn} came after ${later.dueOn}`);
      if (!known.provisional) assert.equal(known.dueOn, later.dueOn);
    }),
    { numRuns: 3000 },
  );
});
