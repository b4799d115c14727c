import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isRefusal } from '#kernel/refusal.ts';
import { scopeOf } from '#platform/actor-scope.ts';
import type { Tx } from '#platform/db.ts';
import { rolledBack } from '#test/rolled-back.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';
import { dropView, keepView, savedViewsOf } from './saved-views.ts';

const officer = actorOf('handler');
let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

const scoped = (name: string, work: (tx: Tx) => Promise<void>) =>
  test(name, () => rolledBack(world.context.database, work, scopeOf(officer)));

const keep = (tx: Tx, id: string, name: string) =>
  keepView(tx, officer.account, { id, name, query: 'open=true', list: 'cases' });
const names = async (tx: Tx) => (await savedViewsOf(tx, officer.account)).map(({ name }) => name);

scoped('two windows keep each its own view, and neither takes the other’s away', async (tx) => {
  await keep(tx, '1', '标签一新增');
  await keep(tx, '2', '标签二新增');
  assert.deepEqual(await names(tx), ['标签一新增', '标签二新增']);
  await dropView(tx, officer.account, '1');
  await dropView(tx, officer.account, '1');
  assert.deepEqual(await names(tx), ['标签二新增']);
});

scoped('a name kept anew is one view, told last; of another list it is another', async (tx) => {
  for (const [id, name] of ['甲', '乙', '甲'].entries()) await keep(tx, String(id), name);
  await keepView(tx, officer.account, { id: 'q', name: '乙', query: '', list: 'questions' });
  assert.deepEqual(await names(tx), ['乙', '甲', '乙']);
});

scoped('the fifty-first view is refused with what to do, and a view has a name', async (tx) => {
  for (let i = 1; i <= 50; i += 1) await keep(tx, `n${i}`, `视图${i}`);
  const more = await keep(tx, 'more', '第五十一个');
  assert.ok(isRefusal(more));
  assert.deepEqual([more.refusal, more.params], ['too-many-views', { most: 50 }]);
  const nameless = await keep(tx, 'x', '  ');
  assert.ok(isRefusal(nameless) && nameless.field === 'name');
});
