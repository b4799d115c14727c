import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type CastName, cast } from '#db/seed/cast.ts';
import { dayOf } from '#kernel/day.ts';
import { openCasesAt } from '#modules/complaints/views/open-cases-at.ts';
import { makeAccount } from '#platform/auth/grants.ts';
import { now } from '#platform/clock.ts';
import { nobody } from '#platform/db.ts';
import { type Api, openApi } from '#test/api.ts';
import { openWorld, type World } from '#test/world.ts';
import * as directory from './facade.ts';
import type { StaffPost, UnitHistory } from './upkeep-contract.ts';
import { upkeepRoutes } from './upkeep-routes.ts';
import { mediationRoomsOf } from './views/mediation-rooms.ts';

let world: World;
let api: Api;
let keeper: Record<string, string>;
const today = dayOf(now());

before(async () => {
  world = await openWorld();
  api = await openApi(world, [upkeepRoutes(world.context, openCasesAt)]);
  keeper = { ...(await api.inBrowser('system-administrator')) };
});
after(async () => {
  await api.close();
  await world.close();
});

type Answer = { readonly status: number; readonly body: Record<string, string> };

const send = async (headers: Readonly<Record<string, string>>, path: string, payload?: object): Promise<Answer> => {
  const answer = await api.app.inject({
    method: payload === undefined ? 'GET' : 'POST',
    url: `/api/v1/administration${path}`,
    headers: { ...headers },
    ...(payload === undefined ? {} : { payload }),
  });
  return { status: answer.statusCode, body: answer.json() };
};
const post = (path: string, payload: object) => send(keeper, path, payload);

const linesAbout = (subject: string) =>
  world.context.database.transact({ ...nobody, tenants: ['yunqi'] }, (tx) =>
    tx.rows<{ act: string; account: string; reason: string | null }>(
      'select act, account, reason from audit_line where subject = $1 order by audit_line',
      [subject],
    ),
  );

const ask = <T>(work: Parameters<typeof world.context.database.transact<T>>[1]) =>
  world.context.database.transact(nobody, work);

const station = {
  id: 'yunqi-linxi-xikou',
  kind: 'station',
  parent: 'yunqi-linxi',
  region: '990102',
  name: '云栖市临溪区市场监督管理局溪口所',
  shortName: '溪口所',
  address: '云栖市临溪区溪口路 1 号',
  phone: '0000-81000399',
  documentPrefix: '云临市监',
  from: today,
  powers: ['mediate'],
  areas: [],
  basis: '临溪区机构编制方案',
};

test('only the system administrator changes the directory, and only with the second factor just shown', async () => {
  for (const name of ['handler', 'bureau-head', 'security-administrator', 'auditor', 'leader'] as CastName[]) {
    const answer = await send(await api.inBrowser(name), '/units', station);
    assert.deepEqual([answer.status, answer.body['code']], [403, 'only-the-system-administrator'], name);
  }
  assert.equal((await send(await api.inBrowser('consumer'), '/units', station)).status, 403);
  const weak = await send(await api.as('system-administrator'), '/units', station);
  assert.equal(weak.body['code'], 'session-required');
  assert.equal((await send(await api.inBrowser('handler'), '/units')).status, 403);
  assert.equal((await send(await api.inBrowser('auditor'), '/units')).status, 200);
});

