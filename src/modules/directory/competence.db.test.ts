import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fixedId } from '#db/seed/cast.ts';
import { demoOperatorId, demoShopId, platformOperatorId } from '#db/seed/operators.ts';
import type { Day } from '#kernel/day.ts';
import type { Tx } from '#platform/db.ts';
import { textsFor } from '#platform/texts.ts';
import { rolledBack } from '#test/rolled-back.ts';
import { openWorld, type World } from '#test/world.ts';
import * as directory from './facade.ts';
import { rulebook } from './rulebook/rulebook.ts';
import { receiverFor } from './views/competence.ts';
import { competenceInWords } from './views/competence-in-words.ts';

const on: Day = '2026-05-06';
let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

const scoped = (name: string, work: (tx: Tx) => Promise<void>) =>
  test(name, () => rolledBack(world.context.database, work));

const competent = async (tx: Tx, respondent: directory.Respondent) =>
  (await directory.competentBureaus(tx, rulebook, { on, respondent })).competent.map((one) => one.bureau);

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
  await directory.recordShopContact(tx, shop, { reached: false, on, by: 'yunqi-wangshan' });
  assert.deepEqual(await competent(tx, { by: 'shop', id: shop }), ['lanchuan-beidu']);
  const said = await competenceInWords(tx, rulebook, { on, respondent: { by: 'shop', id: shop } }, textsFor('zh-CN'));
  assert.match(said.steps[0]?.sentence ?? '', new RegExp(`（云栖市望山县市场监督管理局于${on}查明）`, 'u'));
  await directory.recordShopContact(tx, shop, { reached: true });
  assert.deepEqual(await competent(tx, { by: 'shop', id: shop }), ['yunqi-wangshan', 'lanchuan-beidu']);
  const unknown = await directory.recordShopContact(tx, fixedId(9), { reached: true });
  assert.equal(unknown?.refusal, 'shop-unknown');
});

scoped('a platform is asked for a seller’s name and address, dated, and answers', async (tx) => {
  const shop = demoShopId(6);
  const early = await directory.recordDataRequest(tx, shop, 'answered', on);
  assert.equal(early?.refusal, 'platform-data-not-asked');
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
  const receiver = await receiverFor(tx, found, on);
  assert.deepEqual(
    [receiver?.tenant, receiver?.unit.id, receiver?.competent.id],
    ['yunqi', 'yunqi-intake', 'yunqi-wangshan'],
  );
  const nobodyKnown = await directory.competentBureaus(tx, rulebook, {
    on,
    respondent: { by: 'address', kind: 'ordinary', businessRegion: '330106' },
  });
  assert.equal(nobodyKnown.steps[1]?.step, 'no-bureau-for-place');
  assert.equal(await receiverFor(tx, nobodyKnown, on), undefined);
});

scoped('JUR-04 JUR-05 a shop that is not listed: its platform by name, its address as shown', async (tx) => {
  const shop = { by: 'unlisted-shop', platform: '集云优选' } as const;
  assert.deepEqual(await competent(tx, { ...shop, contact: 'not-tried' }), ['lanchuan-beidu']);
  assert.deepEqual(await competent(tx, { ...shop, shownRegion: '990102', contact: 'not-tried' }), [
    'yunqi-linxi',
    'lanchuan-beidu',
  ]);
  assert.deepEqual(await competent(tx, { by: 'unlisted-shop', platform: '没有的平台', contact: 'failed' }), []);
});

scoped('ids that are none find nobody and break nothing', async (tx) => {
  for (const id of ['', 'gym', "' or 1=1", '强健健身']) {
    assert.equal(await directory.operatorOf(tx, id), undefined);
    assert.equal(await directory.shopOf(tx, id), undefined);
    assert.deepEqual(await competent(tx, { by: 'operator', id }), []);
    assert.deepEqual(await competent(tx, { by: 'shop', id }), []);
  }
});

const ADDRESSES: Readonly<Record<string, string | undefined>> = {
  '云栖市临溪区中山路 88 号': '990102',
  '云澜省云栖市 临溪区城东街道中山路 88 号二层': '990102001',
  云栖望山县城关镇北门街: '990121100',
  '浙江省杭州市西湖区文一路 1 号': '330106',
  杭州西湖区文一路: '330106',
  南京市鼓楼区中山北路: '320106',
  鼓楼区中山北路: undefined,
  北京市东城区东华门大街: '110101',
  重庆市城口县: '500229',
  临溪区人民路: '990102',
  中山路: undefined,
  '': undefined,
};

for (const [address, code] of Object.entries(ADDRESSES)) {
  scoped(`“${address}” lies in ${code ?? 'no one place'}`, async (tx) => {
    assert.equal(await directory.regionInAddress(tx, address), code);
  });
}
