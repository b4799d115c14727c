import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { cast, fixedId } from '#db/seed/cast.ts';
import { seedDirectory } from '#db/seed/district.ts';
import { demoOperatorId, demoOperators, demoShopId, platformOperatorId } from '#db/seed/operators.ts';
import type { Actor } from '#kernel/actor.ts';
import type { Day } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { checkUscc } from '#kernel/uscc.ts';
import { type Database, nobody, openDatabase, type Tx } from '#platform/db.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import * as directory from './facade.ts';
import { nationalEdition } from './reference/regions.ts';
import { rulebook } from './rulebook/rulebook.ts';
import { enterOperators } from './store.ts';
import { regionsBelow } from './views/places.ts';
import { openUnits } from './views/units.ts';

const at = new Date('2026-05-06T02:00:00Z');
const on: Day = '2026-05-06';
const officer: Actor = {
  kind: 'staff',
  account: cast['intake-officer'].account,
  roles: ['intake-officer'],
  tenants: ['yunqi'],
  bureaus: ['yunqi-intake'],
  principals: [cast['intake-officer'].account],
  tenant: 'yunqi',
  bureau: 'yunqi-intake',
};

let place: TestDatabase;
let database: Database;

before(async () => {
  place = await testDatabase();
  database = openDatabase({ url: place.appUrl });
  await database.transact(nobody, (tx) => seedDirectory(tx, at));
});

after(async () => {
  await database.close();
  await place.drop();
});

class RolledBack extends Error {}

/** Runs `work` under the application's login and undoes everything it wrote. */
const inTransaction = async (work: (tx: Tx) => Promise<void>): Promise<void> => {
  const undone = database.transact(nobody, async (tx) => {
    await work(tx);
    throw new RolledBack();
  });
  await assert.rejects(undone, RolledBack);
};

const scoped = (name: string, work: (tx: Tx) => Promise<void>) => test(name, () => inTransaction(work));

const names = (found: { operators: readonly { name: string }[] }) => found.operators.map((one) => one.name);
const competent = async (tx: Tx, respondent: directory.Respondent, day: Day = on) =>
  (await directory.competentBureaus(tx, rulebook, { on: day, respondent })).competent.map((one) => one.bureau);

scoped('the seed runs again without changing anything', async (tx) => {
  const count = () =>
    tx.one<{ n: number }>(
      `select (select count(*) from operator) + (select count(*) from region) + (select count(*) from bureau)
         + (select count(*) from staff_profile) + (select count(*) from code) + (select count(*) from audit_line) as n`,
    );
  const once = await count();
  await seedDirectory(tx, at);
  assert.deepEqual(await count(), once);
});

scoped('the nation is there down to the county, below its parents, and quickly loaded', async (tx) => {
  const provinces = await regionsBelow(tx, undefined);
  assert.equal(provinces.length, 35);
  const path = await directory.regionPath(tx, '330106');
  assert.deepEqual(
    path.map((step) => step.name),
    ['浙江省', '杭州市', '西湖区'],
  );
  assert.equal(directory.placeName(path), '杭州市西湖区');
  assert.equal(directory.placeName(await directory.regionPath(tx, '110101')), '东城区');
  assert.deepEqual(await directory.regionPath(tx, '000000'), []);
  const lost = await tx.rows(
    `select c.code from region c where c.parent is not null
       and not exists (select 1 from region p where p.edition = c.edition and p.code = c.parent)`,
  );
  assert.deepEqual(lost, []);
});

scoped('a code keeps its edition and, once given up, its successor', async (tx) => {
  assert.equal((await directory.findRegion(tx, '330106'))?.edition, nationalEdition().id);
  assert.deepEqual(await directory.findRegion(tx, '990101'), {
    edition: 'demo-2026',
    code: '990101',
    name: '旧城区',
    level: 'county',
    successor: '990102',
  });
});

