import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { cast } from '#db/seed/cast.ts';
import type { Day } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { doAct, fileCase } from '#test/cases.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import { scopeOf } from '../handle.ts';
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
    const page = await worklist(tx, actor, { toEnd: true }, on);
    assert.ok(!isRefusal(page));
    const view = await caseView(world.context, tx, number, { actor, at: at(on), t: world.context.texts('en') });
    const { views } = await worklistCounts(tx, actor, on);
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
    await doAct(world, 'handler', number, 'terminate', { ground: 5, reasons: '届满。' }, at('2026-06-17'));
    assert.equal((await see(number, '2026-06-17')).row, undefined);
  });

  test('TER-01 a withdrawal after acceptance is flagged until an officer has decided', async () => {
    const number = await accepted();
    await doAct(world, 'consumer', number, 'withdraw', { reasons: '店家退钱了。' }, at('2026-04-20'));
    const { view, row } = await see(number, '2026-04-21');
    assert.deepEqual([row?.toEnd, view?.toEnd?.because, view?.toEnd?.ground], ['withdrawal', 'withdrawal', 1]);
    await doAct(world, 'handler', number, 'terminate', { ground: 1, reasons: '投诉人撤回。' }, at('2026-04-21'));
    assert.equal((await see(number, '2026-04-21')).row, undefined);
  });
});