test('a unit is opened, renamed from a day on and closed; nothing it was is lost', async () => {
  assert.deepEqual(await post('/units', station), { status: 200, body: { id: station.id } });
  assert.equal((await post('/units', station)).body['code'], 'unit-code-taken');
  const later = '2099-01-01';
  const named = { ...station, name: '临溪区市场监督管理局溪口市场监管所', from: later, reason: '更名批复' };
  const {
    id: _id,
    kind: _kind,
    parent: _parent,
    region: _region,
    powers: _powers,
    areas: _areas,
    basis: _basis,
    ...naming
  } = named;
  assert.equal((await post(`/units/${station.id}/names`, naming)).status, 200);
  assert.equal((await ask((tx) => directory.unitOf(tx, station.id)))?.name, station.name);
  assert.equal((await ask((tx) => directory.unitOf(tx, station.id, later)))?.name, naming.name);
  assert.deepEqual(
    (await linesAbout(`unit:${station.id}`)).map((line) => [line.act, line.account, line.reason]),
    [
      ['open-unit', cast['system-administrator'].account, station.basis],
      ['rename-unit', cast['system-administrator'].account, '更名批复'],
    ],
  );
  const closing = { on: '2099-06-01', reason: '撤并' };
  assert.equal((await post(`/units/${station.id}/close`, closing)).status, 200);
  const units = (await send(keeper, '/units')).body as unknown as UnitHistory[];
  const kept = units.find((unit) => unit.id === station.id);
  assert.deepEqual(
    [kept?.closedOn, kept?.powers[0]?.to, kept?.names[0]?.name],
    ['2099-06-01', '2099-06-01', naming.name],
  );
});

test('what cannot be is refused with its reason', async () => {
  const open = (change: object) => post('/units', { ...station, id: 'yunqi-linxi-other', ...change });
  const code = async (change: object) => (await open(change)).body['code'];
  assert.equal(await code({ id: 'lanchuan-other' }), 'unit-code-of-another');
  assert.equal(await code({ parent: null }), 'station-without-bureau');
  assert.equal(await code({ parent: 'lanchuan-beidu' }), 'parent-unknown');
  assert.equal(await code({ powers: ['decide-complaints'] }), 'power-not-for-this-kind');
  assert.equal(await code({ region: '111111' }), 'region-unknown');
  assert.equal(await code({ areas: ['990102001'] }), 'area-held-by-another');
  assert.equal(await code({ kind: 'intake-centre', parent: 'yunqi-city', powers: [] }), 'intake-centre-exists');
  assert.equal(await code({ name: '  ' }), 'request-invalid');
  const close = await post('/units/yunqi-linxi/close', { on: '2099-01-01', reason: '撤销' });
  assert.equal(close.body['code'], 'unit-still-in-use');
  assert.match(close.body['detail'] ?? '', /3 个下级机构、3 个岗位、3 项角色/);
  assert.equal((await post('/units/lanchuan-beidu/close', { on: '2099-01-01', reason: '撤销' })).status, 404);
});

test('powers, places and standing begin and end on days', async () => {
  const bureau = '/units/yunqi-wangshan';
  assert.equal(
    (await post(`${bureau}/powers`, { power: 'food', from: today, basis: '三定' })).body['code'],
    'power-held-already',
  );
  assert.equal((await post(`${bureau}/powers/end`, { power: 'food', on: '2099-01-01', reason: '划出' })).status, 200);
  const powers = (on: '2098-12-31' | '2099-01-01') => ask((tx) => directory.powersOf(tx, 'yunqi-wangshan', on));
  assert.ok((await powers('2098-12-31')).includes('food'));
  assert.ok(!(await powers('2099-01-01')).includes('food'));

  const zone = { region: '990171', from: '2098-01-01', reason: '高新区管委会委托' };
  assert.equal((await post(`${bureau}/areas`, zone)).status, 200);
  assert.equal((await post(`${bureau}/areas`, zone)).body['code'], 'area-held-already');
  assert.equal(
    (await post(`${bureau}/areas/end`, { region: '990171', on: '2098-01-01', reason: '录入有误' })).status,
    200,
  );

  const standing = (s: object) => post('/units/yunqi-wangshan/standings', { note: '公告', ...s });
  assert.equal((await standing({ standing: 'companion', from: '2020-01-01' })).body['code'], 'standing-from-the-past');
  assert.equal((await standing({ standing: 'companion', from: '2098-01-01' })).status, 200);
  assert.equal((await standing({ standing: 'published-channel', from: '2098-01-01' })).status, 200);
  assert.equal(await ask((tx) => directory.standingOn(tx, 'yunqi-wangshan', '2098-01-01')), 'published-channel');
});

