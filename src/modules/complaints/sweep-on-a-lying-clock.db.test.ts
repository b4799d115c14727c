import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { dayOf } from '#kernel/day.ts';
import { now, shiftClock } from '#platform/clock.ts';
import { DayWatch, whileTrusted } from '#platform/day-watch.ts';
import { nobody, openDatabase, type Tx } from '#platform/db.ts';
import { confirmDay, type DayDoubt, lastKnownDay } from '#platform/known-day.ts';
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

const asOwner = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
  const owner = openDatabase({ url: world.ownerUrl, connections: 1 });
  return await owner.transact(nobody, work).finally(() => owner.close());
};

/** What the sweep leaves behind: events of its own, notices, and orders to tell somebody. */
const traces = async (): Promise<number> => {
  const { count } = await asOwner<{ count: number }>((tx) =>
    tx.one<{ count: number }>(
      `select ((select count(*) from event where actor = 'system:sweep') + (select count(*) from clock_notice)
         + (select count(*) from job_order where task = 'tell-official-of-clocks'))::integer as count`,
    ),
  );
  return count;
};

/** A service that has just started: it knows only what the instance itself knows. */
const started = (told: (DayDoubt | undefined)[] = []) =>
  whileTrusted(
    clockSweep(world.context),
    new DayWatch({
      lastKnown: () => asOwner((tx) => lastKnownDay(tx, 'no heads here')),
      onChange: (doubt) => told.push(doubt),
      watch: { trusts: () => true },
    }),
  );

test('a service started a year ahead, or one whose clock jumps, ends nothing and tells nobody until somebody says the day (CMP-01, TER-05)', async () => {
  await fileCase(world);
  await acceptedCase(world);
  await asOwner((tx) => confirmDay(tx, 'system:command-line', 'no heads here'));
  const today = dayOf(now());
  const runs = started();
  await runs.run(round);
  assert.equal(await traces(), 0);
  shiftClock(YEAR);
  const told: (DayDoubt | undefined)[] = [];
  const anew = started(told);
  for (let i = 0; i < 20; i++) {
    await runs.run(round);
    await anew.run(round);
  }
  assert.equal(await traces(), 0, 'however often it looks');
  assert.deepEqual(told, [{ is: 'ahead', today: dayOf(now()), known: today }]);
  shiftClock(-YEAR);
  await anew.run(round);
  assert.equal(told.at(-1)?.is, 'behind');
  shiftClock(0);
  await anew.run(round);
  assert.equal(told.at(-1), undefined, 'the right clock is believed at once');
  assert.equal(await traces(), 0);
  shiftClock(YEAR);
  await anew.run(round);
  await asOwner((tx) => confirmDay(tx, 'system:command-line', 'no heads here'));
  await anew.run(round);
  const acted = await traces();
  assert.ok(acted > 0, 'an instance that rested a year acts once somebody has looked at a calendar');
  shiftClock(0);
  const wrong: (DayDoubt | undefined)[] = [];
  const back = started(wrong);
  await back.run(round);
  assert.equal(wrong.at(-1)?.is, 'behind', 'the day that was confirmed was wrong');
  await asOwner((tx) => confirmDay(tx, 'system:command-line', 'no heads here'));
  await back.run(round);
  assert.equal(wrong.at(-1), undefined, 'which another confirmation puts right');
  shiftClock(YEAR);
  await back.run(round);
  assert.equal(wrong.at(-1)?.is, 'ahead');
});
