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

  test('calls that fail move the case to the domicile of the platform, and the officer reads why', async () => {
    const { number } = await filed(onPlatform(3), '13800000023');
    const actor = actorOf('intake-officer');
    const t = world.context.texts('zh-CN');
    const asked = () =>
      world.context.database.transact(scopeOf(actor), (tx) =>
        caseCompetence(world.context, tx, number, { actor, at: now(), t }),
      );
    assert.ok((await asked())?.competent.some((one) => one.own));
    await doAct(world, 'handler', number, 'contact', { party: 'respondent', channel: 'phone', outcome: 'no-answer' });
    const after = await asked();
    assert.deepEqual(
      after?.competent.map((one) => one.own),
      [false],
    );
    assert.ok(after?.steps.some((step) => step.articleText?.includes('第十三条')));
  });
});
