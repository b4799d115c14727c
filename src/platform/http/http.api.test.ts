import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type FastifyInstance, fastify } from 'fastify';
import { refuse } from '#kernel/refusal.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { issueApiToken } from '../auth/api-tokens.ts';
import { makeAccount } from '../auth/grants.ts';
import { endSessionsOf, openSession } from '../auth/sessions.ts';
import { type Database, nobody, openDatabase, type Tx } from '../db.ts';
import type { DayDoubt } from '../known-day.ts';
import { refuseWhileInDoubt } from './day-in-doubt.ts';
import { orRefuse } from './errors.ts';
import { isUnchanged, setEtag, versionFault, versionOf } from './etag.ts';
import { metFullDisk, spaceObjection } from './full-disk.ts';
import { guard, requestIdOf } from './guard.ts';
import { claimKey, requestKey, storeAnswer } from './idempotency.ts';
import { languageFor } from './language.ts';
import { actorOf, csrfToken, principalOf, requireActor, requireStrong, startSession } from './people.ts';
import { RateLimit } from './rate-limit.ts';
import { readUtf8Only } from './utf8.ts';

let home: TestDatabase;
let database: Database;
let app: FastifyInstance;
let effects = 0;

const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => database.transact(nobody, work);

const buildApp = async (options: { publicUrl?: string; burst?: number } = {}): Promise<FastifyInstance> => {
  const made = fastify({ genReqId: (raw) => requestIdOf(raw.headers), bodyLimit: 2000 });
  const rate = { perMinute: 60, burst: options.burst ?? 1000 };
  await guard(made, {
    database,
    publicUrl: options.publicUrl ?? 'http://localhost:1',
    rate: { address: rate, account: rate },
    problemPage: (problem) => `<h1>${problem.title}</h1>`,
  });
  readUtf8Only(made);
  made.get('/form', async (request, reply) => ({ csrf: csrfToken(request, reply) }));
  made.post('/form', async (request) => ({ who: actorOf(request)?.account ?? 'visitor' }));
  made.post('/sign-in/:account', async (request, reply) => {
    const { account } = request.params as { account: string };
    const opened = await inTx((tx) => openSession(tx, { account, kind: 'consumer', strong: false, device: 'x' }));
    await startSession(database, request, reply, opened);
    return { csrf: 'next page' };
  });
  made.get('/api/me', async (request) => ({ account: requireActor(request).account }));
  made.post('/api/me', async (request) => ({ account: requireActor(request).account }));
  made.post('/api/strong', async (request) => ({ account: requireStrong(request).actor.account }));
  made.get('/api/refused', async () =>
    orRefuse(
      refuse('version-changed', { status: 412, basis: [{ text: 'order-121', article: '16(1)' }], instead: ['reload'] }),
    ),
  );
  made.get('/api/crash', async () => {
    throw new Error('secret inside');
  });
  made.get('/api/full', async () => {
    throw Object.assign(new Error('could not extend file'), { code: '53100' });
  });
  made.get('/api/away', async () => {
    throw Object.assign(new Error('the database system is not yet accepting connections'), { code: '57P03' });
  });
  made.get('/api/trouble/:code', async (request) => {
    const { code } = request.params as { code: string };
    const routine = code === '42501' ? 'aclcheck_error' : 'ExecWithCheckOptions';
    throw Object.assign(new Error('trouble'), { code: code.replace('rls-', ''), routine });
  });
  made.get('/api/nul', () => inTx((tx) => tx.rows('select $1::text', ['a\u0000b'])));
  made.get('/assets/a.css', { config: { open: true } }, async () => 'a{}');
  made.post('/api/checked', { schema: { body: { type: 'object', required: ['name'] } } }, async () => ({}));
  made.post('/api/once', { config: { needs: { key: 'required' } } }, async (request, reply) => {
    const key = orRefuse(requestKey(request, principalOf(request, reply)));
    return await inTx(async (tx) => {
      const earlier = orRefuse(await claimKey(tx, key, 'yunqi'));
      if (earlier !== undefined) return reply.code(earlier.status).send(earlier.answer);
      const body = request.body as { refuse?: boolean };
      if (body.refuse === true) return reply.code(409).send({ refused: true });
      effects += 1;
      const answer = { number: `N-${effects}` };
      await storeAnswer(tx, key, { status: 201, answer });
      return reply.code(201).send(answer);
    });
  });
  made.post('/api/unsaid', async (request) => ({ relied: orRefuse(versionOf(request)) }));
  made.get('/api/case', async (request, reply) => {
    setEtag(reply, 7);
    return isUnchanged(request, 7) ? reply.code(304).send() : { version: 7 };
  });
  made.post('/api/case', { config: { needs: { version: true } } }, async (request) => {
    const relied = orRefuse(versionOf(request));
    const fault = versionFault(relied, 7);
    if (fault !== undefined) orRefuse(fault);
    return { done: true };
  });
  return made;
};

