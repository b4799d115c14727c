import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { cast, gymOperatorId } from '#db/seed/cast.ts';
import { dayOf } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { now } from '#platform/clock.ts';
import { acceptedCase, doAct, fileCase, tryAct } from '#test/cases.ts';
import { refoldFaults } from '#test/refold.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import { scopeOf } from './handle.ts';
import { caseView } from './views/case-view.ts';
import { worklist } from './views/worklist.ts';

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

const seen = async (number: string) => {
  const actor = actorOf('bureau-head');
  const t = world.context.texts('zh-CN');
  const view = await world.context.database.transact(scopeOf(actor), (tx) =>
    caseView(world.context, tx, number, { actor, at: now(), t }),
  );
  assert.ok(view !== undefined);
  return view;
};

const rowOf = async (number: string) => {
  const actor = actorOf('bureau-head');
  const list = await world.context.database.transact(scopeOf(actor), (tx) =>
    worklist(tx, actor, { q: number }, dayOf(now())),
  );
  assert.ok(!isRefusal(list));
  return list.rows.find((row) => row.number === number);
};

describe('an officer completes what a filing left open (Order 121 art. 10)', () => {
  test('three questions, a call, and the complaint can be accepted; row, register and papers agree', async () => {
    const number = await fileCase(world, {
      channel: 'web-short',
      complainant: { name: '林晓禾', phone: '13800000001' },
      respondent: { kind: 'unknown', address: '桂花路 12 号底楼' },
      bureau: 'yunqi-linxi',
      claims: [],
    });
    await doAct(world, 'intake-officer', number, 'route', { to: 'yunqi-linxi', reasoning: '实际经营地' });
    const early = await tryAct(world, 'handler', number, 'accept', {});
    assert.ok(isRefusal(early) && early.refusal === 'respondent-not-known');
    await doAct(world, 'handler', number, 'complete-particulars', {
      respondent: { kind: 'unknown', operator: gymOperatorId, address: '桂花路 12 号', contact: '前台' },
      purchase: { online: false, goods: '年卡', amountFen: 128_000, purchasedOn: '2026-03-02' },
      objectCode: 'general-food',
      note: '电话与投诉人核实',
    });
    const view = await seen(number);
    assert.equal(view.respondent.kind, 'ordinary');
    assert.equal(view.respondent.operator, gymOperatorId);
    assert.equal(view.purchase?.goods, '年卡');
    assert.equal(view.amountFen, 128_000);
    assert.equal(view.food, true);
    assert.equal((await rowOf(number))?.respondent, view.respondent.name);
    assert.equal((await rowOf(number))?.food, true);
    await doAct(world, 'handler', number, 'accept', {});
    assert.deepEqual(await refoldFaults(world), []);
  });

  test('an operator found after it was notified is let in; what is unknown to the register is refused', async () => {
    const number = await acceptedCase(world, {
      respondent: { kind: 'ordinary', name: '强健健身', region: '990102' },
    });
    await doAct(world, 'handler', number, 'notify-respondent', { answerBy: '2099-01-01' });
    const wrong = await tryAct(world, 'handler', number, 'complete-particulars', {
      respondent: { kind: 'ordinary', operator: cast.handler.account },
    });
    assert.ok(isRefusal(wrong) && wrong.refusal === 'operator-not-known');
    await doAct(world, 'handler', number, 'complete-particulars', {
      respondent: { kind: 'ordinary', operator: gymOperatorId },
    });
    const operator = actorOf('operator');
    const answered = await tryAct(world, operator, number, 'answer', { consentsToMediation: true });
    assert.ok(!isRefusal(answered), JSON.stringify(answered));
    const swapped = await tryAct(world, 'handler', number, 'complete-particulars', {
      respondent: { kind: 'ordinary', name: '别家' },
    });
    assert.ok(isRefusal(swapped) && swapped.refusal === 'respondent-settled-by-acceptance');
    assert.deepEqual(await refoldFaults(world), []);
  });

  test('another respondent after an annulled acceptance ends what the first was let into', async () => {
    const number = await acceptedCase(world);
    await doAct(world, 'handler', number, 'notify-respondent', { answerBy: '2099-01-01' });
    await doAct(world, 'bureau-head', number, 'annul', { reasons: '被投诉人有误' });
    await doAct(world, 'handler', number, 'complete-particulars', { respondent: { kind: 'ordinary', name: '别家' } });
    const gone = await tryAct(world, 'operator', number, 'answer', { consentsToMediation: true });
    assert.ok(isRefusal(gone), 'the first respondent still stands in the case');
    assert.equal((await rowOf(number))?.respondent, '别家');
    assert.deepEqual(await refoldFaults(world), []);
  });
});
