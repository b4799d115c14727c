import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { type FastifyInstance, fastify, type InjectOptions } from 'fastify';
import { type CastName, cast } from '#db/seed/cast.ts';
import { demoOperatorId, demoShopId } from '#db/seed/operators.ts';
import { seedPeople } from '#db/seed/people.ts';
import { isSeen } from '#kernel/field-shapes.ts';
import { issueApiToken } from '#platform/auth/api-tokens.ts';
import { Consumers } from '#platform/auth/consumers.ts';
import { PhoneCodes } from '#platform/auth/phone-codes.ts';
import { TenantKeys } from '#platform/crypto/tenant-keys.ts';
import { nobody } from '#platform/db.ts';
import { guard, requestIdOf } from '#platform/http/guard.ts';
import { demoMailbox } from '#platform/messages/demo-mailbox.ts';
import { Messages } from '#platform/messages/messages.ts';
import { openWorld, type World } from '#test/world.ts';
import type { CompetenceAnswer, OperatorRegistered, OperatorSearchAnswer } from './contract.ts';
import { directoryRoutes } from './routes.ts';

const data = process.env.FANGXIN_DATA ?? '../shared/data';
let world: World;
let app: FastifyInstance;

before(async () => {
  world = await openWorld();
  const { database, keyring } = world.context;
  const keys = new TenantKeys(keyring, database);
  const mailbox = demoMailbox(database);
  const codes = new PhoneCodes(database, keyring, new Messages(database, { sms: mailbox, email: mailbox }));
  const consumers = new Consumers(database, keyring, keys, codes);
  await database.transact(nobody, (tx) => seedPeople(tx, { keys, consumers }));
  app = fastify({ genReqId: (raw) => requestIdOf(raw.headers) }).withTypeProvider<TypeBoxTypeProvider>();
  await guard(app, { database, publicUrl: world.context.publicUrl, rate: 'off' });
  await app.register(directoryRoutes(world.context));
});
after(async () => {
  await app.close();
  await world.close();
});

const as = async (name: CastName): Promise<{ authorization: string }> => {
  const wish = { account: cast[name].account, name: 'test', mayWrite: true, days: 1 };
  const { token } = await world.context.database.transact(nobody, (tx) => issueApiToken(tx, wish));
  return { authorization: `Bearer ${token}` };
};

const call = (options: InjectOptions) => app.inject(options);
const search = async (q: string, rest = '') => call({ url: `/api/v1/operators?q=${encodeURIComponent(q)}${rest}` });

test('anybody may search, and sees no contact person', async () => {
  const answer = await search('强健');
  assert.equal(answer.statusCode, 200);
  const found = answer.json<OperatorSearchAnswer>();
  assert.equal(found.operators.length, 2);
  assert.ok(!answer.body.includes('周强'));
  const one = await call({ url: `/api/v1/operators/${demoOperatorId(1)}` });
  assert.equal(one.statusCode, 401);
});

test('officers and heads enter an operator; administrators, auditor, leader and associations do not', async () => {
  const payload = { kind: 'ordinary', name: '桥下理发店' };
  for (const who of [
    'system-administrator',
    'security-administrator',
    'auditor',
    'leader',
    'association-mediator',
  ] as const) {
    const refused = await call({ method: 'POST', url: '/api/v1/operators', headers: await as(who), payload });
    assert.deepEqual([refused.statusCode, refused.json<{ code: string }>().code], [403, 'taking-down-not-yours'], who);
  }
});

