import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type FastifyInstance, fastify, type InjectOptions } from 'fastify';
import type { Role } from '#kernel/actor.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { rulebook } from '#modules/directory/rulebook/rulebook.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { giveRole, makeAccount } from '../auth/grants.ts';
import { openSession } from '../auth/sessions.ts';
import { enrolStaff } from '../auth/staff.ts';
import { now, shiftClock } from '../clock.ts';
import { Keyring, newKeyFile } from '../crypto/keyring.ts';
import { mostOpenRequests, requestsOnPage } from '../data-requests.ts';
import { type Database, nobody, openDatabase, type Tx } from '../db.ts';
import { newId } from '../ids.ts';
import { gatewaysFor } from '../messages/gateways.ts';
import { wirePeople } from '../people.ts';
import { textsFor } from '../texts.ts';
import { accountRoutes } from './account-routes.ts';
import { administrationRoutes } from './administration-routes.ts';
import { auditRoutes } from './audit-routes.ts';
import { dataRequestRoutes } from './data-request-routes.ts';
import { guard } from './guard.ts';
import { csrfToken } from './people.ts';

const law = { rulebook, calendar: { years: {} }, settingsOf: () => [] };
const keyring = new Keyring(newKeyFile(new Date('2026-05-06T00:00:00Z')));
const nobodyNamed = async () => ({ people: new Map(), units: new Map() });
let home: TestDatabase;
let database: Database;
let app: FastifyInstance;

const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => database.transact(nobody, work);
const system = { kind: 'system', account: 'system:test', roles: [], tenants: [], bureaus: [], principals: [] } as const;

before(async () => {
  home = await testDatabase();
  database = openDatabase({ url: home.appUrl, connections: 4 });
  const people = wirePeople(database, keyring, gatewaysFor('demo', {}, database));
  app = fastify();
  await guard(app, { database, publicUrl: 'http://localhost:1', rate: 'off' });
  await app.register(accountRoutes({ database, ...people }), { prefix: '/api/v1' });
  await app.register(administrationRoutes(database, directory), { prefix: '/api/v1' });
  await app.register(auditRoutes(database, nobodyNamed), { prefix: '/api/v1' });
  await app.register(dataRequestRoutes({ database, people, law: () => law, texts: textsFor }, directory.isDesk), {
    prefix: '/api/v1',
  });
  app.get('/page', async (request, reply) => csrfToken(request, reply));
});
after(async () => {
  shiftClock(0);
  await app.close();
  await database.close();
  await home.drop();
});

/** Posts the system administrator has made, and where roles may be held. */
const posts = new Set<string>();
const directory = {
  isPost: async (_tx: Tx, tenant: string, account: string) => tenant === 'yunqi' && posts.has(account),
  placesOf: async () => new Set(['yunqi', 'yunqi-linxi']),
  usualSight: async (_tx: Tx, _tenant: string, place: string) => [place, `${place}-below`],
  isDesk: async (_tx: Tx, desk: { tenant: string; bureau: string }) =>
    desk.tenant === 'yunqi' && ['yunqi-linxi', 'yunqi-north'].includes(desk.bureau),
};
const newPost = (): string => {
  const account = newId();
  posts.add(account);
  return account;
};

type Grant = { readonly account: string; readonly role_grant: string };
type Browser = {
  readonly account: string;
  raw(path: string): Promise<Buffer>;
  send(
    method: InjectOptions['method'],
    path: string,
    payload?: object,
  ): Promise<{ status: number; body: Record<string, never> & { [key: string]: string } }>;
};

const browserOf = async (account: string, kind: 'staff' | 'consumer'): Promise<Browser> => {
  const { token } = await inTx((tx) =>
    openSession(tx, { account, kind, strong: kind === 'staff', device: 'Test · Linux' }),
  );
  const cookies = { 'fangxin-session': token };
  const csrf = (await app.inject({ url: '/page', cookies })).body;
  return {
    account,
    raw: async (path) => (await app.inject({ url: `/api/v1${path}`, cookies })).rawPayload,
    send: async (method = 'GET', path, payload) => {
      const answer = await app.inject({
        method,
        url: `/api/v1${path}`,
        cookies,
        headers: { 'x-csrf-token': csrf },
        ...(payload === undefined ? {} : { payload }),
      });
      return { status: answer.statusCode, body: answer.body === '' ? {} : answer.json() };
    },
  };
};

