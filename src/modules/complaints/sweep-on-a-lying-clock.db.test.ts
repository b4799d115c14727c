import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { shiftClock } from '#platform/clock.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import { silentLog } from '#platform/log.ts';
import { acceptedCase, fileCase } from '#test/cases.ts';
import { openWorld, type World } from '#test/world.ts';
import { clockSweep } from './sweep.ts';

let world: World;
before(async () => {
  world = await openWorld();
});
afterEach(() => shiftClock(0));
after(() => world.close());

const YEAR = 365 * 86_400_000;
const round = { tenant: '', attempt: 1, isLast: false, signal: new AbortController().signal, log: silentLog() };

/** What the sweep leaves behind: events of its own, notices, and orders to tell somebody. */
const traces = async (): Promise<number> => {
  const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
  try {
    const { count } = await owner.transact(nobody, (tx) =>
      tx.one<{ count: number }>(
        `select ((select count(*) from event where actor = 'system:sweep') + (select count(*) from clock_notice)
           + (select count(*) from job_order where task = 'tell-official-of-clocks'))::integer as count`,
      ),
    );
    return count;
  } finally {
    await owner.close();
  }
};

test('a clock a year ahead for a few rounds ends nothing and tells nobody; one that holds is believed (CMP-01, TER-05)', async () => {
  await fileCase(world);
  await acceptedCase(world);
  const sweep = clockSweep(world.context);
  await sweep.run(round);
  assert.equal(await traces(), 0);
  shiftClock(YEAR);
  for (let i = 0; i < 9; i++) await sweep.run(round);
  assert.equal(await traces(), 0, 'while it lies');
  shiftClock(0);
  await sweep.run(round);
  shiftClock(YEAR);
  for (let i = 0; i < 9; i++) await sweep.run(round);
  assert.equal(await traces(), 0, 'each lie is waited for anew');
  await sweep.run(round);
  assert.ok((await traces()) > 0, 'a machine that slept a year acts in the end');
});
