import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cast } from '#db/seed/cast.ts';
import { demoOperatorId, demoShopId } from '#db/seed/operators.ts';
import { dayOf } from '#kernel/day.ts';
import { openCasesAt } from '#modules/complaints/views/open-cases-at.ts';
import { giveRole, makeAccount } from '#platform/auth/grants.ts';
import { openSession } from '#platform/auth/sessions.ts';
import { csrfOf } from '#platform/auth/tokens.ts';
import { now } from '#platform/clock.ts';
import { nobody } from '#platform/db.ts';
import { type Api, openApi } from '#test/api.ts';
import { openWorld, type World } from '#test/world.ts';
import * as directory from './facade.ts';
import { registerOperator } from './handle.ts';
import type { ImportAnswer, OperatorFile } from './register-contract.ts';
import { upkeepRoutes } from './upkeep-routes.ts';
import { mapCode } from './views/codes.ts';

let world: World;
let api: Api;
let keeper: Record<string, string>;
/** The system administrator of the other city. */
let other: Record<string, string>;
const today = dayOf(now());
const system = { kind: 'system', account: 'system:test', roles: [], tenants: [], bureaus: [], principals: [] } as const;

before(async () => {
  world = await openWorld();
  api = await openApi(world, [upkeepRoutes(world.context, openCasesAt)]);
  keeper = { ...(await api.inBrowser('system-administrator')) };
  const { token } = await world.context.database.transact(nobody, async (tx) => {
    const account = await makeAccount(tx, 'staff');
    await giveRole(tx, system, {
      account,
      role: 'system-administrator',
      tenant: 'lanchuan',
      bureau: 'lanchuan-city',
      sees: [],
      from: '2020-01-01',
    });
    return await openSession(tx, { account, kind: 'staff', strong: true, device: 'test' });
  });
  other = { cookie: `${api.app.cookieNames.session}=${token}`, 'x-csrf-token': csrfOf(token) };
});
after(async () => {
  await api.close();
  await world.close();
});

const send = async <T = Record<string, string>>(
  headers: Readonly<Record<string, string>>,
  path: string,
  payload?: object,
): Promise<{ status: number; body: T }> => {
  const answer = await api.app.inject({
    method: payload === undefined ? 'GET' : 'POST',
    url: `/api/v1/administration${path}`,
    headers: { ...headers },
    ...(payload === undefined ? {} : { payload }),
  });
  return { status: answer.statusCode, body: answer.json<T>() };
};
const post = (path: string, payload: object) => send(keeper, path, payload);
const ask = <T>(work: Parameters<typeof world.context.database.transact<T>>[1]) =>
  world.context.database.transact(nobody, work);

const gym = demoOperatorId(1);
const file = async (id: string) => (await send<OperatorFile>(await api.inBrowser('handler'), `/operators/${id}`)).body;

test('a correction keeps what the register said before, and is refused on a version that has moved', async () => {
  const before = await file(gym);
  const change = {
    kind: 'ordinary',
    name: '云栖市强健健身管理有限公司',
    status: 'moved',
    reason: '更名',
    uscc: before.uscc,
  };
  const at = (version: number) => ({ ...keeper, 'if-match': `"v${version}"` });
  const path = `/operators/${gym}/changes`;
  assert.equal((await send(keeper, path, change)).status, 428);
  assert.equal((await send(await api.inBrowser('handler'), path, change)).status, 403);
  assert.equal(
    (await send(at(before.version), path, { ...change, name: '（）' })).body['code'],
    'operator-name-says-nothing',
  );
  assert.equal((await send(at(before.version), path, change)).status, 200);
  assert.equal((await send(at(before.version), path, change)).status, 412);
  const after = await file(gym);
  assert.deepEqual([after.name, after.status, after.version], [change.name, 'moved', before.version + 1]);
  assert.deepEqual(
    after.revisions.map((one) => [one.before['name'], one.reason, one.changedBy]),
    [[before.name, '更名', cast['system-administrator'].account]],
  );
  const found = await ask((tx) => directory.findOperators(tx, { text: '强健健身管理' }));
  assert.equal(found.operators[0]?.id, gym);
});

test('a person’s number stays masked in the file and its history, and outlasts a correction that sends it back masked', async () => {
  const number = '33010619850312402X';
  const { id } = await ask(async (tx) => {
    const made = await registerOperator(
      tx,
      { ...system, kind: 'staff' },
      { kind: 'ordinary', name: '溪口老林早餐店', uscc: number },
      now(),
    );
    assert.ok('id' in made);
    return made;
  });
  const shown = await file(id);
  assert.deepEqual([shown.uscc, shown.codeHidden], ['330106********402X', true]);
  assert.deepEqual(shown.warnings, [{ code: 'personal-number' }]);
  const change = { kind: 'ordinary', name: '溪口老林早点铺', status: 'active', reason: '更名', uscc: shown.uscc };
  const headers = { ...keeper, 'if-match': `"v${shown.version}"` };
  assert.equal((await send(headers, `/operators/${id}/changes`, change)).status, 200);
  const after = await file(id);
  assert.deepEqual([after.uscc, after.revisions[0]?.before['uscc']], [shown.uscc, shown.uscc]);
  assert.equal((await ask((tx) => directory.operatorOf(tx, id)))?.uscc, number);
});