const official = async (role: Role, bureau = 'yunqi-linxi', tenant = 'yunqi'): Promise<Browser> => {
  const account = await inTx(async (tx) => {
    const made = await makeAccount(tx, 'staff');
    const given = await giveRole(tx, system, {
      account: made,
      role,
      tenant,
      bureau,
      sees: [bureau],
      from: '2020-01-01',
    });
    assert.ok(!isRefusal(given));
    return made;
  });
  return await browserOf(account, 'staff');
};

const consumer = async (): Promise<Browser> => browserOf(await inTx((tx) => makeAccount(tx, 'consumer')), 'consumer');

test('the security administrator enrols an official, gives and takes roles; nobody else may', async () => {
  const security = await official('security-administrator');
  const enrolled = await security.send('POST', '/accounts', {
    account: newPost(),
    login: 'new-handler',
    role: 'handler',
    bureau: 'yunqi-linxi',
    sees: ['yunqi-linxi'],
    from: '2020-01-01',
  });
  assert.equal(enrolled.status, 201);
  assert.match(enrolled.body.password ?? '', /^[a-z0-9-]{24}$/);
  const account = enrolled.body.account;
  const given = await security.send('POST', '/role-grants', {
    account,
    role: 'mediator',
    bureau: 'yunqi-linxi',
    sees: ['yunqi-linxi'],
    from: '2020-01-01',
  });
  assert.equal(given.status, 201);
  const silent = { account, role: 'leader', bureau: 'yunqi-linxi', sees: [], from: '2020-01-01' };
  const usual = await security.send('POST', '/role-grants', silent);
  const [opened] = await inTx((tx) =>
    tx.rows<{ sees: string[] }>('select sees from role_grant where role_grant = $1', [usual.body.grant]),
  );
  assert.deepEqual(opened?.sees, ['yunqi-linxi', 'yunqi-linxi-below'], 'nothing named opens the usual ones');
  assert.equal((await security.send('DELETE', `/role-grants/${given.body.grant}`)).status, 200);
  const listed = JSON.stringify((await security.send('GET', '/accounts')).body);
  assert.ok(listed.includes('new-handler') && !listed.includes('argon2'));
  for (const role of ['system-administrator', 'auditor', 'handler', 'bureau-head'] as const) {
    const person = await official(role);
    assert.equal((await person.send('GET', '/accounts')).status, 403, role);
    assert.equal((await person.send('POST', `/accounts/${account}/reset`)).status, 403, role);
  }
  const elsewhere = await official('security-administrator', 'lanchuan-beidu', 'lanchuan');
  assert.equal((await elsewhere.send('POST', `/accounts/${account}/reset`)).status, 404);
  assert.equal(
    (await elsewhere.send('PUT', `/accounts/${account}/status`, { status: 'locked', reason: 'try' })).status,
    404,
  );
});

test('nobody alone lets anybody in: an account needs the post of another administrator, and a role a place that is there', async () => {
  const security = await official('security-administrator');
  const grant = { role: 'handler', bureau: 'yunqi-linxi', sees: ['yunqi-linxi'], from: '2020-01-01' };
  const without = await security.send('POST', '/accounts', { ...grant, account: newId(), login: 'nobody' });
  assert.deepEqual([without.status, without.body.code], [422, 'post-unknown']);
  const account = newPost();
  const lost = await security.send('POST', '/accounts', { ...grant, account, login: 'lost', bureau: 'lanchuan-beidu' });
  assert.deepEqual([lost.status, lost.body.code, lost.body.field], [422, 'place-unknown', 'bureau']);
  const made = await security.send('POST', '/accounts', { ...grant, account, login: 'two-people' });
  assert.equal(made.status, 201);
  const again = await security.send('POST', '/accounts', { ...grant, account, login: 'two-people-again' });
  assert.deepEqual([again.status, again.body.code], [409, 'post-has-account']);
  const wide = await security.send('POST', '/role-grants', { ...grant, account, sees: ['lanchuan-beidu'] });
  assert.deepEqual([wide.status, wide.body.field], [422, 'sees']);
});