test('JUR-07 a bureau has its superior from a day on: a unit that works here, or bodies outside by name', async () => {
  const names = async (unit: string, on: '2026-06-01' | '2098-06-01' | '2099-06-01') =>
    (await ask((tx) => directory.superiorsOf(tx, unit, on))).map((one) => one.unit ?? one.name);
  const outside = ['云澜省市场监督管理局', '国家市场监督管理总局'];
  assert.deepEqual(await names('yunqi-wangshan', '2026-06-01'), ['yunqi-city', ...outside]);
  assert.deepEqual(await names('yunqi-wangshan-yunling', '2026-06-01'), ['yunqi-wangshan', 'yunqi-city', ...outside]);
  assert.deepEqual(await names('yunqi-city', '2026-06-01'), outside);

  const set = (unit: string, wish: object) =>
    post(`/units/${unit}/superiors`, { superior: null, bodies: [], reason: '省直管县改革', ...wish });
  assert.equal((await set('yunqi-wangshan', { bodies: outside, from: '2098-01-01' })).status, 200);
  assert.deepEqual(await names('yunqi-wangshan', '2098-06-01'), outside);
  assert.equal((await set('yunqi-wangshan', { superior: 'lanchuan-city', from: '2099-01-01' })).status, 200);
  assert.deepEqual(await names('yunqi-wangshan', '2099-06-01'), ['lanchuan-city', ...outside]);
  assert.deepEqual(await names('yunqi-wangshan', '2026-06-01'), ['yunqi-city', ...outside]);

  const code = async (unit: string, wish: object) => (await set(unit, { from: '2098-01-01', ...wish })).body['code'];
  assert.equal(await code('yunqi-city', { superior: 'yunqi-linxi' }), 'superior-stands-below');
  assert.equal(await code('yunqi-city', { superior: 'yunqi-city' }), 'superior-is-no-bureau');
  assert.equal(await code('yunqi-city', { superior: 'yunqi-intake' }), 'superior-is-no-bureau');
  assert.equal(await code('yunqi-linxi', { superior: 'yunqi-city', bodies: outside }), 'superior-here-or-outside');
  assert.equal(await code('yunqi-linxi', { bodies: [' '] }), 'request-invalid');
  assert.equal(await code('yunqi-intake', { superior: 'yunqi-city' }), 'superior-is-for-bureaus');
  assert.equal(await code('lanchuan-beidu', { bodies: outside }), 'bureau-unknown');

  const { body } = await send(keeper, '/units');
  const wangshan = (body as unknown as UnitHistory[]).find((unit) => unit.id === 'yunqi-wangshan');
  assert.deepEqual(
    wangshan?.superiors.map((row) => row.name ?? row.bodies.join()),
    ['澜川市市场监督管理局', outside.join(), '云栖市市场监督管理局'],
  );
  assert.equal(wangshan?.above[0]?.unit, 'yunqi-city');
  assert.ok((await linesAbout('unit:yunqi-wangshan')).some((line) => line.act === 'set-superior'));
});

