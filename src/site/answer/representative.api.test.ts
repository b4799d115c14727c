import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type CastName, cast, gymOperatorId } from '#db/seed/cast.ts';
import { platformOperatorId } from '#db/seed/operators.ts';
import { addDays, dayOf } from '#kernel/day.ts';
import type { Representative } from '#modules/directory/representative-contract.ts';
import { openSession } from '#platform/auth/sessions.ts';
import { csrfOf } from '#platform/auth/tokens.ts';
import { now } from '#platform/clock.ts';
import { nobody } from '#platform/db.ts';
import { acceptedCase, doAct, fileCase } from '#test/cases.ts';
import { openWholeApp, type WholeApp } from '#test/hostile/whole-app.ts';
import { SiteVisitor } from '#test/site-visitor.ts';

let whole: WholeApp;
before(async () => {
  whole = await openWholeApp();
});
after(() => whole.close());

const phone = '13700009001';
const path = `/api/v1/administration/operators/${gymOperatorId}/representatives`;
const person = { name: '吴晓敏', phone, shown: 'power-of-attorney', note: '委托书 2026 年 11 月 1 日' };

/** Signed in on the desk with the second factor just shown. */
const inBrowser = async (who: CastName): Promise<Record<string, string>> => {
  const { account, kind } = cast[who];
  const { token } = await whole.world.context.database.transact(nobody, (tx) =>
    openSession(tx, { account, kind, strong: true, device: 'test' }),
  );
  return { cookie: `${whole.app.cookieNames.session}=${token}`, 'x-csrf-token': csrfOf(token) };
};

const send = async (who: CastName, url: string, payload?: object) => {
  const answer = await whole.app.inject({
    method: payload === undefined ? 'GET' : 'POST',
    url,
    headers: await inBrowser(who),
    ...(payload === undefined ? {} : { payload }),
  });
  return { status: answer.statusCode, body: answer.json() };
};

const signIn = async (): Promise<SiteVisitor> => {
  const visitor = new SiteVisitor(whole.app, whole.world);
  await visitor.get('/account/login');
  await visitor.post('/account/login', { phone });
  await visitor.post('/account/code', { code: await visitor.codeFor(phone) });
  return visitor;
};

test('somebody a bureau has entered for an operator signs in with a phone and works on its cases, until it is ended', async () => {
  const number = await acceptedCase(whole.world);
  await doAct(whole.world, 'handler', number, 'notify-respondent', { answerBy: addDays(dayOf(now()), 7) });
  const untold = await fileCase(whole.world);

  for (const who of [
    'operator',
    'consumer',
    'mediator',
    'auditor',
    'handler-other-county',
    'handler-other-city',
  ] as const)
    assert.equal((await send(who, path, person)).status, 403, who);
  const landline = await send('handler', path, { ...person, phone: '0990-8231500' });
  assert.deepEqual([landline.status, landline.body.field], [422, 'phone']);
  const over = await send('handler', path, { ...person, until: '2020-01-01' });
  assert.deepEqual([over.status, over.body.field], [422, 'until']);
  const { status, body } = await send('handler', path, person);
  assert.equal(status, 200, JSON.stringify(body));
  assert.equal((await send('bureau-head', path, person)).status, 409, 'entered twice');

  const listed: Representative[] = (await send('bureau-head', path)).body;
  const [entry] = listed;
  assert.ok(entry !== undefined && listed.length === 1);
  assert.deepEqual(
    [entry.name, entry.phone, entry.shown, entry.linkedByName, entry.current],
    ['吴晓敏', '137****9001', 'power-of-attorney', '陈一鸣', true],
  );

  const visitor = await signIn();
  await visitor.get('/cases');
  assert.match(visitor.words, /针对您代表的商家的投诉（1 件）/);
  await visitor.get('/cases?as=operator');
  assert.ok(visitor.page.includes(`/answer/cases/${number}`));
  assert.ok(!visitor.page.includes(untold), 'a case the operator was not told of');
  await visitor.get(`/cases/${number}`);
  assert.equal(visitor.path, `/answer/cases/${number}`);
  assert.match(visitor.words, /林\*\*/);
  assert.doesNotMatch(visitor.words, /林晓禾|13800000001|桂花路/);
  await visitor.post('/answer/own', { number });
  assert.equal(visitor.path, '/answer/statement');

  assert.equal((await send('handler', `${path}/${body.id}/end`, { reason: ' ' })).status, 400);
  assert.equal((await send('handler-other-city', `${path}/${body.id}/end`, { reason: '不归它管' })).status, 403);
  assert.equal((await send('bureau-head', `${path}/${body.id}/end`, { reason: '已离职' })).status, 200);
  assert.equal((await send('bureau-head', `${path}/${body.id}/end`, { reason: '已离职' })).status, 404);
  for (const place of [`/answer/cases/${number}`, `/answer/cases/${number}/papers/2`]) {
    await visitor.get(place);
    assert.equal(visitor.status, 404, place);
  }
  const lines = await whole.world.context.database.transact({ ...nobody, tenants: ['yunqi'] }, (tx) =>
    tx.rows<{ act: string }>(
      "select act from audit_line where act in ('link-representative', 'end-representative') order by audit_line",
    ),
  );
  assert.deepEqual(
    lines.map(({ act }) => act),
    ['link-representative', 'end-representative'],
  );
});