scoped('operators are found by any part of a name, best match first', async (tx) => {
  assert.deepEqual(names(await directory.findOperators(tx, { text: '溪畔老火锅' })), ['云栖市溪畔火锅店']);
  assert.deepEqual(names(await directory.findOperators(tx, { text: '强健' })).toSorted(), [
    '云栖市强健健身服务有限公司',
    '望山县强健健身服务有限公司',
  ]);
  const [first] = names(await directory.findOperators(tx, { text: '好邻居超市' }));
  assert.equal(first, '云栖市好邻居超市有限公司');
  assert.deepEqual(names(await directory.findOperators(tx, { text: '强健', region: '990121' })), [
    '望山县强健健身服务有限公司',
  ]);
});

scoped('operators are found by licence code, and a wrong digit only warns', async (tx) => {
  const code = demoOperators[0]?.uscc ?? '';
  const found = await directory.findOperators(tx, { text: ` ${code.toLowerCase()} ` });
  assert.equal(found.asked, 'licence-code');
  assert.deepEqual(names(found), ['云栖市强健健身服务有限公司']);
  assert.deepEqual(found.warnings, []);

  const misread = demoOperators[18]?.uscc ?? '';
  const doubtful = await directory.findOperators(tx, { text: misread });
  assert.deepEqual(names(doubtful), ['云栖市临溪区巧手手机维修店']);
  assert.deepEqual(
    doubtful.warnings.map((warning) => warning.code),
    ['wrong-check-digit'],
  );
});

scoped('shops are found by address, number and name', async (tx) => {
  for (const text of ['https://shop.jiyun.example/s/100001?from=share', 'shop.jiyun.example/s/100001/', '山货侠']) {
    const { shops } = await directory.findOperators(tx, { text });
    assert.deepEqual(
      shops.map((shop) => shop.shopName),
      ['山货侠旗舰店'],
      text,
    );
  }
  const byNumber = await directory.findOperators(tx, { text: 'JY100001', by: 'platform-shop' });
  assert.equal(byNumber.shops[0]?.platformName, '澜川市集云优选网络科技有限公司');
});

scoped('a search that says nothing answers so, and a frequent word is cut with a hint', async (tx) => {
  for (const text of ['', '有限公司', '\0', '———']) {
    assert.equal((await directory.findOperators(tx, { text })).asked, 'nothing-to-search');
  }
  const many = await directory.findOperators(tx, { text: '云栖' });
  assert.equal(many.operators.length, 20);
  assert.equal(many.more, true);
});

scoped('hostile texts are searched like any other', async (tx) => {
  const hostile = [
    "'; drop table operator; --",
    '%_%',
    '\\',
    '{1,2}',
    '<script>',
    '𠮷野家',
    'a'.repeat(400),
    '\ud800x',
    '🙂🙂',
  ];
  for (const text of hostile) {
    for (const by of [undefined, 'name', 'licence-code', 'platform-shop'] as const) {
      assert.deepEqual(names(await directory.findOperators(tx, { text, by })), [], text);
    }
  }
});

scoped('JUR-01 an ordinary operator: its county, by county, town, zone and former county alike', async (tx) => {
  assert.deepEqual(await competent(tx, { by: 'operator', id: demoOperatorId(1) }), ['yunqi-linxi']);
  assert.deepEqual(await competent(tx, { by: 'operator', id: demoOperatorId(31) }), ['yunqi-wangshan']);
  for (const businessRegion of ['990102', '990102101', '990171', '990101']) {
    assert.deepEqual(await competent(tx, { by: 'address', kind: 'ordinary', businessRegion }), ['yunqi-linxi']);
  }
});

scoped('JUR-01 two premises in two counties, or only the one where it happened', async (tx) => {
  const id = demoOperatorId(4);
  assert.deepEqual(await competent(tx, { by: 'operator', id }), ['yunqi-linxi', 'yunqi-wangshan']);
  const found = await directory.competentBureaus(tx, rulebook, {
    on,
    respondent: { by: 'operator', id, premisesRegion: '990121100' },
  });
  assert.deepEqual(found.competent, [
    { bureau: 'yunqi-wangshan', ground: 'actual-place-of-business' },
    { bureau: 'yunqi-linxi', ground: 'domicile' },
  ]);
});

