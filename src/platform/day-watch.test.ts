import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Day } from '#kernel/day.ts';
import { DayWatch } from './day-watch.ts';
import type { DayDoubt, KnownDay } from './known-day.ts';

const minute = 60_000;
const at = (day: Day, minutes = 0): Date => new Date(Date.parse(`${day}T02:00:00Z`) + minutes * minute);

const watching = (first: KnownDay | undefined) => {
  const told: (DayDoubt | undefined)[] = [];
  let known = first;
  let asked = 0;
  const watch = new DayWatch({
    lastKnown: () => {
      asked += 1;
      return Promise.resolve(known);
    },
    onChange: (doubt) => told.push(doubt),
  });
  return { watch, told, asked: () => asked, say: (day: Day) => (known = { day, since: day }) };
};

test('a service that starts thirteen years ahead acts on nothing, however long it runs, until somebody says the day', async () => {
  const { watch, told, say } = watching({ day: '2026-11-28', since: '2026-11-01' });
  for (let n = 0; n < 60; n += 1) assert.equal(await watch.trusts(at('2039-11-29', n), n * minute), false);
  assert.deepEqual(told, [{ is: 'ahead', today: '2039-11-29', known: '2026-11-28' }]);
  say('2039-11-29');
  assert.equal(await watch.trusts(at('2039-11-29', 61), 61 * minute), true);
  assert.equal(told.at(-1), undefined);
});

test('a clock that jumps while the service runs is not believed after ten looks either, and the right one at once', async () => {
  const { watch } = watching({ day: '2026-11-29', since: '2026-11-01' });
  assert.equal(await watch.trusts(at('2026-11-29'), 0), true);
  for (let n = 1; n <= 30; n += 1) assert.equal(await watch.trusts(at('2031-11-29', n), n * minute), false);
  assert.equal(watch.doubt?.is, 'ahead');
  assert.equal(await watch.look(at('2026-11-29', 31)), undefined);
});

test('a clock behind is told apart from one ahead', async () => {
  const { watch, told } = watching({ day: '2026-11-29', since: '2026-11-01' });
  assert.equal(await watch.trusts(at('2021-01-01'), 0), false);
  assert.deepEqual(told, [{ is: 'behind', today: '2021-01-01', known: '2026-11-29' }]);
});

test('a machine that slept over the longest holidays goes on by itself, and a year of service asks the database once', async () => {
  const { watch, asked } = watching({ day: '2026-09-28', since: '2026-09-01' });
  assert.equal(await watch.look(at('2026-10-08')), undefined);
  for (let n = 1; n <= 365; n += 1)
    assert.equal(await watch.look(new Date(at('2026-10-08').getTime() + n * 1440 * minute)), undefined);
  assert.equal(asked(), 1);
  assert.equal(await new DayWatch({ lastKnown: () => Promise.resolve(undefined) }).look(at('2026-11-29')), undefined);
});