test('the complainant, entered for the operator by mistake, does not speak for both sides', async () => {
  const number = await acceptedCase(whole.world);
  await doAct(whole.world, 'handler', number, 'notify-respondent', { answerBy: addDays(dayOf(now()), 7) });
  const { body } = await send('handler', path, { ...person, name: '林晓禾', phone: '13800000001' });
  const consumer = new SiteVisitor(whole.app, whole.world);
  await consumer.become('consumer');
  await consumer.get(`/answer/cases/${number}`);
  assert.equal(consumer.path, `/cases/${number}`, 'reads as the one who complained');
  await send('handler', `${path}/${body.id}/end`, { reason: '登记有误' });
});

test('an operator of another city is for that city to open', async () => {
  const foreign = `/api/v1/administration/operators/${platformOperatorId}/representatives`;
  const answers = await Promise.all([send('handler', foreign, person), send('handler', foreign)]);
  assert.deepEqual(
    answers.map(({ status }) => status),
    [403, 403],
  );
});

test('whoever acts for an operator sees how it is reached, a personal number masked, opens it on record and puts it right', async () => {
  const { context } = whole.world;
  const asked = <T extends object>(sql: string) => context.database.transact(nobody, (tx) => tx.rows<T>(sql));
  const visitor = new SiteVisitor(whole.app, whole.world);
  await visitor.become('operator');
  const page = `/account/operators/${gymOperatorId}`;
  await visitor.get('/account');
  assert.ok(visitor.page.includes(page), visitor.words);
  await visitor.get(page);
  assert.equal(visitor.status, 200, visitor.words);
  const own = '13712345678';
  await visitor.post(page, { contactName: '吴晓敏', contactPhone: own });
  assert.equal(visitor.status, 200, visitor.words);
  assert.match(visitor.words, /联系方式已更正/u);
  assert.ok(!visitor.page.includes(own), 'a mobile number is masked');
  assert.match(visitor.words, /137\*{4}5678/u);
  await visitor.post(page, { act: 'open' });
  assert.ok(visitor.page.includes(own), visitor.words);
  await visitor.post(page, { contactPhone: '' });
  assert.equal(visitor.status, 422);
  await visitor.get(`/account/operators/${platformOperatorId}`);
  assert.equal(visitor.status, 404, 'of another operator nothing is shown');
  const owner = await asked<{ contact_phone: string }>(
    `select contact_phone from operator where id = '${gymOperatorId}'`,
  );
  assert.equal(owner[0]?.contact_phone, own);
  const kept = await asked<{ n: number }>(
    `select count(*)::int as n from registry_revision where kind = 'operator' and subject = '${gymOperatorId}'`,
  );
  assert.equal(kept[0]?.n, 1, 'what stood there before is kept');
});
