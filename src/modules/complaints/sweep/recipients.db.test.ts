import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cast } from '#db/seed/cast.ts';
import { dayOf } from '#kernel/day.ts';
import { giveRole } from '#platform/auth/grants.ts';
import { now } from '#platform/clock.ts';
import { nobody } from '#platform/db.ts';
import { openWorld } from '#test/world.ts';
import type { DueClock } from './due-clocks.ts';
import { recipientsOf } from './recipients.ts';
import { systemActors } from './system-actor.ts';

test('CMP-07 a dispute that falls due is told to its bureau, to the intake body and to whoever decides above', async () => {
  const world = await openWorld();
  const today = dayOf(now());
  const clock = (rule: string): DueClock => ({
    stream: '00000000-0000-7000-8000-00000000c001',
    number: 'YUNQI-1',
    rule,
    dueOn: today,
    bureau: 'yunqi-linxi',
    intake: 'yunqi-intake',
    handler: cast.handler.account,
    mediator: null,
  });
  const scope = { ...nobody, tenants: ['yunqi'], bureaus: ['yunqi-city', 'yunqi-intake', 'yunqi-linxi'] };
  const told = (rule: string) =>
    world.context.database.transact({ ...scope, writes: ['yunqi'] }, async (tx) => [
      ...(await recipientsOf(tx, 'yunqi', [clock(rule)], today)).keys(),
    ]);
  const account = cast.leader.account;
  const [system] = await systemActors(world.context.database, 'test');
  assert.ok(system);
  await world.context.database.transact({ ...scope, writes: ['yunqi'] }, (tx) =>
    giveRole(tx, system, {
      account,
      role: 'bureau-head',
      tenant: 'yunqi',
      bureau: 'yunqi-city',
      sees: ['yunqi-city', 'yunqi-linxi'],
      from: today,
    }),
  );
  assert.deepEqual(await told('CMP-01'), [cast.handler.account]);
  assert.deepEqual(
    new Set(await told('CMP-07')),
    new Set([cast.handler.account, cast['intake-officer'].account, account]),
  );
  await world.close();
});