before(async () => {
  home = await testDatabase();
  database = openDatabase({ url: home.appUrl, connections: 4 });
  app = await buildApp();
});
after(async () => {
  await app.close();
  await database.close();
  await home.drop();
});

const cookiesOf = (answer: { cookies: readonly { name: string; value: string }[] }): Record<string, string> =>
  Object.fromEntries(answer.cookies.filter((one) => one.value !== '').map(({ name, value }) => [name, value]));

const signedInBrowser = async (): Promise<{ account: string; cookies: Record<string, string>; csrf: string }> => {
  const account = await inTx((tx) => makeAccount(tx, 'consumer'));
  const visit = await app.inject('/form');
  const visiting = cookiesOf(visit);
  const signIn = await app.inject({
    method: 'POST',
    url: `/sign-in/${account}`,
    cookies: visiting,
    payload: { _csrf: visit.json().csrf },
  });
  assert.equal(signIn.statusCode, 200);
  const cookies = cookiesOf(signIn);
  return { account, cookies, csrf: (await app.inject({ url: '/form', cookies })).json().csrf };
};

test('a database that takes no changes, a right taken away, a statement cancelled, a host out of reach: each a 503 of its own', async () => {
  const saidOf = async (code: string) => {
    const answer = await app.inject({ url: `/api/trouble/${code}`, headers: { accept: 'application/json' } });
    return [answer.statusCode, answer.json<{ code: string }>().code];
  };
  assert.deepEqual(await saidOf('25006'), [503, 'database-read-only']);
  assert.deepEqual(await saidOf('42501'), [503, 'database-right-lost']);
  assert.deepEqual(await saidOf('rls-42501'), [500, 'unexpected'], 'row-level security refuses what a bug asks');
  assert.deepEqual(await saidOf('57014'), [503, 'statement-cancelled']);
  for (const code of ['EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND'])
    assert.deepEqual(await saidOf(code), [503, 'database-away'], code);
});

test('a form is taken only with the token of the very browser that got it', async () => {
  const page = await app.inject('/form');
  const cookies = cookiesOf(page);
  const post = (payload: object, jar = cookies, headers = {}) =>
    app.inject({ method: 'POST', url: '/form', cookies: jar, payload, headers });
  assert.equal((await post({ _csrf: page.json().csrf })).json().who, 'visitor');
  assert.equal((await post({})).json().code, 'form-expired');
  assert.equal((await post({ _csrf: 'x' })).statusCode, 403);
  assert.equal((await post({ _csrf: page.json().csrf }, {})).statusCode, 403);
  const other = await app.inject('/form');
  assert.equal((await post({ _csrf: other.json().csrf })).statusCode, 403);
  assert.equal((await post({ _csrf: page.json().csrf }, cookies, { 'sec-fetch-site': 'cross-site' })).statusCode, 403);
});

test('signing in changes the secret, and the token of the visit before is worth nothing', async () => {
  const visit = await app.inject('/form');
  const { account, cookies, csrf } = await signedInBrowser();
  const post = (token: string) => app.inject({ method: 'POST', url: '/form', cookies, payload: { _csrf: token } });
  assert.equal((await post(csrf)).json().who, account);
  assert.equal((await post(visit.json().csrf)).statusCode, 403);
  const viaHeader = await app.inject({ method: 'POST', url: '/api/me', cookies, headers: { 'x-csrf-token': csrf } });
  assert.equal(viaHeader.json().account, account);
  assert.equal((await app.inject({ method: 'POST', url: '/api/me', cookies })).statusCode, 403);
});

