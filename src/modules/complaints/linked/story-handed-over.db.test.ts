import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CastName } from '#db/seed/cast.ts';
import { dayOf } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { systemActors } from '#modules/directory/facade.ts';
import { now } from '#platform/clock.ts';
import { doAct, fileCase, tryAct } from '#test/cases.ts';
import { refoldFaults } from '#test/refold.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import { scopeOf } from '../handle.ts';
import { caseView } from '../views/case-view.ts';
import { linkedCases } from './make-linked-case.ts';

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

const seen = async (who: CastName, number: string) => {
  const actor = actorOf(who);
  const t = world.context.texts('zh-CN');
  const view = await world.context.database.transact(scopeOf(actor), (tx) =>
    caseView(world.context, tx, number, { actor, at: now(), t }),
  );
  assert.ok(view !== undefined);
  return view;
};

/** Handed to the bureau of the other city as a matter of food, and made there. */
const handedOver = async (number: string): Promise<string> => {
  await doAct(world, 'handler', number, 'transfer', { unit: 'lanchuan-beidu', reasons: '生产者在北渡区' });
  const there = (await seen('handler', number)).linkedTo?.number ?? '';
  const actor = (await systemActors(world.context.database, 'hand-over')).find(({ tenant }) => tenant === 'lanchuan');
  assert.ok(actor !== undefined);
  const waiting = await world.context.database.transact(scopeOf(actor), (tx) =>
    tx.one<{ stream: string }>('select stream from case_hand_over where number = $1', [there]),
  );
  assert.ok(await linkedCases.take(world.context, actor, { tenant: 'lanchuan', stream: waiting.stream }));
  return there;
};

const toldInFile = () =>
  fileCase(world, {
    channel: 'web-short',
    facts: world.context.texts('zh-CN')('filing:short.inFile'),
    problemCode: 'food-safety',
    bureau: 'yunqi-linxi',
  });
const storyAt = async (number: string) =>
  (await seen('handler-other-city', number)).acts.find(({ act }) => act === 'complete-particulars')?.story;
const correct = (number: string, payload: object) =>
  tryAct(world, 'handler-other-city', number, 'complete-particulars', { facts: '听录音：果酱变质。', ...payload });

test('art. 10(1) a story an officer wrote down stays one at the authority the case goes to: put right there, with a reason', async () => {
  const number = await toldInFile();
  await doAct(world, 'handler', number, 'complete-particulars', { facts: '听录音：果醬变质。' });
  const there = await handedOver(number);
  assert.equal(await storyAt(there), 'written');
  const bare = await correct(there, {});
  assert.ok(isRefusal(bare) && bare.refusal === 'story-changed-without-reason');
  const right = await correct(there, { note: '错字' });
  assert.ok(!isRefusal(right), JSON.stringify(right));
  assert.equal((await seen('handler-other-city', there)).facts, '听录音：果酱变质。');
  assert.deepEqual(await refoldFaults(world), []);
});

test('a story nobody wrote down before it went is still waited for there, one somebody typed stays theirs', async () => {
  const left = await handedOver(await toldInFile());
  assert.equal(await storyAt(left), 'left');
  const typed = await handedOver(await fileCase(world, { problemCode: 'food-safety', bureau: 'yunqi-linxi' }));
  assert.equal(await storyAt(typed), undefined);
});

test('an order of the hotline that was registered in 12315 keeps both numbers where it goes', async () => {
  const [order, national] = [`gd${Date.now()}`, `1${Date.now()}`];
  const number = await fileCase(
    world,
    {
      channel: 'hotline-12345',
      externalNumber: order,
      receivedOn: dayOf(now()),
      problemCode: 'food-safety',
      bureau: 'yunqi-linxi',
    },
    now(),
    'handler',
  );
  await doAct(world, 'handler', number, 'register', { externalNumber: national, registeredOn: dayOf(now()) });
  const here = await seen('handler', number);
  assert.deepEqual([here.externalNumber, here.sourceNumber], [national, order]);
  const there = await handedOver(number);
  const view = await seen('handler-other-city', there);
  assert.deepEqual([view.externalNumber, view.sourceNumber, view.channel], [national, order, 'hotline-12345']);
  const { context } = world;
  for (const key of [order, national]) {
    const found = await context.database.transact(scopeOf(actorOf('handler-other-city')), (tx) =>
      tx.rows<{ key: string }>(
        "select key from case_locator where key_kind = 'external' and key = $1 and tenant = 'lanchuan'",
        [key],
      ),
    );
    assert.equal(found.length, 1, key);
  }
  assert.deepEqual(await refoldFaults(world), []);
});