scoped('JUR-02 the platform answers at its domicile', async (tx) => {
  assert.deepEqual(await competent(tx, { by: 'operator', id: platformOperatorId }), ['lanchuan-beidu']);
});

scoped('JUR-04 JUR-05 a seller on a platform: shown address and platform, or platform alone', async (tx) => {
  assert.deepEqual(await competent(tx, { by: 'shop', id: demoShopId(1) }), ['yunqi-wangshan', 'lanchuan-beidu']);
  assert.deepEqual(await competent(tx, { by: 'shop', id: demoShopId(1), contact: 'failed' }), ['lanchuan-beidu']);
  assert.deepEqual(await competent(tx, { by: 'shop', id: demoShopId(6) }), ['lanchuan-beidu']);
  assert.deepEqual(await competent(tx, { by: 'shop', id: demoShopId(8) }), ['lanchuan-beidu']);
  assert.deepEqual(await competent(tx, { by: 'operator', id: demoOperatorId(52) }), [
    'yunqi-wangshan',
    'lanchuan-beidu',
  ]);
});

scoped('a noted failure to reach the seller changes who is competent, a later success changes it back', async (tx) => {
  const shop = demoShopId(1);
  await directory.recordShopContact(tx, shop, { reached: false, on });
  assert.deepEqual(await competent(tx, { by: 'shop', id: shop }), ['lanchuan-beidu']);
  await directory.recordShopContact(tx, shop, { reached: true, on });
  assert.deepEqual(await competent(tx, { by: 'shop', id: shop }), ['yunqi-wangshan', 'lanchuan-beidu']);
  const unknown = await directory.recordShopContact(tx, fixedId(9), { reached: true, on });
  assert.equal(unknown?.refusal, 'shop-unknown');
});

scoped('a platform is asked for a seller’s name and address, dated, and answers', async (tx) => {
  const shop = demoShopId(6);
  const early = await directory.recordDataRequest(tx, shop, 'answered', on);
  assert.equal(early?.refusal, 'data-request-not-open');
  assert.equal(await directory.recordDataRequest(tx, shop, 'asked', on), undefined);
  assert.equal(await directory.recordDataRequest(tx, shop, 'answered', '2026-05-20'), undefined);
  const kept = await directory.shopOf(tx, shop);
  assert.deepEqual([kept?.dataRequest, kept?.dataRequestedOn], ['answered', on]);
});

scoped('a filing is received by the intake centre of the competent bureau’s city', async (tx) => {
  const found = await directory.competentBureaus(tx, rulebook, {
    on,
    respondent: { by: 'operator', id: demoOperatorId(31) },
  });
  const receiver = await directory.receiverFor(tx, found, on);
  assert.deepEqual(
    [receiver?.tenant, receiver?.unit.id, receiver?.competent.id],
    ['yunqi', 'yunqi-intake', 'yunqi-wangshan'],
  );
  const nobodyKnown = await directory.competentBureaus(tx, rulebook, {
    on,
    respondent: { by: 'address', kind: 'ordinary', businessRegion: '330106' },
  });
  assert.equal(nobodyKnown.steps[1]?.step, 'no-bureau-for-place');
  assert.equal(await directory.receiverFor(tx, nobodyKnown, on), undefined);
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
  const staff = await directory.whoWorksAt(tx, 'yunqi-linxi', on);
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
  assert.equal(await directory.mapCode(tx, 'problem-12315', 'trademark', 'problem-cca'), 'counterfeit');
  const unmapped = await tx.rows(
    `select c.system, c.code from code c where c.system in (select from_system from code_map)
       and not exists (select 1 from code_map m where m.from_system = c.system and m.from_code = c.code)`,
  );
  assert.deepEqual(unmapped, []);
  assert.equal(directory.isFoodMatter({ problem: 'food-safety' }), true);
  assert.equal(directory.isFoodMatter({ problem: 'price', object: 'fitness' }), false);
});