test('a mediator of an association acts for it as long as the role is held', async () => {
  const security = await official('security-administrator');
  const account = newPost();
  const grant = { role: 'association-mediator', bureau: 'yunqi', sees: [], from: '2020-01-01' };
  await security.send('POST', '/accounts', { ...grant, account, login: 'association' });
  const actsFor = async () =>
    (
      await inTx((tx) =>
        tx.rows<{ principal: string }>(
          "select principal from representation where account = $1 and (to_on is null or to_on > '2020-01-02')",
          [account],
        ),
      )
    ).map((row) => row.principal);
  assert.deepEqual(await actsFor(), ['yunqi']);
  const all = (await security.send('GET', '/accounts')).body as unknown as {
    account: string;
    grants: { id: string }[];
  }[];
  const grants = all.find((one) => one.account === account)?.grants ?? [];
  assert.equal((await security.send('DELETE', `/role-grants/${grants[0]?.id}`)).status, 200);
  const [row] = await inTx((tx) =>
    tx.rows<{ open: boolean }>('select to_on is null as open from representation where account = $1', [account]),
  );
  assert.equal(row?.open, false);
});

test('the last administrator of a kind, and the own grant and account, are taken away by nobody', async () => {
  const security = await official('security-administrator', 'lone-office', 'lone');
  const auditor = await official('auditor', 'lone-office', 'lone');
  await inTx((tx) => enrolStaff(tx, system, auditor.account, 'lone-auditor'));
  const grants = await inTx((tx) => tx.rows<Grant>("select * from role_grant where tenant = 'lone'"));
  const grantOf = (of: Browser) => grants.find(({ account }) => account === of.account)?.role_grant;
  const own = await security.send('DELETE', `/role-grants/${grantOf(security)}`);
  assert.deepEqual([own.status, own.body.code], [403, 'own-account-is-kept-by-others']);
  const last = await security.send('DELETE', `/role-grants/${grantOf(auditor)}`);
  assert.deepEqual([last.status, last.body.code], [409, 'last-auditor']);
  for (const [account, status, code] of [
    [security.account, 'left', 'own-account-is-kept-by-others'],
    [auditor.account, 'locked', 'last-auditor'],
    [auditor.account, 'left', 'last-auditor'],
  ] as const) {
    const shut = await security.send('PUT', `/accounts/${account}/status`, { status, reason: '试试' });
    assert.equal(shut.body.code, code, status);
  }
});

test('changing accounts asks for the second factor again after ten minutes', async () => {
  const security = await official('security-administrator');
  shiftClock(11 * 60_000);
  const late = await security.send('POST', `/accounts/${newId()}/reset`);
  shiftClock(0);
  assert.deepEqual([late.status, late.body.code], [403, 'step-up-required']);
});

test('the auditor reads the trail of the own tenant and nothing else', async () => {
  const security = await official('security-administrator');
  await security.send('POST', '/accounts', {
    account: newPost(),
    login: 'watched',
    role: 'leader',
    bureau: 'yunqi',
    sees: [],
    from: '2020-01-01',
  });
  const trail = (person: Browser, more = '') => {
    const from = new Date(now().getTime() - 60_000).toISOString();
    const to = new Date(now().getTime() + 60_000).toISOString();
    return person.send('GET', `/audit?from=${from}&to=${to}${more}`);
  };
  const auditor = await official('auditor');
  assert.ok(JSON.stringify((await trail(auditor, '&act=give-role')).body).includes('give-role'));
  assert.ok(JSON.stringify((await trail(auditor, '&scope=platform')).body).includes('enrol-staff'));
  assert.equal(
    JSON.stringify((await trail(await official('auditor', 'lanchuan-beidu', 'lanchuan'), '&act=enrol-staff')).body),
    '[]',
  );
  assert.deepEqual((await trail(auditor, '&act=separate-operator')).body, [], 'known, and not done');
  const unknown = await trail(auditor, '&act=no-such-thing');
  assert.deepEqual(
    [unknown.status, unknown.body.code, unknown.body.field],
    [400, 'no-such-audit-act', 'act'],
    'an act nobody knows',
  );
  for (const role of ['security-administrator', 'system-administrator', 'leader'] as const) {
    assert.equal((await trail(await official(role))).status, 403, role);
  }
  const period = 'from=2020-01-01T00:00:00Z&to=2099-01-01T00:00:00Z';
  assert.equal((await auditor.raw(`/audit/export.xlsx?${period}`)).subarray(0, 2).toString(), 'PK');
  assert.ok(JSON.stringify((await trail(auditor, '&act=export-audit')).body).includes(auditor.account));
});

