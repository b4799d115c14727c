import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { cast } from '#db/seed/cast.ts';
import type { Day } from '#kernel/day.ts';
import { dueDays } from '#kernel/due-soon.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { nobody } from '#platform/db.ts';
import { demoMessages } from '#platform/messages/demo-mailbox.ts';
import { doAct, fileCase, tryAct } from '#test/cases.ts';
import { refoldFaults } from '#test/refold.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import { scopeOf } from '../handle.ts';
import { tellNotice } from '../tell-notice.ts';
import { caseView } from './case-view.ts';
import { worklist } from './worklist.ts';
import { worklistCounts } from './worklist-counts.ts';

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

const at = (day: Day) => new Date(`${day}T02:00:00Z`);
const actor = actorOf('handler');

const accepted = async (): Promise<string> => {
  const number = await fileCase(world, {}, at('2026-04-15'));
  await doAct(world, 'bureau-head', number, 'assign', { to: cast.handler.account }, at('2026-04-16'));
  await doAct(world, 'handler', number, 'accept', {}, at('2026-04-17'));
  return number;
};

const see = (number: string, on: Day) =>
  world.context.database.transact(scopeOf(actor), async (tx) => {
    const page = await worklist(tx, actor, { toEnd: true }, dueDays(on, world.context.law().calendar));
    assert.ok(!isRefusal(page));
    const view = await caseView(world.context, tx, number, { actor, at: at(on), t: world.context.texts('en') });
    const { views } = await worklistCounts(tx, actor, dueDays(on, world.context.law().calendar));
    return { view, count: views['to-end'], row: page.rows.find((row) => row.number === number) };
  });

describe('mediation that only waits to be ended', () => {
  test('TER-05 the day after the sixty days it stands in its own list, with a decision that has text', async () => {
    const number = await accepted();
    const before = await see(number, '2026-06-16');
    assert.deepEqual([before.view?.toEnd, before.row, before.count], [null, undefined, 0]);
    const { view, row, count } = await see(number, '2026-06-17');
    assert.deepEqual([row?.toEnd, count], ['limit', 1]);
    assert.deepEqual([view?.toEnd?.ground, view?.toEnd?.officer], [5, cast.handler.account]);
    assert.match(view?.toEnd?.reasons ?? '', /调解期限于2026年6月16日届满/u);
    // As it was drafted, with nothing typed: what the desk's form begins with.
    const { ground, reasons: drafted } = view?.toEnd ?? assert.fail();
    await doAct(world, 'handler', number, 'terminate', { ground, reasons: drafted }, at('2026-06-17'));
    const ended = await see(number, '2026-06-17');
    assert.deepEqual([ended.row, ended.view?.phase], [undefined, 'terminated']);
    const forms = ended.view?.papers.filter(({ code }) => code === 'form-8').map(({ owedTo }) => owedTo);
    assert.deepEqual(forms, [['complainant'], ['respondent']]);
  });

  test('TER-01 one that is taken back, or falls with the acceptance, waits for nobody: list and case page say the same', async () => {
    const kept = await accepted();
    await doAct(world, 'consumer', kept, 'withdraw', {}, at('2026-04-20'));
    await doAct(world, 'consumer', kept, 'take-back-withdrawal', {}, at('2026-04-20'));
    const fell = await accepted();
    await doAct(world, 'handler', fell, 'withdraw', {}, at('2026-04-20'));
    await doAct(world, 'bureau-head', fell, 'annul', { reasons: '不属于本局管辖' }, at('2026-04-21'));
    for (const [number, phase] of [
      [kept, 'accepted'],
      [fell, 'withdrawn'],
    ] as const) {
      const { view, row } = await see(number, '2026-04-21');
      assert.deepEqual([view?.phase, view?.toEnd, row], [phase, null, undefined]);
    }
    assert.deepEqual(await refoldFaults(world), []);
  });

  test('TER-01 a withdrawal after acceptance is flagged until an officer has decided', async () => {
    const number = await accepted();
    await doAct(world, 'consumer', number, 'withdraw', { reasons: '店家退钱了。' }, at('2026-04-20'));
    const { view, row } = await see(number, '2026-04-21');
    assert.deepEqual([row?.toEnd, view?.toEnd?.because, view?.toEnd?.ground], ['withdrawal', 'withdrawal', 1]);
    await doAct(world, 'handler', number, 'terminate', { ground: 1, reasons: '投诉人撤回。' }, at('2026-04-21'));
    assert.equal((await see(number, '2026-04-21')).row, undefined);
  });

  test('TER-01 a settlement the operator tells of is asked of the complainant: no lets the case go on, yes is to be decided', async () => {
    const number = await accepted();
    const listed = (on: Day) =>
      world.context.database.transact(scopeOf(actor), async (tx) => {
        const page = await worklist(tx, actor, { q: number }, dueDays(on, world.context.law().calendar));
        assert.ok(!isRefusal(page));
        return page.rows[0];
      });
    const early = await tryAct(world, 'consumer', number, 'confirm-settlement', { settled: true });
    assert.equal(isRefusal(early) && early.refusal, 'no-settlement-told');
    const tell = (on: Day) =>
      doAct(world, 'handler', number, 'answer', { settledOn: on, statement: '已退款二百元。', by: 'phone' }, at(on));
    const told = await tell('2026-04-20');
    assert.equal((await listed('2026-04-20'))?.settlementAsked, true);
    const notice = `settlement-${told.version}`;
    const asked = () =>
      world.context.database.transact(nobody, async (tx) =>
        (await demoMessages(tx, '13800000001')).filter(
          ({ body }) => body.includes(number) && body.includes('自行和解'),
        ),
      );
    for (const _twice of [1, 2]) await tellNotice(world.context, { number, notice }, { tenant: 'yunqi' });
    assert.equal((await asked()).length, 1);
    await doAct(
      world,
      'consumer',
      number,
      'confirm-settlement',
      { settled: false, text: '没有收到钱。' },
      at('2026-04-21'),
    );
    const after = await see(number, '2026-04-21');
    assert.deepEqual([after.row, after.view?.settlement?.settled, after.view?.phase], [undefined, false, 'accepted']);
    assert.equal((await listed('2026-04-21'))?.settlementAsked, false);
    await tell('2026-04-22');
    assert.equal((await see(number, '2026-04-22')).view?.settlement?.settled, null);
    await doAct(world, 'consumer', number, 'confirm-settlement', { settled: true }, at('2026-04-22'));
    // Answered before it was asked: nothing is left to ask.
    const again = (await see(number, '2026-04-22')).view;
    await tellNotice(world.context, { number, notice: `settlement-${(again?.version ?? 0) - 1}` }, { tenant: 'yunqi' });
    assert.equal((await asked()).length, 1);
    const { view, row } = await see(number, '2026-04-23');
    assert.deepEqual([row?.toEnd, view?.toEnd?.because, view?.toEnd?.ground], ['settlement', 'settlement', 1]);
    assert.match(view?.toEnd?.reasons ?? '', /双方已于2026年4月22日自行和解/u);
    const reasons = view?.toEnd?.reasons ?? '';
    await doAct(
      world,
      'handler',
      number,
      'terminate',
      { ground: 1, settledOn: '2026-04-22', reasons },
      at('2026-04-23'),
    );
    assert.equal((await see(number, '2026-04-23')).row, undefined);
    assert.deepEqual(await refoldFaults(world), []);
  });
});
