import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RoundWatch } from './rounds.ts';

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