test('a revoked session is a visitor at once', async () => {
  const { account, cookies } = await signedInBrowser();
  assert.equal((await app.inject({ url: '/api/me', cookies })).statusCode, 200);
  await inTx((tx) => endSessionsOf(tx, account));
  const answer = await app.inject({ url: '/api/me', cookies });
  assert.equal(answer.statusCode, 401);
  assert.equal(answer.json().code, 'sign-in-required');
});

test('cookies are closed to scripts, stay on the site, and are host-bound under https', async () => {
  const [plain] = (await app.inject('/form')).cookies;
  assert.deepEqual(
    [plain?.name, plain?.httpOnly, plain?.sameSite, plain?.secure],
    ['fangxin-visit', true, 'Lax', undefined],
  );
  const secure = await buildApp({ publicUrl: 'https://example.org' });
  const answer = await secure.inject('/form');
  const [hostBound] = answer.cookies;
  assert.deepEqual([hostBound?.name, hostBound?.secure, hostBound?.path], ['__Host-fangxin-visit', true, '/']);
  assert.match(String(answer.headers['strict-transport-security']), /max-age=31536000/);
  await secure.close();
});

test('a bearer token needs no form token; a reading one changes nothing; a wrong one is told', async () => {
  const account = await inTx((tx) => makeAccount(tx, 'staff'));
  const token = async (mayWrite: boolean) =>
    (await inTx((tx) => issueApiToken(tx, { account, name: 't', mayWrite, days: 1 }))).token;
  const as = (method: 'GET' | 'POST', bearer: string) =>
    app.inject({ method, url: '/api/me', headers: { authorization: `Bearer ${bearer}` } });
  const reading = await token(false);
  assert.equal((await as('POST', await token(true))).json().account, account);
  assert.equal((await as('GET', reading)).statusCode, 200);
  assert.equal((await as('POST', reading)).json().code, 'token-reads-only');
  assert.equal((await as('GET', `${reading}x`)).json().code, 'token-invalid');
  assert.equal((await app.inject({ url: '/api/me', headers: { authorization: 'Basic eDp5' } })).statusCode, 401);
  const strong = await app.inject({
    method: 'POST',
    url: '/api/strong',
    headers: { authorization: `Bearer ${await token(true)}` },
  });
  assert.deepEqual([strong.json().code, strong.json().instead ?? []], ['session-required', []]);
});

test('a refusal leaves as problem+json with code, article and way out, in the wished language', async () => {
  const english = await app.inject({ url: '/api/refused', headers: { 'accept-language': 'en-GB,en;q=0.9,zh;q=0.1' } });
  assert.equal(english.statusCode, 412);
  assert.match(String(english.headers['content-type']), /^application\/problem\+json/);
  const problem = english.json();
  assert.equal(problem.code, 'version-changed');
  assert.deepEqual(problem.basis, [{ text: 'order-121', article: '16(1)' }]);
  assert.deepEqual(problem.instead, ['reload']);
  assert.match(problem.detail, /changed after you opened/);
  assert.equal(problem.requestId, english.headers['x-request-id']);
  assert.match((await app.inject('/api/refused')).json().detail, /已被更改/);
});

test('a browser gets a page, a program gets JSON', async () => {
  const page = await app.inject({ url: '/nowhere', headers: { accept: 'text/html,*/*' } });
  assert.deepEqual([page.statusCode, page.body], [404, '<h1>没有找到</h1>']);
  assert.equal((await app.inject('/nowhere')).json().code, 'route-not-found');
  assert.equal(
    (await app.inject({ url: '/api/nowhere', headers: { accept: 'text/html' } })).json().code,
    'route-not-found',
  );
});

test('what cannot be read is named, and what breaks inside is not told', async () => {
  const post = (payload: string, type = 'application/json') =>
    app.inject({ method: 'POST', url: '/api/checked', payload, headers: { 'content-type': type } });
  assert.equal((await post('{"a":')).json().code, 'body-malformed');
  assert.equal((await post('')).json().code, 'body-empty');
  assert.equal((await post('{"__proto__":{"x":1}}')).statusCode, 400);
  assert.equal((await post('<a/>', 'application/xml')).json().code, 'content-type-unsupported');
  assert.equal((await post(JSON.stringify({ name: 'x'.repeat(3000) }))).json().code, 'body-too-large');
  const invalid = (await post('{}')).json();
  assert.deepEqual([invalid.code, invalid.faults[0].field], ['request-invalid', 'name']);
  assert.equal((await app.inject('/api/nul')).json().code, 'text-not-storable');
  const crash = await app.inject('/api/crash');
  assert.equal(crash.statusCode, 500);
  assert.ok(!crash.body.includes('secret inside'));
});