test("one sees and ends one's own sessions, and holds one's own tokens", async () => {
  const person = await official('handler');
  const other = await browserOf(person.account, 'staff');
  const sessions = (await person.send('GET', '/sessions')).body as unknown as { id: string; own: boolean }[];
  assert.equal(sessions.length, 2);
  const foreign = sessions.find((one) => !one.own);
  assert.equal((await (await official('handler')).send('DELETE', `/sessions/${foreign?.id}`)).status, 404);
  assert.equal((await person.send('DELETE', `/sessions/${foreign?.id}`)).status, 204);
  assert.equal((await other.send('GET', '/sessions')).status, 401);
  const issued = await person.send('POST', '/tokens', { name: 'export', mayWrite: false, days: 3 });
  assert.equal(issued.status, 201);
  const bearer = { authorization: `Bearer ${issued.body.token}` };
  assert.equal((await app.inject({ url: '/api/v1/session/step-up', headers: bearer })).json().code, 'session-required');
  assert.equal((await person.send('DELETE', `/tokens/${issued.body.id}`)).status, 204);
  assert.equal((await app.inject({ url: '/api/v1/tokens', headers: bearer })).statusCode, 401);
});

test('the security administrator sees the tokens of an official and ends them with every session', async () => {
  const keeper = await official('security-administrator', 'yunqi');
  const person = await official('handler');
  const issued = await person.send('POST', '/tokens', { name: 'export', mayWrite: true, days: 366 });
  const bearer = { authorization: `Bearer ${issued.body.token}` };
  const path = `/accounts/${person.account}`;
  const tokens = (await keeper.send('GET', `${path}/tokens`)).body as unknown as { id: string }[];
  assert.deepEqual(
    tokens.map(({ id }) => id),
    [issued.body.id],
  );
  assert.equal((await person.send('GET', `${path}/tokens`)).status, 403);
  assert.equal((await person.send('POST', `${path}/sign-out`, { reason: '试试' })).status, 403);
  const ended = await keeper.send('POST', `${path}/sign-out`, { reason: '令牌可能外泄' });
  assert.deepEqual(ended.body, { sessions: 1, tokens: 1 });
  assert.equal((await app.inject({ url: '/api/v1/tokens', headers: bearer })).statusCode, 401);
  assert.equal((await person.send('GET', '/sessions')).status, 401);
});

test('a desk is one of the directory: an invented one is asked by nobody, however many ask at once', async () => {
  const person = await consumer();
  const before = await inTx((tx) => tx.one<{ n: number }>('select count(*) as n from tenant_key'));
  const answers = await Promise.all(
    Array.from({ length: 24 }, (_, n) =>
      person.send('POST', '/data-requests', { kind: 'access', text: '', desk: { tenant: `zz${n}`, bureau: 'x' } }),
    ),
  );
  assert.deepEqual([...new Set(answers.map(({ status, body }) => `${status} ${body.code}`))], ['404 desk-unknown']);
  assert.deepEqual(await inTx((tx) => tx.one('select count(*) as n from tenant_key')), before);
});