test('two rows of one operator become one, places included, and come apart again', async () => {
  const [kept, double] = [demoOperatorId(4), demoOperatorId(34)];
  const wish = { into: kept, reason: '同一经营者' };
  assert.equal((await post(`/operators/${kept}/merge`, { ...wish, into: kept })).body['code'], 'merged-into-itself');
  assert.equal((await post(`/operators/${double}/merge`, wish)).status, 200);
  assert.equal((await post(`/operators/${double}/merge`, wish)).body['code'], 'merged-already');
  assert.equal(
    (await post(`/operators/${kept}/merge`, { ...wish, into: double })).body['code'],
    'merged-into-a-duplicate',
  );
  assert.deepEqual(
    (await file(kept)).merged.map((one) => one.id),
    [double],
  );
  const name = (await file(double)).name;
  const found = await ask((tx) => directory.findOperators(tx, { text: name }));
  assert.ok(found.operators.every((one) => one.id !== double));
  assert.equal((await post(`/operators/${double}/separate`, { reason: '核实为两家' })).status, 200);
  assert.equal((await file(double)).revisions.length, 2);
});

test('another city corrects its own operators only', async () => {
  const merge = { into: demoOperatorId(2), reason: '试' };
  const answer = await send(other, `/operators/${gym}/merge`, merge);
  assert.deepEqual([answer.status, answer.body['code']], [403, 'operator-of-another-tenant']);
  assert.equal(
    (await send(other, '/zones', { code: '990281', name: '澜川开发区', county: '990203', from: today })).status,
    403,
  );
});

test('places of business and shops are added, closed and looked up anew', async () => {
  const place = { name: '强健健身（溪口店）', address: '溪口路 2 号', region: '990102101', from: '2026-01-01' };
  const made = await post(`/operators/${gym}/premises`, place);
  assert.equal(made.status, 200);
  const closing = { on: '2026-03-01', reason: '关店' };
  const close = `/operators/${gym}/premises/${made.body['id']}/close`;
  assert.equal((await post(close, closing)).status, 200);
  assert.equal((await post(close, closing)).body['code'], 'premises-not-open');
  const shop = { shopName: '灵巧玩具专营店', shopReference: 'JY200001', lookedUpOn: '2026-05-01' };
  assert.equal(
    (await post(`/operators/${gym}/shops`, { ...shop, platform: gym })).body['code'],
    'operator-is-no-platform',
  );
  const first = demoShopId(1);
  const seller = (await ask((tx) => directory.shopOf(tx, first)))?.seller ?? '';
  assert.equal(
    (await post(`/operators/${seller}/shops/${first}/changes`, { ...shop, reason: '重新查询' })).status,
    200,
  );
  assert.equal((await ask((tx) => directory.shopOf(tx, first)))?.shopName, shop.shopName);
});

test('a local item inherits what its parent is elsewhere, food included, and ends on a day', async () => {
  const item = {
    parent: 'general-food',
    word: 'premade',
    titleZh: '预制菜',
    titleEn: 'Ready meals',
    from: today,
    maps: [],
  };
  assert.equal((await send(other, '/code-tables/object-12315/items', item)).body['code'], 'only-the-instance-keeper');
  const made = await post('/code-tables/object-12315/items', item);
  assert.deepEqual(made, { status: 200, body: { code: 'general-food.premade' } });
  const [inherited, own] = await ask(async (tx) => [
    await mapCode(tx, 'object-12315', 'general-food.premade' as never, 'object-cca'),
    await mapCode(tx, 'object-12315', 'general-food', 'object-cca'),
  ]);
  assert.equal(inherited, own);
  assert.equal(directory.isFoodMatter({ object: 'general-food.premade' }), true);
  assert.equal(directory.isFoodMatter({ object: 'general-foodstuff' }), false);
  const close = (code: string) =>
    post(`/code-tables/object-12315/items/${code}/close`, { on: '2099-01-01', reason: '停用' });
  assert.equal((await close('general-food')).body['code'], 'code-not-local');
  assert.equal((await close('general-food.premade')).status, 200);
  const offered = (on: '2098-01-01' | '2099-01-01') => ask((tx) => directory.codesOf(tx, 'object-12315', on));
  assert.ok((await offered('2098-01-01')).some((one) => one.code === 'general-food.premade'));
  assert.ok((await offered('2099-01-01')).every((one) => one.code !== 'general-food.premade'));
});