test('a full disk is told as such, once in the log, and whoever balances the load hears of it', async () => {
  const plenty = async () => ({ bavail: 1_000_000, bsize: 4096 });
  assert.equal(await spaceObjection('.', plenty), undefined);
  const low = await spaceObjection('.', async () => ({ bavail: 100, bsize: 4096 }));
  assert.deepEqual([low?.refusal, low?.status], ['storage-full', 503]);
  assert.equal(await spaceObjection('nothing-here', async () => Promise.reject(new Error('ENOENT'))), undefined);
  const answer = await app.inject({ url: '/api/full', headers: { 'accept-language': 'en' } });
  const { code, detail } = answer.json<{ code: string; detail: string }>();
  assert.deepEqual([answer.statusCode, code], [507, 'storage-full']);
  assert.match(detail, /nothing was saved/);
  assert.equal(metFullDisk(), false, 'it is no news any more');
  assert.equal((await spaceObjection('.', plenty))?.status, 503);
  const away = await app.inject('/api/away');
  assert.deepEqual(
    [away.statusCode, away.json<{ code: string }>().code],
    [507, 'storage-full'],
    'a database away for it',
  );
});

test('while the day is in doubt nothing is taken in, in a sentence that says what to do; reading and signing in go on', async () => {
  let doubt: DayDoubt | undefined = { is: 'ahead', today: '2039-06-30', known: '2026-11-27' };
  const site = fastify();
  await guard(site, { database, publicUrl: 'http://localhost:8315', rate: 'off' });
  refuseWhileInDoubt(site, () => doubt);
  const ending = ['/account', '/api/v1/sessions/a', '/api/v1/tokens/a'];
  const others = [
    '/file/check',
    '/account/login',
    '/account/privacy',
    '/api/v1/complaints',
    '/api/v1/messages/receipts',
  ];
  for (const url of [...ending, ...others]) site.all(url, () => ({ done: true }));
  const send = async (method: 'GET' | 'POST' | 'DELETE', url: string) => {
    const answer = await site.inject({ method, url, headers: { 'accept-language': 'en' } });
    return { status: answer.statusCode, ...answer.json<{ code?: string; detail?: string }>() };
  };
  const filed = await send('POST', '/api/v1/complaints');
  assert.deepEqual([filed.status, filed.code], [503, 'day-in-doubt']);
  assert.match(filed.detail ?? '', /30 Jun 2039.+27 Nov 2026.+fangxin clock --today/);
  for (const url of ['/file/check', '/account/privacy', '/api/v1/tokens/a'])
    assert.equal((await send('POST', url)).status, 503, url);
  assert.notEqual((await send('POST', '/account')).code, 'day-in-doubt', 'a stolen sign-in is ended');
  for (const url of ending.slice(1)) assert.equal((await send('DELETE', url)).status, 200, url);
  assert.equal((await send('GET', '/api/v1/complaints')).status, 200);
  assert.notEqual((await send('POST', '/account/login')).code, 'day-in-doubt');
  assert.equal((await send('POST', '/api/v1/messages/receipts')).status, 200);
  doubt = { is: 'behind', today: '2021-01-01', known: '2026-11-27' };
  assert.equal((await send('POST', '/api/v1/complaints')).code, 'day-behind');
  doubt = undefined;
  assert.equal((await send('POST', '/api/v1/complaints')).status, 200);
  await site.close();
});