test('nobody fills a desk with requests; what comes after a full page is listed and answered all the same', async () => {
  const desk = { tenant: 'yunqi', bureau: 'yunqi-north' };
  const ask = (by: Browser) => by.send('POST', '/data-requests', { kind: 'access', text: '请告知', desk });
  const one = await consumer();
  const tries = await Promise.all(Array.from({ length: mostOpenRequests.atDesk + 4 }, () => ask(one)));
  assert.equal(tries.filter(({ status }) => status === 201).length, mostOpenRequests.atDesk);
  assert.equal(tries.filter(({ body }) => body.code === 'data-requests-still-open').length, 4);

  const head = await official('bureau-head', 'yunqi-north');
  for (let n = 0; n < requestsOnPage / mostOpenRequests.atDesk; n += 1) {
    const other = await consumer();
    await Promise.all(Array.from({ length: mostOpenRequests.atDesk }, () => ask(other)));
  }
  const last = (await ask(await consumer())).body.id ?? '';
  const page = async (after = ''): Promise<string[]> =>
    ((await head.send('GET', `/data-requests${after}`)).body as unknown as { id: string }[]).map(({ id }) => id);
  const first = await page();
  const second = await page(`?after=${first.at(-1)}`);
  assert.equal(first.length, requestsOnPage);
  assert.ok(!first.includes(last) && second.includes(last));
  assert.equal(new Set([...first, ...second]).size, first.length + second.length);
  const answered = await head.send('POST', `/data-requests/${last}/answer`, {
    tenant: 'yunqi',
    outcome: 'granted',
    basis: '',
    text: '已附上',
  });
  assert.equal(answered.status, 200);
});

test('a person asks about own data; the desk of that bureau answers, and a refusal needs its basis', async () => {
  const person = await consumer();
  const asked = await person.send('POST', '/data-requests', {
    kind: 'delete',
    text: '请删除我的电话',
    desk: { tenant: 'yunqi', bureau: 'yunqi-linxi' },
  });
  assert.equal(asked.status, 201);
  const head = await official('bureau-head');
  const listed = JSON.stringify((await head.send('GET', '/data-requests')).body);
  assert.ok(listed.includes(asked.body.id ?? '') && !listed.includes('请删除我的电话'));
  const open = (by: Browser, reason: string) => by.send('POST', `/data-requests/${asked.body.id}/open`, { reason });
  assert.equal((await open(head, '核实请求内容')).body.text, '请删除我的电话');
  assert.equal((await open(head, '  ')).status, 400);
  assert.equal((await open(await official('handler'), '看看')).status, 403);
  assert.equal((await open(await official('bureau-head', 'yunqi-wangshan'), '看看')).status, 404);
  const looks = await database.transact({ ...nobody, tenants: ['yunqi'] }, (tx) =>
    tx.rows("select account, reason from audit_line where act = 'open-data-request'"),
  );
  assert.deepEqual(looks, [{ account: head.account, reason: '核实请求内容' }]);
  for (const stranger of [
    await consumer(),
    await official('bureau-head', 'yunqi-wangshan'),
    await official('bureau-head', 'yunqi-linxi', 'lanchuan'),
  ]) {
    assert.equal(JSON.stringify((await stranger.send('GET', '/data-requests')).body), '[]');
  }
  const answer = (by: Browser, basis: string) =>
    by.send('POST', `/data-requests/${asked.body.id}/answer`, {
      tenant: 'yunqi',
      outcome: 'refused',
      basis,
      text: '案卷须依法保存',
    });
  assert.equal((await answer(await official('handler'), '档案法')).status, 403);
  assert.equal((await answer(await official('bureau-head', 'yunqi-wangshan'), '档案法')).status, 409);
  const bare = await answer(head, ' ');
  assert.deepEqual([bare.status, bare.body.code], [422, 'basis-missing']);
  assert.equal((await answer(head, '档案法第十三条')).status, 200);
  assert.equal((await answer(head, '档案法第十三条')).body.code, 'data-request-not-open');
  assert.ok(JSON.stringify((await person.send('GET', '/data-requests')).body).includes('案卷须依法保存'));
  const stored = await database.transact({ ...nobody, account: person.account }, (tx) =>
    tx.rows('select * from data_request'),
  );
  assert.ok(!JSON.stringify(stored).includes('删除我'));
  assert.equal((await person.send('POST', '/data-requests', { kind: 'access', text: '', number: 'YQ-0' })).status, 404);
});