test('a zone under a local code is answered for by the county it lies in', async () => {
  const zone = { code: '990172', name: '云栖智造产业园', county: '990121', from: '2026-01-01' };
  assert.equal((await post('/zones', { ...zone, county: '990100' })).body['code'], 'no-such-county');
  assert.equal((await post('/zones', zone)).status, 200);
  assert.equal((await post('/zones', zone)).body['code'], 'region-code-taken');
  const competent = () =>
    ask((tx) =>
      directory.competentBureaus(tx, world.context.law().rulebook, {
        on: today,
        respondent: { by: 'address', kind: 'ordinary', businessRegion: '990172' },
      }),
    );
  assert.equal((await competent()).competent[0]?.bureau, 'yunqi-wangshan');
  assert.equal((await post('/zones/990172/county', { county: '990102', reason: '统计口径更正' })).status, 200);
  assert.equal((await competent()).competent[0]?.bureau, 'yunqi-linxi');
});

test('a region that was merged is closed with its successor, which then answers for what lies there', async () => {
  const merged = { code: '990173', name: '云栖旧区', county: '990121', from: '2026-01-01' };
  const heir = { code: '990174', name: '云栖新区', county: '990102', from: '2026-01-01' };
  for (const zone of [merged, heir]) assert.equal((await post('/zones', zone)).status, 200);
  const close = (more: object) => post('/places/990173/close', { on: '2026-04-20', reason: '区划调整', ...more });
  assert.equal((await close({ successor: '990102' })).body['code'], 'no-such-successor');
  assert.equal((await close({ successor: '990173' })).body['code'], 'no-such-successor');
  assert.equal((await close({ on: '2099-01-01' })).body['code'], 'region-closed-ahead');
  assert.equal((await close({ on: '2026-01-01' })).body['code'], 'region-closed-before-it-began');
  const holding = await post('/places/990121/close', { on: '2026-04-20', reason: '区划调整' });
  assert.equal(holding.body['code'], 'region-holds-others');
  const wish = { on: '2026-04-20', successor: '990174', reason: '区划调整' };
  assert.equal((await send(other, '/places/990173/close', wish)).body['code'], 'only-the-instance-keeper');
  assert.deepEqual(await close({ successor: '990174' }), { status: 200, body: { code: '990173' } });
  assert.equal((await close({ successor: '990174' })).body['code'], 'no-such-region');
  const competent = (on: '2026-04-19' | '2026-04-20') =>
    ask((tx) =>
      directory.competentBureaus(tx, world.context.law().rulebook, {
        on,
        respondent: { by: 'address', kind: 'ordinary', businessRegion: '990173' },
      }),
    );
  assert.equal((await competent('2026-04-19')).competent[0]?.bureau, 'yunqi-wangshan');
  assert.equal((await competent('2026-04-20')).competent[0]?.bureau, 'yunqi-linxi');
});

test('a list is taken line by line; what cannot be taken comes back with its line and reason, and twice is once', async () => {
  const csv = `﻿名称,统一社会信用代码,经营场所,经营场所行政区划代码,备注
"云栖市新春书店",,人民路 99 号,990102,无
（）,,,,
云栖市晚秋茶馆,92990102MA9900010X,溪边路 3 号,990102,"码有疑, 照收"
云栖市远方客栈,,远方路 1 号,123456,
`;
  const taken = (await send<ImportAnswer>({ ...keeper, 'accept-language': 'zh-CN' }, '/imports/operators', { csv }))
    .body;
  assert.deepEqual([taken.entered, taken.known], [2, 0]);
  assert.deepEqual(
    taken.rejected.map((one) => [one.line, one.code, one.field]),
    [
      [3, 'operator-name-says-nothing', 'name'],
      [5, 'region-unknown', 'businessRegion'],
    ],
  );
  assert.match(taken.rejectedCsv, /^名称,.*,行号,未导入原因\r\n（）,,,,,3,/);
  const again = (await send<ImportAnswer>(keeper, '/imports/operators', { csv })).body;
  assert.deepEqual([again.entered, again.known, again.rejected.length], [0, 2, 2]);
  const units = `代码,类型,上级代码,行政区划代码,名称,简称,地址,电话,文号前缀,启用日期,职权,管辖区域,依据
yunqi-linxi-xinan,市场监管所,yunqi-linxi,990102,溪南市场监管所,溪南所,溪南路 1 号,0000-1,云临市监,2026-01-01,调解,,三定
yunqi-linxi-xibei,市场监管所,yunqi-linxi,990102,溪北市场监管所,溪北所,溪北路 1 号,0000-2,云临市监,今天,调解,,三定
`;
  const opened = (await send<ImportAnswer>(keeper, '/imports/units', { csv: units })).body;
  assert.deepEqual([opened.entered, opened.rejected[0]?.code], [1, 'day-malformed']);
  assert.equal((await post('/imports/operators', { csv: '"a' })).body['code'], 'csv-unreadable');
  assert.equal((await post('/imports/units', { csv: 'a,b\n1,2\n' })).body['code'], 'csv-column-missing');
  for (const csv of ['name,name\n甲店,乙店\n', '名称,name\n甲店,乙店\n'])
    assert.equal((await post('/imports/operators', { csv })).body['code'], 'csv-column-twice');
});