test('one key has one effect; the same request gets the same answer, another body is refused', async () => {
  const account = await inTx((tx) => makeAccount(tx, 'staff'));
  const { token } = await inTx((tx) => issueApiToken(tx, { account, name: 't', mayWrite: true, days: 1 }));
  const post = (key: string | undefined, payload: object) =>
    app.inject({
      method: 'POST',
      url: '/api/once',
      payload,
      headers: { authorization: `Bearer ${token}`, ...(key === undefined ? {} : { 'idempotency-key': key }) },
    });
  const before = effects;
  const answers = await Promise.all(Array.from({ length: 6 }, () => post('k-1', { a: 1 })));
  assert.deepEqual(
    new Set(answers.map((one) => `${one.statusCode} ${one.body}`)),
    new Set([`201 {"number":"N-${before + 1}"}`]),
  );
  assert.equal(effects, before + 1);
  const reused = (await post('k-1', { a: 2 })).json();
  assert.deepEqual([reused.code, reused.field], ['idempotency-key-reused', 'Idempotency-Key']);
  assert.equal((await post('k-1', { a: 2 })).statusCode, 422);
  assert.equal((await post(undefined, {})).json().code, 'idempotency-key-missing');
  assert.equal((await post('with blank', {})).json().code, 'idempotency-key-malformed');
  assert.equal((await post('k-2', { refuse: true })).statusCode, 409);
  assert.equal((await post('k-2', { a: 1 })).statusCode, 201);
});

test('an act names the version it relies on', async () => {
  const post = (headers: Record<string, string>) => app.inject({ method: 'POST', url: '/api/case', headers });
  assert.equal((await post({})).json().code, 'version-required');
  assert.equal((await post({ 'if-match': '*' })).json().code, 'version-malformed');
  const stale = await post({ 'if-match': '"v6"' });
  assert.deepEqual([stale.statusCode, stale.json().code], [412, 'version-changed']);
  const unborn = await post({ 'if-match': '"v8"' });
  assert.deepEqual([unborn.statusCode, unborn.json().code], [400, 'version-malformed'], 'nobody can have read it');
  for (const one of [stale, unborn, await post({})]) assert.deepEqual(one.json().instead, ['read-anew']);
  assert.equal((await post({ 'if-match': '"v7"' })).statusCode, 200);
  assert.equal((await post({ 'if-match': 'W/"v7"' })).statusCode, 200, 'made weak by a proxy');
  assert.equal((await app.inject('/api/case')).headers.etag, '"v7"');
  assert.equal((await app.inject({ url: '/api/case', headers: { 'if-none-match': 'W/"v7"' } })).statusCode, 304);
});

test('a header that the document would not name is read by nobody', async () => {
  const headers = { 'if-match': '"v7"' };
  const answer = await app.inject({ method: 'POST', url: '/api/unsaid', headers, payload: {} });
  assert.deepEqual([answer.statusCode, answer.json().code], [500, 'unexpected']);
});

test('whoever asks too often is told how long to wait, and assets are never counted', async () => {
  const small = await buildApp({ burst: 3 });
  const answers = await Promise.all(Array.from({ length: 4 }, () => small.inject('/form')));
  const last = answers.find((one) => one.statusCode === 429);
  assert.ok(last);
  assert.equal(last.headers['retry-after'], '1');
  assert.equal((await small.inject('/assets/a.css')).statusCode, 200);
  await small.close();
});

test('the policy allows no inline script, no frame and no other origin', async () => {
  const { headers } = await app.inject('/form');
  const policy = String(headers['content-security-policy']);
  assert.match(policy, /default-src 'self'/);
  assert.match(policy, /frame-ancestors 'none'/);
  assert.doesNotMatch(policy, /unsafe|http:|\*/);
  assert.equal(headers['x-content-type-options'], 'nosniff');
  const { cookies } = await signedInBrowser();
  assert.equal((await app.inject({ url: '/form', cookies })).headers['cache-control'], 'no-store');
});

test('a bucket refills by time, waits are whole seconds, and forgotten keys cost no memory', () => {
  const limit = new RateLimit({ perMinute: 30, burst: 2 }, 10);
  assert.deepEqual([limit.spend('a', 0), limit.spend('a', 0), limit.spend('a', 0)], [0, 0, 2]);
  assert.equal(limit.spend('a', 1000), 1);
  assert.equal(limit.spend('a', 2000), 0);
  for (let n = 0; n < 100; n++) limit.spend(`k${n}`, 3000);
  assert.equal(limit.size, 10);
});

test('the language follows wish, then weights, then Chinese', () => {
  assert.equal(languageFor(undefined, undefined), 'zh-CN');
  assert.equal(languageFor('en', 'zh-CN'), 'en');
  assert.equal(languageFor('xx', 'fr,en;q=0.5,zh;q=0.9'), 'zh-CN');
  assert.equal(languageFor(undefined, 'zh;q=0,en-US'), 'en');
});