test('a post waits for its account; another title from a day on ends the row before it', async () => {
  const person = {
    name: '钱多多',
    title: '科员',
    unit: 'yunqi-linxi',
    phone: '13900000099',
    desks: ['complaints'],
    from: today,
  };
  const made = await send({ ...keeper, 'idempotency-key': 'one-person' }, '/posts', person);
  const again = await send({ ...keeper, 'idempotency-key': 'one-person' }, '/posts', person);
  assert.deepEqual(again.body, made.body);
  const account = made.body['account'] ?? '';
  const isPost = () => ask((tx) => directory.isPost(tx, 'yunqi', account, today));
  assert.equal(await isPost(), true);
  assert.equal((await post('/posts', { ...person, account, title: '副科长', from: '2098-01-01' })).status, 200);
  const rows = ((await send(keeper, '/posts')).body as unknown as StaffPost[]).filter((one) => one.account === account);
  assert.deepEqual(
    rows.map((one) => [one.title, one.from, one.to, one.mayEnter]),
    [
      ['副科长', '2098-01-01', null, false],
      ['科员', today, '2098-01-01', false],
    ],
  );
  // One that was carried over without a login lets nobody in: it is still to be made.
  await ask((tx) => makeAccount(tx, 'staff', account));
  const [carried] = ((await send(keeper, '/posts')).body as unknown as StaffPost[]).filter(
    (one) => one.account === account,
  );
  assert.equal(carried?.mayEnter, false);
  assert.equal((await post('/posts', { ...person, account })).body['code'], 'later-post-exists');
  const end = { account, unit: 'yunqi-linxi', on: '2098-01-01', reason: '调出' };
  assert.equal((await post('/posts/end', end)).status, 200);
  assert.equal((await post('/posts/end', end)).body['code'], 'post-not-held');
  const foreign = cast['handler-other-city'].account;
  assert.equal((await post('/posts', { ...person, account: foreign })).body['code'], 'person-unknown');
});

test('an organisation is corrected with its former state kept, and closed on a day', async () => {
  const institute = {
    id: 'yunqi-toy-institute',
    kind: 'appraisal-body',
    name: '云栖市玩具质量检验站',
    region: '990171',
    address: '科创路 8 号',
    phone: '0000-81000777',
    scope: '玩具',
    authorisedBy: '资质认定证书 7 号',
    from: today,
  };
  assert.equal((await post('/organisations', institute)).status, 200);
  const { id, kind: _kind, from: _from, ...rest } = institute;
  assert.equal(
    (await post(`/organisations/${id}/changes`, { ...rest, scope: '玩具、童车', reason: '扩项' })).status,
    200,
  );
  const [before] = await ask((tx) =>
    tx.rows<{ before: { scope: string }; reason: string }>(
      "select before, reason from registry_revision where kind = 'organisation' and subject = $1",
      [id],
    ),
  );
  assert.deepEqual([before?.before.scope, before?.reason], ['玩具', '扩项']);
  assert.equal((await post(`/organisations/${id}/close`, { on: '2099-01-01', reason: '撤销' })).status, 200);
  const open = await ask((tx) => directory.organisationsOf(tx, 'yunqi', ['appraisal-body'], '2099-01-01'));
  assert.ok(open.every((one) => one.id !== id));
  assert.equal(
    (await post('/organisations/lanchuan-vehicle-appraisal/close', { on: '2099-01-01', reason: '试' })).status,
    404,
  );
});

test('a body that mediates has its people, and closes only when none is left; without an authorisation none is entered', async () => {
  const committee = {
    id: 'yunqi-new-committee',
    kind: 'mediation-body',
    name: '云栖市预付卡纠纷调解委员会',
    region: '990102',
    address: '人民路 9 号',
    phone: '0000-81000778',
    scope: '预付式消费纠纷',
    from: today,
  };
  const silent = await post('/organisations', committee);
  assert.equal(silent.status, 422);
  assert.equal((await post('/organisations', { ...committee, authorisedBy: '司法局备案 9 号' })).status, 200);
  const member = {
    name: '谭玉',
    title: '调解员',
    unit: committee.id,
    phone: '0000-81000779',
    desks: ['mediation'],
    from: today,
  };
  const made = await post('/posts', member);
  assert.equal(made.status, 200);
  const early = await post(`/organisations/${committee.id}/close`, { on: '2099-01-01', reason: '撤销' });
  assert.equal(early.status, 409);
});

