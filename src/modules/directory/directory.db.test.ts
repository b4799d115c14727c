import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cast } from '#db/seed/cast.ts';
import { seedDirectory } from '#db/seed/district.ts';
import type { Day } from '#kernel/day.ts';
import type { Tx } from '#platform/db.ts';
import { rolledBack } from '#test/rolled-back.ts';
import { openWorld, type World } from '#test/world.ts';
import * as directory from './facade.ts';
import { nationalEdition } from './reference/regions.ts';
import { mapCode } from './views/codes.ts';
import { findRegion, placeName, regionPath, regionsBelow } from './views/places.ts';
import { openUnits, whoWorksAt } from './views/units.ts';

const on: Day = '2026-05-06';
let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

const scoped = (name: string, work: (tx: Tx) => Promise<void>) =>
  test(name, () => rolledBack(world.context.database, work));

scoped('the seed runs again without changing anything', async (tx) => {
  const count = () =>
    tx.one<{ n: number }>(
      `select (select count(*) from operator) + (select count(*) from region) + (select count(*) from bureau)
         + (select count(*) from staff_profile) + (select count(*) from code) + (select count(*) from audit_line) as n`,
    );
  const once = await count();
  await seedDirectory(tx, new Date('2026-05-06T02:00:00Z'));
  assert.deepEqual(await count(), once);
});

scoped('the nation is there down to the county, below its parents, and quickly loaded', async (tx) => {
  const provinces = await regionsBelow(tx, undefined);
  assert.equal(provinces.length, 35);
  const path = await regionPath(tx, '330106');
  assert.deepEqual(
    path.map((step) => step.name),
    ['浙江省', '杭州市', '西湖区'],
  );
  assert.equal(placeName(path), '杭州市西湖区');
  assert.equal(placeName(await regionPath(tx, '110101')), '东城区');
  assert.deepEqual(await regionPath(tx, '000000'), []);
  const lost = await tx.rows(
    `select c.code from region c where c.parent is not null
       and not exists (select 1 from region p where p.edition = c.edition and p.code = c.parent)`,
  );
  assert.deepEqual(lost, []);
});

scoped('a code keeps its edition and, once given up, its successor', async (tx) => {
  assert.equal((await findRegion(tx, '330106'))?.edition, nationalEdition().id);
  assert.deepEqual(await findRegion(tx, '990101'), {
    edition: 'demo-2026',
    code: '990101',
    name: '旧城区',
    level: 'county',
    successor: '990102',
  });
});

scoped('standing towards 12315 is dated and comes down from the parent', async (tx) => {
  assert.equal(await directory.standingOn(tx, 'yunqi-linxi', '2026-04-14'), 'companion');
  assert.equal(await directory.standingOn(tx, 'yunqi-linxi', '2026-04-15'), 'published-channel');
  assert.equal(await directory.standingOn(tx, 'lanchuan-beidu-gangkou', on), 'companion');
  await tx.run("insert into bureau_standing values ('yunqi-linxi', '2026-05-01', 'companion', 'test')");
  assert.equal(await directory.standingOn(tx, 'yunqi-linxi', on), 'companion');
  assert.equal(await directory.standingOn(tx, 'nowhere', on), 'companion');
});

scoped('units, powers, staff and organisations are dated', async (tx) => {
  assert.equal((await openUnits(tx, on)).length, 13);
  assert.deepEqual(await openUnits(tx, '2018-12-31'), []);
  assert.ok((await directory.powersOf(tx, 'yunqi-linxi', on)).includes('decide-complaints'));
  assert.deepEqual(await directory.powersOf(tx, 'yunqi-linxi-chengdong', on), ['mediate']);
  const staff = await whoWorksAt(tx, 'yunqi-linxi', on);
  assert.deepEqual(staff.map((one) => one.name).toSorted(), ['何静', '方正平', '陈一鸣'].toSorted());
  assert.equal((await directory.staffMember(tx, cast.handler.account, on))?.licenceNumber, '99010200005');
  assert.equal(await directory.staffMember(tx, cast.handler.account, '2019-12-31'), undefined);
  const appraisers = await directory.organisationsOf(tx, 'yunqi', ['appraisal-body'], on);
  assert.deepEqual(
    appraisers.map((one) => one.id),
    ['yunqi-food-institute', 'yunqi-quality-institute'],
  );
});

scoped('codes are named in both languages and said in the other table', async (tx) => {
  assert.equal(await directory.codeName(tx, 'problem-12315', 'price', 'zh-CN'), '价格');
  assert.equal(await directory.codeName(tx, 'problem-12315', 'price', 'en'), 'Price');
  assert.equal(await directory.codeName(tx, 'problem-12315', 'nothing', 'en'), undefined);
  assert.equal(await mapCode(tx, 'problem-12315', 'trademark', 'problem-cca'), 'counterfeit');
  const unmapped = await tx.rows(
    `select c.system, c.code from code c where c.system in (select from_system from code_map)
       and not exists (select 1 from code_map m where m.from_system = c.system and m.from_code = c.code)`,
  );
  assert.deepEqual(unmapped, []);
  assert.equal(directory.isFoodMatter({ problem: 'food-safety' }), true);
  assert.equal(directory.isFoodMatter({ problem: 'price', object: 'fitness' }), false);
});
