import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CastName } from '#db/seed/cast.ts';
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