test('a role that names no units opens its own and those below, at a 12315 centre those of its bureau', async () => {
  const sight = (place: string) => ask((tx) => directory.usualSight(tx, 'yunqi', place, today));
  assert.deepEqual(await sight('yunqi-wangshan-yunling'), ['yunqi-wangshan-yunling']);
  const county = await sight('yunqi-wangshan');
  assert.deepEqual(county, ['yunqi-wangshan', 'yunqi-wangshan-chengguan', 'yunqi-wangshan-yunling']);
  const centre = await sight('yunqi-intake');
  assert.deepEqual(centre, await sight('yunqi-city'));
  assert.ok(county.every((one) => centre.includes(one)));
  assert.deepEqual(await sight('no-unit'), ['no-unit'], 'an organisation stands for itself');
});

test('a further authority comes with its office and centre, and leaves its units to its own administrators', async () => {
  const authority = {
    id: 'qingfeng',
    name: '青枫市市场监督管理局',
    shortName: '青枫市局',
    level: 'city',
    region: '990200',
    documentPrefix: '青市监',
    address: '枫林路 1 号',
    phone: '0000-84000001',
    from: today,
    intakeCentre: true,
  };
  assert.deepEqual((await post('/authorities', authority)).body, { id: 'qingfeng', office: 'qingfeng-office' });
  assert.equal((await post('/authorities', authority)).body['code'], 'authority-code-taken');
  assert.equal(
    (await post('/authorities', { ...authority, id: 'other', region: '111111' })).body['code'],
    'region-unknown',
  );
  const foreign = { ...station, id: 'yunqi-linxi-foreign', documentPrefix: ' 青市监 ' };
  const { name, shortName, address, phone } = station;
  const renamed = { name, shortName, address, phone, from: today, reason: '更名', documentPrefix: '澜北市监' };
  for (const [path, body] of [
    ['/authorities', { ...authority, id: 'other', documentPrefix: '云临市监' }],
    ['/units', foreign],
    ['/units/yunqi-linxi/names', renamed],
  ] as const)
    assert.equal((await post(path, body)).body['code'], 'document-prefix-of-another', path);
  assert.equal((await post('/authorities', { ...authority, id: 'other', name: '一\n二' })).status, 400);
  const centre = await ask((tx) => directory.intakeCentreOf(tx, 'qingfeng', today));
  assert.equal(centre?.id, 'qingfeng-intake');
  assert.equal((await post('/units', { ...station, id: 'qingfeng-east' })).body['code'], 'unit-code-of-another');
  assert.deepEqual(
    (await linesAbout('tenant:qingfeng')).map((line) => line.act),
    ['open-authority'],
  );
});

test('rooms and hours of mediation are kept whole, offered to everybody who sets a session, and noted', async () => {
  const set = (unit: string, rooms: string[], hours: string[]) =>
    post(`/units/${unit}/mediation-rooms`, { rooms, hours });
  const kept = () => ask((tx) => mediationRoomsOf(tx, 'yunqi-wangshan'));
  assert.deepEqual(await kept(), { rooms: [], hours: [] });
  assert.equal(
    (await set('yunqi-wangshan', [' 二楼调解室 ', '二楼调解室', '一楼'], ['14:30', '09:30', '09:30'])).status,
    200,
  );
  assert.deepEqual(await kept(), { rooms: ['二楼调解室', '一楼'], hours: ['09:30', '14:30'] });
  assert.equal((await set('yunqi-wangshan', ['  '], [])).body['code'], 'request-invalid');
  assert.equal((await set('yunqi-wangshan', [], ['24:00'])).status, 400);
  assert.equal((await set('yunqi-intake', ['大厅'], [])).body['code'], 'rooms-are-for-mediation');
  assert.equal((await set('lanchuan-beidu', ['大厅'], [])).status, 404, 'of another authority');
  assert.equal((await set('yunqi-wangshan', [], [])).status, 200);
  assert.deepEqual(await kept(), { rooms: [], hours: [] });
  assert.ok((await linesAbout('unit:yunqi-wangshan')).some((line) => line.act === 'set-mediation-rooms'));
});
