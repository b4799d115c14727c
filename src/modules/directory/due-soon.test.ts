import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clockCard } from '#kernel/clock-card.ts';
import { addDays, type Day } from '#kernel/day.ts';
import { dueDays, soonFrom } from '#kernel/due-soon.ts';
import { reckonRule } from '#kernel/reckoning.ts';
import { textsFor } from '#platform/texts.ts';
import { packagedCalendar } from './packaged-calendar.ts';
import { rulebook } from './rulebook/rulebook.ts';

const calendar = packagedCalendar();
const untilOn = (today: Day) => dueDays(today, calendar).soonUntil;
const daysFrom = (first: Day, count: number): Day[] => Array.from({ length: count }, (_, n) => addDays(first, n));

test('due soon reaches three working days ahead, over the holiday of October 2025 and onto its make-up day', () => {
  assert.equal(untilOn('2025-09-30'), '2025-10-11', '9 and 10 October, and Saturday the 11th made up');
  assert.equal(untilOn('2025-10-06'), '2025-10-11', 'a free day sees no further');
  assert.equal(untilOn('2025-09-26'), '2025-09-30', 'Sunday 28 September was worked');
  assert.equal(untilOn('2025-11-07'), '2025-11-12', 'Friday to Wednesday');
});

test('CMP-01 due on 9 October 2025: due soon on the last working days before the holiday, in list and card alike', () => {
  const reckoning = reckonRule(rulebook, 'CMP-01', { startOn: '2025-09-23' }, calendar);
  assert.equal(reckoning?.dueOn, '2025-10-09');
  assert.equal(reckoning.soonFrom, '2025-09-28');
  const states = (['2025-09-26', '2025-09-28', '2025-09-30', '2025-10-06', '2025-10-09'] as const).map(
    (today) => clockCard(reckoning, today, textsFor('zh-CN')).state,
  );
  assert.deepEqual(states, ['running', 'due-soon', 'due-soon', 'due-soon', 'last-day']);
});

test('CMP-02 a limit in calendar days follows the same line', () => {
  const reckoning = reckonRule(rulebook, 'CMP-02', { startOn: '2026-04-15' }, calendar);
  assert.equal(reckoning?.dueOn, '2026-06-14', 'a Sunday: the weekend does not roll');
  const stateOn = (today: Day) => clockCard(reckoning, today, textsFor('zh-CN')).state;
  assert.deepEqual([stateOn('2026-06-09'), stateOn('2026-06-10')], ['running', 'due-soon']);
});

test('the day from which a limit is due soon is the other way round of the day up to which it is', () => {
  for (const dueOn of daysFrom('2025-01-20', 400))
    for (const today of daysFrom(addDays(dueOn, -16), 16))
      assert.equal(dueOn <= untilOn(today), today >= soonFrom(dueOn, calendar), `${dueOn} on ${today}`);
});

test('in a year without a notice weekdays count as worked and weekends as free, and the day says that it is provisional', () => {
  const undecreed = Math.max(...Object.keys(calendar.years).map(Number)) + 1;
  const into = dueDays(`${undecreed - 1}-12-31`, calendar);
  assert.equal(into.provisional, true);
  assert.ok(into.soonUntil > `${undecreed}-01-03`, '1 January is free by the regulation itself');
  const march = dueDays(`${undecreed}-03-01`, calendar);
  assert.equal(march.provisional, true);
  assert.equal(dueDays('2025-09-30', calendar).provisional, false);
});