test('an identity number that is somebody’s code is masked in every answer and opened only with a reason, on record (PIPL art. 28)', async () => {
  const uscc = '33010619850312402X';
  const headers = await as('handler');
  const payload = { kind: 'ordinary', name: '溪口老林早餐店', uscc };
  const made = await call({ method: 'POST', url: '/api/v1/operators', headers, payload });
  const { id } = made.json<OperatorRegistered>();
  const again = await call({ method: 'POST', url: '/api/v1/operators', headers, payload });
  const one = await call({ url: `/api/v1/operators/${id}`, headers });
  const answers = [await search('溪口老林'), await search(uscc), again, one];
  for (const answer of answers) {
    assert.ok(answer.body.includes('330106********402X'), answer.body);
    assert.ok(!answer.body.includes(uscc), answer.body);
  }
  const seenBy = async (name: CastName) => {
    const { codeHidden, mayOpenCode } = (
      await call({ url: `/api/v1/operators/${id}`, headers: await as(name) })
    ).json();
    return [codeHidden, mayOpenCode];
  };
  assert.deepEqual(await seenBy('handler'), [true, true]);
  for (const name of ['mediator', 'auditor', 'leader'] as const)
    assert.deepEqual(await seenBy(name), [true, false], 'who would be refused is offered nothing to open');
  const open = async (name: CastName, reason: string) =>
    call({ method: 'POST', url: `/api/v1/operators/${id}/code`, headers: await as(name), payload: { reason } });
  assert.equal((await open('consumer', '看看')).statusCode, 403);
  assert.equal((await open('auditor', '看看')).statusCode, 403);
  assert.equal((await open('handler', '  ')).statusCode, 400);
  const opened = await open('handler', '核对营业执照');
  assert.deepEqual(opened.json(), { value: uscc });
  const lines = await world.context.database.transact({ ...nobody, tenants: ['yunqi'] }, (tx) =>
    tx.rows("select account, reason from audit_line where act = 'open-operator-code' and subject = $1", [
      `operator:${id}`,
    ]),
  );
  assert.deepEqual(lines, [{ account: cast.handler.account, reason: '核对营业执照' }]);
});

test('an official sees how to reach the operator, a consumer does not', async () => {
  const url = `/api/v1/operators/${demoOperatorId(1)}`;
  const seen = await call({ url, headers: await as('handler') });
  assert.equal(seen.json<{ contactName: string }>().contactName, '周强');
  assert.equal((await call({ url, headers: await as('consumer') })).statusCode, 403);
  const lost = await call({ url: `/api/v1/operators/${cast.consumer.account}`, headers: await as('handler') });
  assert.equal(lost.statusCode, 404);
  assert.equal(lost.json<{ detail: string }>().detail, '没有找到这个经营者。');
});

test('an officer enters an operator once, whatever the code, and the act is audited', async () => {
  const headers = { ...(await as('intake-officer')), 'idempotency-key': 'one-shop' };
  const payload = {
    kind: 'ordinary',
    name: '云栖市新开张小吃店',
    uscc: '92990102MA9900010X',
    businessRegion: '990102',
  };
  const first = await call({ method: 'POST', url: '/api/v1/operators', headers, payload });
  assert.equal(first.statusCode, 201, first.body);
  const made = first.json<OperatorRegistered>();
  assert.ok(made.warnings.length > 0);
  assert.equal(first.headers.location, `/api/v1/operators/${made.id}`);
  const again = await call({ method: 'POST', url: '/api/v1/operators', headers, payload });
  assert.deepEqual(again.json(), made);
  const other = await call({
    method: 'POST',
    url: '/api/v1/operators',
    headers,
    payload: { ...payload, name: '别家' },
  });
  assert.equal(other.statusCode, 422);

  const found = (await search('新开张小吃')).json<OperatorSearchAnswer>();
  assert.equal(found.operators.length, 1);
  const officer = cast['intake-officer'].account;
  const scope = { tenants: ['yunqi'], bureaus: [], principals: [], account: officer };
  const lines = await world.context.database.transact(scope, (tx) =>
    tx.rows("select 1 from audit_line where act = 'register-operator' and account = $1", [officer]),
  );
  assert.equal(lines.length, 1);
});

