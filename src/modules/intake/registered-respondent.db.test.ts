import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { demoOperatorId, demoShopId, platformOperatorId } from '#db/seed/operators.ts';
import type { FilingRequest } from '#modules/complaints/contract.ts';
import { scopeOf } from '#modules/complaints/handle.ts';
import { caseCompetence } from '#modules/complaints/views/competence.ts';
import { now } from '#platform/clock.ts';
import { type Database, nobody, openDatabase } from '#platform/db.ts';
import { doAct, fileCase } from '#test/cases.ts';
import { refoldFaults } from '#test/refold.ts';
import { actorOf, openWorld, type World } from '#test/world.ts';

let world: World;
let owner: Database;
before(async () => {
  world = await openWorld();
  owner = openDatabase({ url: world.ownerUrl, connections: 1 });
});
after(async () => {
  await owner.close();
  await world.close();
});

type Row = { tenant: string; bureau: string; operator: string | null; platform: string | null; respondent: string };
const filed = async (respondent: FilingRequest['respondent'], phone = '13800000001') => {
  const number = await fileCase(world, { respondent, complainant: { name: '林晓禾', phone, address: '桂花路 12 号' } });
  const row = await owner.transact(nobody, (tx) =>
    tx.one<Row & { kind: string }>(
      `select c.tenant, c.bureau, c.operator, c.platform, c.respondent_name as respondent,
         e.payload -> 'respondent' ->> 'kind' as kind
       from complaint c join event e on e.tenant = c.tenant and e.stream = c.stream and e.version = 1 where c.number = $1`,
      [number],
    ),
  );
  return { number, ...row };
};

const onPlatform = (shop: number) => ({ kind: 'platform-shop' as const, shop: demoShopId(shop) });

describe('the register says what the respondent is (Order 121 art. 13)', () => {
  test('a shop brings its platform and seller; one not reached at its address belongs to the domicile of the platform', async () => {
    const reached = await filed(onPlatform(2));
    assert.equal(reached.kind, 'platform-shop');
    assert.equal(reached.platform, platformOperatorId);
    assert.ok(reached.operator !== null && reached.respondent !== '');
    assert.equal(reached.tenant, 'yunqi');
    const hidden = await filed(onPlatform(6));
    assert.equal(hidden.tenant, 'lanchuan');
    const unreached = await filed(onPlatform(8));
    assert.equal(unreached.tenant, 'lanchuan');
    assert.deepEqual(await refoldFaults(world), []);
  });

  test('an operator is what the register says it is, whatever the form says', async () => {
    const platform = await filed({ kind: 'ordinary', operator: platformOperatorId });
    assert.equal(platform.kind, 'platform');
    const own = await filed({ kind: 'ordinary', operator: demoOperatorId(4) });
    assert.equal(own.kind, 'ordinary');
  });

  test('of several competent bureaus the one that received the same dispute first goes on (art. 14)', async () => {
    const actor = actorOf('intake-officer');
    const supermarket = { kind: 'ordinary' as const, operator: demoOperatorId(4) };
    const first = await filed({ ...supermarket, region: '990121100' }, '13800000021');
    const again = await filed(supermarket, '13800000021');
    assert.equal(again.bureau, first.bureau);
    const stranger = await filed(supermarket, '13800000022');
    assert.notEqual(stranger.bureau, first.bureau);
    const t = world.context.texts('zh-CN');
    const found = await world.context.database.transact(scopeOf(actor), (tx) =>
      caseCompetence(world.context, tx, again.number, { actor, at: now(), t }),
    );
    assert.deepEqual(
      found?.competent.map((one) => one.bureau),
      [first.bureau],
    );
  });

  test('JUR-05 calls in vain by what the platform shows, no others, move the case to its domicile, until the seller answers', async () => {
    const { number } = await filed(onPlatform(3), '13800000023');
    const actor = actorOf('intake-officer');
    const t = world.context.texts('zh-CN');
    const asked = () =>
      world.context.database.transact(scopeOf(actor), (tx) =>
        caseCompetence(world.context, tx, number, { actor, at: now(), t }),
      );
    const call = (
      outcome: 'no-answer' | 'refused' | 'wrong-number',
      more: { asShown?: true; channel?: 'visit' } = {},
    ) =>
      doAct(world, 'handler', number, 'contact', {
        ...{ party: 'respondent', channel: 'phone', outcome, called: { number: '0000-81000002' } },
        ...more,
      });
    // For everybody who complains of that shop from now on.
    const mark = () =>
      world.context.database.transact(scopeOf(actor), (tx) =>
        tx.one<{ by: string | null }>('select contact_failed_by as by from platform_shop where id = $1', [
          demoShopId(3),
        ]),
      );
    const isOwn = async () => (await asked())?.competent.some((one) => one.own);
    await call('refused');
    for (const outcome of ['no-answer', 'wrong-number', 'no-answer'] as const) await call(outcome);
    await call('no-answer', { asShown: true });
    await call('refused');
    await call('no-answer', { asShown: true });
    assert.deepEqual([await isOwn(), await mark()], [true, { by: null }]);
    // A moment later by telephone it is the same attempt; a visit is another.
    await call('wrong-number', { asShown: true });
    assert.deepEqual([await isOwn(), await mark()], [true, { by: null }]);
    await call('no-answer', { asShown: true, channel: 'visit' });
    const after = await asked();
    assert.deepEqual(
      after?.competent.map((one) => one.own),
      [false],
    );
    assert.deepEqual(await mark(), { by: 'yunqi-linxi' });
    assert.match(after?.steps[0]?.sentence ?? '', /临溪区市场监督管理局于.*查明/u);
    assert.ok(after?.steps.some((step) => step.articleText?.includes('第十三条')));
    await doAct(world, 'handler', number, 'answer', { consentsToMediation: false, by: 'phone' });
    assert.deepEqual([await isOwn(), await mark()], [true, { by: null }]);
  });
});
