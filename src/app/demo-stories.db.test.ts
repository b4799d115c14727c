import assert from 'node:assert/strict';
import { test } from 'node:test';
import { now, shiftClock } from '#platform/clock.ts';
import { openWorld } from '#test/world.ts';
import { playStories } from './demo-stories.ts';
import type { OpenContext } from './open-context.ts';

/** A Monday after a long holiday, and both days of a weekend. */
const days = ['2026-10-12', '2026-11-28', '2026-11-29'];

test('the stories of a demo can be told on any day', async () => {
  const world = await openWorld();
  const context: OpenContext = { ...world.context, demo: true, refreshLaw: async () => undefined };
  try {
    for (const day of days) {
      shiftClock(0);
      shiftClock(Date.parse(`${day}T10:00:00+08:00`) - now().getTime());
      assert.deepEqual(await playStories(context), [], day);
    }
  } finally {
    shiftClock(0);
    await world.close();
  }
});