test('only officials enter operators, and faults name their field', async () => {
  const payload = { kind: 'ordinary', name: '甲' };
  const post = (headers: Record<string, string>, body: object) =>
    call({ method: 'POST', url: '/api/v1/operators', headers, payload: body });
  assert.equal((await post({}, payload)).statusCode, 401);
  assert.equal((await post(await as('consumer'), payload)).statusCode, 403);
  const headers = await as('handler');
  const lost = await post(headers, { ...payload, businessRegion: '123456' });
  assert.deepEqual([lost.statusCode, lost.json<{ field: string }>().field], [422, 'businessRegion']);
  const nul = await post(headers, { ...payload, name: 'a\0b' });
  assert.deepEqual([nul.statusCode, nul.json<{ code: string }>().code], [422, 'text-holds-null-character']);
  assert.equal((await post(headers, { name: '甲' })).statusCode, 400);
});

test('who is competent is told in words, in the language of the reader', async () => {
  const url = `/api/v1/competent-bureaus?shop=${demoShopId(1)}&contact=failed`;
  const zh = (await call({ url })).json<CompetenceAnswer>();
  assert.deepEqual(zh.competent, [
    { bureau: 'lanchuan-beidu', name: '澜川市北渡区市场监督管理局', ground: '平台经营者住所地' },
  ]);
  assert.match(zh.steps[0]?.sentence ?? '', /通过平台公示的地址（云栖市望山县）无法与被投诉人取得联系/);
  assert.equal(zh.steps[0]?.rule, 'JUR-05');
  const en = (await call({ url, headers: { 'accept-language': 'en' } })).json<CompetenceAnswer>();
  assert.match(en.steps[0]?.sentence ?? '', /could not be reached/);
});

test('lists: regions, codes, units, staff of one’s own authority', async () => {
  const regions = await call({ url: '/api/v1/regions?parent=990100' });
  assert.deepEqual(
    regions.json<{ code: string }[]>().map((one) => one.code),
    ['990102', '990121', '990171'],
  );
  const address = encodeURIComponent('云栖市临溪区中山路 88 号');
  const named = await call({ url: `/api/v1/regions?address=${address}` });
  assert.deepEqual(
    named.json<{ name: string }[]>().map((one) => one.name),
    ['临溪区'],
  );
  assert.equal((await call({ url: '/api/v1/codes/problem-12315' })).json<unknown[]>().length, 18);
  assert.equal((await call({ url: '/api/v1/codes/none' })).statusCode, 404);
  assert.equal((await call({ url: '/api/v1/bureaus/nowhere' })).statusCode, 404);
  const unit = (await call({ url: '/api/v1/bureaus/yunqi-linxi' })).json<{ powers: string[] }>();
  assert.ok(unit.powers.includes('decide-complaints'));
  const url = '/api/v1/bureaus/yunqi-linxi/staff';
  assert.equal((await call({ url, headers: await as('handler') })).json<unknown[]>().length, 3);
  assert.equal((await call({ url, headers: await as('handler-other-city') })).statusCode, 404);
});

test('naughty strings search and enter without a fault', {
  skip: existsSync(`${data}/blns`) ? false : 'skipped: no data',
}, async () => {
  const naughty = JSON.parse(readFileSync(`${data}/blns/blns.json`, 'utf8')) as string[];
  const headers = await as('handler');
  for (const text of naughty) {
    assert.ok((await search(text)).statusCode < 500, text);
    if (text === '' || text.length > 200) continue;
    const payload = { kind: 'ordinary', name: text, businessAddress: text };
    const made = await call({ method: 'POST', url: '/api/v1/operators', headers, payload });
    assert.ok(made.statusCode === (isSeen(text) ? 201 : 400) || made.statusCode === 422, `${made.statusCode} ${text}`);
    if (made.statusCode !== 201) continue;
    const kept = await call({ url: `/api/v1/operators/${made.json<OperatorRegistered>().id}`, headers });
    assert.equal(kept.json<{ businessAddress: string }>().businessAddress, text);
  }
});
