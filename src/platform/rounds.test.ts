import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { now, shiftClock } from './clock.ts';
import { RoundWatch, startRounds } from './rounds.ts';

const minuteOf = (text: string): number => Date.parse(text) / 60_000;
const rounds = [
  { name: 'sweep', cron: '* * * * *' },
  { name: 'heads', cron: '5 16 * * *' },
];
const start = minuteOf('2026-11-29T16:03:00Z');

test('a round begins with its minute, once', () => {
  const watch = new RoundWatch(rounds, start);
  assert.deepEqual(watch.due(start), []);
  assert.deepEqual(watch.due(start + 1), ['sweep']);
  assert.deepEqual(watch.due(start + 1), []);
  assert.deepEqual(watch.due(start + 2), ['sweep', 'heads']);
});

test('what a night asleep missed is made up once; what a clock jumped over is not', () => {
  const watch = new RoundWatch(rounds, start);
  assert.deepEqual(watch.due(start + 8 * 60), ['sweep', 'heads']);
  const years = 13 * 365 * 24 * 60 + 40;
  assert.deepEqual(watch.due(start + years), ['sweep']);
});

test('after a clock is put back rounds go on with the next minute, not when the years have passed', () => {
  const watch = new RoundWatch(rounds, minuteOf('2039-01-01T00:00:00Z'));
  assert.deepEqual(watch.due(start), ['sweep']);
  assert.deepEqual(watch.due(start + 1), ['sweep']);
  assert.deepEqual(watch.due(start + 2), ['sweep', 'heads']);
});

test('a round whose minute finds the database away begins once it is back, as of that minute and once', async (t) => {
  t.after(() => shiftClock(0));
  let isAway = false;
  const begun: unknown[] = [];
  const query = async (sql: string, values: unknown[]) => {
    if (isAway) throw new Error('away');
    if (sql.includes('add_job')) begun.push(values);
  };
  let lost = 0;
  const running = await startRounds({ query } as unknown as pg.Pool, [{ name: 'heads', cron: '* * * * *' }], () => {
    lost += 1;
    isAway = false;
  });
  isAway = true;
  const due = Math.floor(now().getTime() / 60_000) + 1;
  shiftClock(60_000);
  while (begun.length === 0) await sleep(20);
  await running.end();
  const [[names, at] = []] = begun as [string[], Date][];
  assert.deepEqual([lost, names], [1, ['heads']]);
  assert.ok(at !== undefined && at.getTime() / 60_000 - due <= 1, 'of the minute it was due');
  assert.equal(begun.length, 1);
});
