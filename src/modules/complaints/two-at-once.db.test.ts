import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Actor } from '#kernel/actor.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { now } from '#platform/clock.ts';
import { acceptedCase, doAct, tryAct } from '#test/cases.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import { scopeOf } from './handle.ts';
import { performAct } from './perform.ts';

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

const noteBy = (number: string, text: string, expectedVersion: number) => {
  const actor = actorOf('handler');
  return world.context.database.transact(scopeOf(actor), (tx) =>
    performAct(world.context, tx, { number, act: 'note', body: { text }, actor, at: now(), expectedVersion }),
  );
};

const worker: Actor = {
  kind: 'system',
  account: 'system:deliver-papers',
  roles: [],
  tenants: ['yunqi'],
  bureaus: ['yunqi-linxi'],
  principals: [],
};

const versionOf = async (number: string): Promise<number> =>
  (await doAct(world, 'handler', number, 'note', { text: 'where it stands' })).version;

test('a paper the system delivered meanwhile stops nobody', async () => {
  const number = await acceptedCase(world);
  const seen = await versionOf(number);
  await doAct(world, worker, number, 'deliver', { paper: 1, to: 'complainant', channel: 'sms', outcome: 'delivered' });
  const done = await noteBy(number, 'written on what was on screen before the delivery', seen);
  assert.ok(!isRefusal(done), JSON.stringify(done));
});

test('what a colleague did meanwhile is told, also when a delivery came after it', async () => {
  const number = await acceptedCase(world);
  const seen = await versionOf(number);
  await doAct(world, 'bureau-head', number, 'note', { text: 'I have called the shop.' });
  await doAct(world, worker, number, 'deliver', { paper: 1, to: 'complainant', channel: 'sms', outcome: 'delivered' });
  const done = await noteBy(number, 'decided without knowing of the call', seen);
  assert.ok(isRefusal(done));
  assert.equal(done.refusal, 'changed-meanwhile');
  assert.equal(done.status, 412);
});

test('two officers at the same instant: one act is done, the other is told', async () => {
  const number = await acceptedCase(world);
  const seen = await versionOf(number);
  const both = await Promise.all([noteBy(number, 'first', seen), noteBy(number, 'second', seen)]);
  assert.equal(both.filter(isRefusal).length, 1);
  assert.deepEqual(
    both.filter(isRefusal).map(({ refusal }) => refusal),
    ['changed-meanwhile'],
  );
});

test('both sides name one person as their agent at the same instant: one does, the other is told (Civil Code art. 168(2))', async () => {
  const number = await acceptedCase(world);
  const agent = { name: '吴敏', phone: '13900004444', matters: '参加调解', powers: 'special' } as const;
  const both = await Promise.all([
    tryAct(world, 'consumer', number, 'name-agent', { side: 'complainant', ...agent }),
    tryAct(world, 'handler', number, 'name-agent', { side: 'respondent', ...agent }),
  ]);
  assert.deepEqual(
    both.filter(isRefusal).map(({ refusal }) => refusal),
    ['agent-of-both-sides'],
  );
});