scoped('an operator entered by an officer is kept with its doubts and shows its lookalikes', async (tx) => {
  const uscc = `${demoOperators[0]?.uscc?.slice(0, 17)}?`;
  const body = { kind: 'ordinary', name: ' 云栖市 强健健身服务 有限公司', uscc, businessRegion: '990102' } as const;
  const made = await directory.registerOperator(tx, officer, body, at);
  assert.ok(!isRefusal(made));
  assert.deepEqual(
    made.warnings.map((warning) => warning.code),
    ['unknown-character'],
  );
  assert.deepEqual(
    made.lookalikes.map((one) => one.id),
    [demoOperatorId(1)],
  );
  assert.equal((await directory.operatorOf(tx, made.id))?.uscc, checkUscc(uscc).text);
  const line = await tx.rows<{ account: string }>(
    "select account from audit_line where act = 'register-operator' and subject = $1 and account = $2",
    [`operator:${made.id}`, officer.account],
  );
  assert.ok(line.length <= 1);
});

scoped('texts of every kind are stored unchanged or refused with the field named', async (tx) => {
  for (const name of [
    '<script>alert(1)</script>店',
    "Robert'); drop table operator;--",
    '𠮷野家・é̂',
    '店'.repeat(200),
  ]) {
    const made = await directory.registerOperator(tx, officer, { kind: 'ordinary', name }, at);
    assert.ok(!isRefusal(made));
    assert.equal((await directory.operatorOf(tx, made.id))?.name, name);
  }
  const nul = await directory.registerOperator(tx, officer, { kind: 'ordinary', name: '店\0铺' }, at);
  assert.ok(isRefusal(nul) && nul.refusal === 'text-holds-null-character' && nul.field === 'name');
  const signs = await directory.registerOperator(tx, officer, { kind: 'ordinary', name: ' ——' }, at);
  assert.ok(isRefusal(signs) && signs.refusal === 'operator-name-says-nothing');
  const lost = await directory.registerOperator(
    tx,
    officer,
    { kind: 'ordinary', name: '甲', registeredRegion: '123456' },
    at,
  );
  assert.ok(isRefusal(lost) && lost.refusal === 'region-unknown' && lost.field === 'registeredRegion');
});

scoped('demo codes are well made, but for the one that is not', async () => {
  const unsound = demoOperators
    .filter((one) => one.uscc && !checkUscc(one.uscc).sound)
    .map((one) => one.tradeName ?? one.name);
  assert.deepEqual(unsound, ['云栖市临溪区巧手手机维修店']);
  assert.equal(new Set(demoOperators.map((one) => one.uscc)).size, demoOperators.length);
  assert.ok(demoOperators.length >= 60);
});

test('every search goes through an index, also among many operators', async () => {
  const rows = Array.from({ length: 20_000 }, (_, n) => ({
    id: fixedId(1_000_000 + n),
    kind: 'ordinary' as const,
    name: `云栖市第${n}号${n % 7 === 0 ? '健身' : '商贸'}有限公司`,
    uscc: null,
  }));
  await database.transact(nobody, (tx) => enterOperators(tx, rows, 'system:test', at));
  const owner = new pg.Client({ connectionString: place.ownerUrl });
  await owner.connect();
  await owner.query('vacuum analyze operator');
  await owner.end();

  await database.transact(nobody, async (tx) => {
    const started = performance.now();
    for (let n = 0; n < 20; n++) {
      assert.equal((await directory.findOperators(tx, { text: `第${n * 991}号` })).operators.length, 1);
    }
    const each = (performance.now() - started) / 20;
    assert.ok(each < 50, `${each} ms a search`);
    const plan = await tx.adhoc<{ 'QUERY PLAN': string }>(
      "explain select * from operator where grams @> array['号健', '健身', '第9'] and same_as is null limit 400",
    );
    assert.match(plan.map((row) => row['QUERY PLAN']).join('\n'), /operator_grams/);
  });
});
