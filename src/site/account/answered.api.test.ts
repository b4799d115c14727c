import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type CastName, cast } from '#db/seed/cast.ts';
import { addDays, dayOf } from '#kernel/day.ts';
import type { CaseView } from '#modules/complaints/case-contract.ts';
import { scopeOf } from '#modules/complaints/facade.ts';
import { systemActors } from '#modules/directory/facade.ts';
import type { ConsultationList, ConsultationView } from '#modules/intake/consultations/contract.ts';
import { correctAskerAlong } from '#modules/intake/consultations/correct-asker-along.ts';
import { linkedQuestions } from '#modules/intake/consultations/make-linked-question.ts';
import { now } from '#platform/clock.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import { newId } from '#platform/ids.ts';
import { type JobContext, prepareJobs } from '#platform/jobs.ts';
import { demoMessages } from '#platform/messages/demo-mailbox.ts';
import { type AskerNews, tellAsker } from '#platform/tell-asker.ts';
import { fileCase } from '#test/cases.ts';
import { openWholeApp, type WholeApp } from '#test/hostile/whole-app.ts';
import { faultsOnceChanged, refoldFaults } from '#test/refold.ts';
import { SiteVisitor } from '#test/site-visitor.ts';
import { actorOf } from '#test/world.ts';

let whole: WholeApp;
before(async () => {
  whole = await openWholeApp();
  await prepareJobs(whole.world.ownerUrl);
});
after(() => whole.close());

const at = async (name: CastName, path: string): Promise<SiteVisitor> => {
  const visitor = new SiteVisitor(whole.app, whole.world);
  await visitor.become(name);
  await visitor.get(path);
  return visitor;
};

const ask = async (name: CastName, fields: Record<string, string>): Promise<SiteVisitor> => {
  const visitor = await at(name, '/account/privacy');
  await visitor.post('/account/privacy', fields);
  return visitor;
};

const call = async (name: CastName, path: string, payload?: object) =>
  whole.app.inject({
    method: payload === undefined ? 'GET' : 'POST',
    url: `/api/v1/${path}`,
    headers: await whole.atDesk(name),
    ...(payload === undefined ? {} : { payload }),
  });

type Listed = { id: string; kind: string; number: string | null; state: string; basis: string | null };
const newest = async (name: CastName): Promise<Listed> => {
  const [found] = (await call(name, 'data-requests')).json<Listed[]>();
  assert.ok(found);
  return found;
};

const personOf = async (number: string, kind: string): Promise<string> => {
  const found = (await call('handler', `complaints/${number}`))
    .json<CaseView>()
    .parties.find((one) => one.kind === kind);
  assert.ok(found);
  return found.person;
};

const rightPhones = async (number: string, ...phones: readonly string[]): Promise<void> => {
  for (const phone of phones) {
    const put = { person: await personOf(number, 'complainant'), fields: { phone }, reason: '号码换了' };
    const done = await call('bureau-head', `complaints/${number}/correct-person`, put);
    assert.equal(done.statusCode, 200, done.body);
  }
};

const ordered = async (): Promise<AskerNews[]> => {
  const owner = openDatabase({ url: whole.world.ownerUrl, connections: 1 });
  try {
    const rows = await owner.transact(nobody, (tx) =>
      tx.rows<{ body: AskerNews }>(
        "select payload::jsonb -> 'body' as body from job_order where task = 'tell-asker-of-answer'",
      ),
    );
    return rows.map(({ body }) => body);
  } finally {
    await owner.close();
  }
};

const told = async (phone: string): Promise<string[]> =>
  (await whole.world.context.database.transact(nobody, (tx) => demoMessages(tx)))
    .filter(({ recipient, body }) => recipient === phone && body.startsWith('您提出的个人信息请求已有答复'))
    .map(({ body }) => body);

const running = { tenant: 'yunqi', attempt: 1, isLast: false } as JobContext;

describe('what was asked about own data, answered', () => {
  test('PIPL 46: what the person reads is no reason of the desk; it follows a number put right, and both numbers are told', async () => {
    const number = await fileCase(whole.world);
    const done = await ask('consumer', { wish: 'correct', number, text: '电话换了。' });
    assert.match(done.words, /发短信到您登录用的手机号码/);
    assert.match(done.page, /href="\/account\/privacy"/);
    const { id } = await newest('consumer');
    const corrected = await call('bureau-head', `complaints/${number}/correct-person`, {
      person: await personOf(number, 'complainant'),
      fields: { phone: cast['second-consumer'].phone },
      reason: '窗口核对过身份证原件，内部台账第 12 号',
      request: id,
    });
    assert.equal(corrected.statusCode, 200, corrected.body);

    const asker = await at('consumer', '/account/privacy');
    assert.match(asker.words, new RegExp(`案卷${number}中的个人信息已更正。`));
    assert.match(asker.words, /《中华人民共和国个人信息保护法》第四十六条/);
    assert.match(asker.words, /电话换了。/);
    assert.doesNotMatch(asker.words, /台账|pipl/);
    const inEnglish = await whole.app.inject({
      url: '/api/v1/data-requests',
      headers: { ...(await whole.atDesk('consumer')), 'accept-language': 'en' },
    });
    assert.match(inEnglish.json<Listed[]>()[0]?.basis ?? '', /Article 46/);
    const moved = await at('second-consumer', '/account/privacy');
    assert.match(moved.words, new RegExp(`案卷${number}中的个人信息已更正。`));
    assert.doesNotMatch(moved.words, /电话换了。|台账/);
    const listed = (await call('bureau-head', 'data-requests/desk')).json<{ rows: Listed[] }>().rows;
    assert.match(listed.find((one) => one.id === id)?.basis ?? '', /个人信息保护法》第四十六条/);

    const news = (await ordered()).filter(({ request }) => request === id);
    assert.deepEqual(
      news.map(({ account }) => account).toSorted(),
      [cast.consumer.account, cast['second-consumer'].account].toSorted(),
    );
    for (const one of [...news, ...news]) await tellAsker(whole.world.context).run(one, running);
    for (const { phone } of [cast.consumer, cast['second-consumer']]) {
      const messages = await told(phone);
      assert.equal(messages.length, 1, `${phone}: ${messages.length}`);
      assert.match(messages[0] ?? '', /\/account\/privacy/);
      assert.ok(!messages[0]?.includes(number));
    }
    assert.deepEqual(await refoldFaults(whole.world), []);
    const changed = await faultsOnceChanged(
      whole.world,
      `update data_request set follower = 'nobody' where data_request = '${id}'`,
      `update data_request set follower = '${cast['second-consumer'].account}' where data_request = '${id}'`,
    );
    assert.match(changed.join('\n'), /row-differs data_request follower nobody ≠/u);
    // Somebody else's request is no news for an account.
    const strange = { request: id, account: cast.handler.account };
    await tellAsker(whole.world.context).run(strange, running);
  });

  test('PIPL 45: particulars asked for with a number that was given up are read with the right one alone', async () => {
    const number = await fileCase(whole.world);
    await ask('consumer', { wish: 'access', number, text: '给我一份。' });
    const { id } = await newest('consumer');
    // By way of a landline, which lets nobody in, and of a slip put back at once.
    await rightPhones(number, '0571-86000003', cast.consumer.phone, '0571-86000003', cast['second-consumer'].phone);
    const given = { tenant: 'yunqi', outcome: 'granted', basis: '', text: '现答复如下。' };
    assert.equal((await call('bureau-head', `data-requests/${id}/answer`, given)).statusCode, 200);
    const asker = await at('consumer', '/account/privacy');
    assert.match(asker.words, /给我一份。.*结果 同意 答复 答复里有您的个人信息，请用更正后的手机号码登录查看。/);
    assert.ok(!asker.words.includes('现答复如下。'));
    const moved = await at('second-consumer', '/account/privacy');
    assert.match(moved.words, new RegExp(`现答复如下。.*案卷${number}中保存的你的个人信息.*姓名：林晓禾`));
    assert.ok(!moved.words.includes('给我一份。'));
  });

  test('PIPL 47: a deletion tells the words of the desk; an open request tells nobody yet', async () => {
    const number = await fileCase(whole.world);
    await ask('consumer', { wish: 'delete', number });
    const { id } = await newest('consumer');
    await tellAsker(whole.world.context).run({ request: id, account: cast.consumer.account }, running);
    const before = await told(cast.consumer.phone);
    const answer = '您的信息保存期限未满，暂不能删除。';
    const body = { tenant: 'yunqi', outcome: 'refused', text: answer };
    assert.equal((await call('bureau-head', `data-requests/${id}/answer`, { ...body, basis: '' })).statusCode, 422);
    const refused = await call('bureau-head', `data-requests/${id}/answer`, { ...body, basis: '《档案法》第十四条' });
    assert.equal(refused.statusCode, 200, refused.body);
    await tellAsker(whole.world.context).run({ request: id, account: cast.consumer.account }, running);
    assert.equal((await told(cast.consumer.phone)).length, before.length + 1);
    const asker = await at('consumer', '/account/privacy');
    assert.match(asker.words, new RegExp(answer));
    assert.match(asker.words, /《档案法》第十四条/);
    await ask('consumer', { wish: 'withdraw-consent', number });
    const { id: second } = await newest('consumer');
    await call('bureau-head', `data-requests/${second}/answer`, { ...body, outcome: 'granted', basis: '' });
    assert.match((await newest('consumer')).basis ?? '', /个人信息保护法》第十五条/);
  });
});

test('PIPL 46 name and telephone of who asked a question are put right at the desk: sealed, on record, and the way in follows the number', async () => {
  const own = { name: '林晓禾', phone: cast.consumer.phone };
  const filed = await whole.app.inject({
    method: 'POST',
    url: '/api/v1/consultations',
    headers: { ...(await whole.atDesk('intake-officer')), 'idempotency-key': newId() },
    payload: {
      asker: { name: '林晓和', phone: '13800006601' },
      question: '预付卡能退吗？',
      bureau: 'yunqi-linxi',
      channel: 'counter',
    },
  });
  assert.equal(filed.statusCode, 201, filed.body);
  const { number } = filed.json<{ number: string }>();
  const view = async (name: CastName) => (await call(name, `consultations/${number}`)).json<ConsultationView>();
  const path = `consultations/${number}/correct-person`;
  const { person } = (await view('handler')).asker;
  const wish = { person, fields: own, reason: '窗口核对身份证原件' };
  assert.equal((await call('consumer', `consultations/${number}`)).statusCode, 404);
  for (const name of ['handler-other-county', 'auditor'] as const)
    assert.equal((await call(name, path, wish)).statusCode, 404, name);
  const nobodys = await call('handler', path, { ...wish, person: newId() });
  assert.equal(nobodys.json<{ code: string }>().code, 'person-not-found');
  const unread = await call('handler', path, { ...wish, fields: { email: '不是邮箱' } });
  assert.deepEqual([unread.statusCode, unread.json<{ field: string }>().field], [422, 'fields.email']);
  const done = await call('handler', path, wish);
  assert.equal(done.statusCode, 200, done.body);

  const shown = await view('consumer');
  assert.deepEqual([shown.asker.name, shown.asker.phone, shown.asker.person], [own.name, own.phone, null]);
  assert.deepEqual(
    shown.askerCorrections.map(({ by, fields }) => [by, fields]),
    [[null, ['name', 'phone']]],
  );
  const seen = await view('handler');
  assert.deepEqual([seen.asker.name, seen.asker.phone], ['林**', '138****0001']);
  assert.ok(seen.mayCorrectAsker && seen.askerCorrections[0]?.by);
  const { rows } = (await call('handler', `consultations?q=${number}`)).json<ConsultationList>();
  assert.equal(rows[0]?.asker, '林**');
  const scope = scopeOf(actorOf('handler'));
  const [record] = await whole.world.context.database.transact(scope, (tx) =>
    tx.rows<{ payload: object; reason: string | null; detail: object }>(
      `select e.payload, a.reason, a.detail from event e join consultation c using (tenant, stream)
         join audit_line a on a.tenant = e.tenant and a.subject = 'stream:' || e.stream and a.act = 'correct-asker'
        where c.number = $1 and e.type = 'AskerCorrected'`,
      [number],
    ),
  );
  assert.equal(record?.reason, wish.reason);
  assert.deepEqual(record?.detail, { person, fields: ['name', 'phone'] });
  for (const value of Object.values(own))
    assert.ok(!JSON.stringify(record?.payload).includes(value), 'no event holds a personal value');
  assert.deepEqual(await refoldFaults(whole.world), []);
});

test('PIPL 46 a question handed to another authority is put right there by the system, both ways, and requests follow the person', async () => {
  const { context } = whole.world;
  const post = async (who: CastName, path: string, payload: object, version?: number) =>
    await whole.app.inject({
      ...{ method: 'POST', url: `/api/v1/${path}`, payload },
      headers: {
        ...(await whole.atDesk(who)),
        'idempotency-key': newId(),
        ...(version === undefined ? {} : { 'if-match': `"v${version}"` }),
      },
    });
  const view = async (number: string, who: CastName) =>
    (await call(who, `consultations/${number}`)).json<ConsultationView>();
  const question = { question: '北渡区的早餐摊要不要健康证？', problemCode: 'food-safety', bureau: 'yunqi-linxi' };
  const asker = { name: '林晓和', phone: cast.consumer.phone };
  const { number } = (await post('intake-officer', 'consultations', { ...question, asker, channel: 'counter' })).json<{
    number: string;
  }>();
  const sent = await post(
    'handler',
    `consultations/${number}/transfer`,
    { reasons: '摊点在北渡区', unit: 'lanchuan-beidu' },
    (await view(number, 'handler')).version,
  );
  assert.equal(sent.statusCode, 200, sent.body);
  const there = sent.json<ConsultationView>().linkedTo?.number ?? '';
  const along = correctAskerAlong(context);
  const pass = (from: string, at: string, other: string, to: string, ...fields: string[]) =>
    along.run({ number: from, at, other, fields }, { tenant: to } as JobContext);
  await assert.rejects(
    pass(number, 'yunqi', there, 'lanchuan', 'name'),
    /no question/,
    'tried again until it is there',
  );
  const actor = (await systemActors(context.database, 'hand-over')).find(({ tenant }) => tenant === 'lanchuan');
  assert.ok(actor !== undefined);
  const { stream } = await context.database.transact(scopeOf(actor), (tx) =>
    tx.one<{ stream: string }>('select stream from question_hand_over where number = $1', [there]),
  );
  assert.equal(await linkedQuestions.take(context, actor, { tenant: 'lanchuan', stream }), true);

  // Asked with the number of before: of this question, and of nothing in particular.
  await ask('consumer', { wish: 'access', number });
  const about = await newest('consumer');
  await ask('consumer', { wish: 'access', number: there });
  const aboutThere = await newest('consumer');
  await ask('consumer', { wish: 'access' });
  const general = await newest('consumer');
  const ownIds = async (name: CastName) => (await call(name, 'data-requests')).json<Listed[]>().map(({ id }) => id);

  const right = async (who: CastName, of: string, fields: object) => {
    const { person } = (await view(of, who)).asker;
    const done = await call(who, `consultations/${of}/correct-person`, { person, fields, reason: '核对身份证原件' });
    assert.equal(done.statusCode, 200, done.body);
  };
  await right('handler', number, { name: '周明远', phone: cast['second-consumer'].phone });
  for (const _again of [1, 2]) await pass(number, 'yunqi', there, 'lanchuan', 'name', 'phone');
  const seen = await view(there, 'handler-other-city');
  assert.equal(seen.asker.name, '周**');
  assert.deepEqual(
    seen.askerCorrections.map(({ by, along: from, fields }) => [by, from, fields]),
    [[null, number, ['name', 'phone']]],
    'once, and it says where it came from',
  );
  assert.equal((await call('second-consumer', `consultations/${there}`)).statusCode, 200);
  assert.equal((await call('consumer', `consultations/${there}`)).statusCode, 404);
  const followed = await ownIds('second-consumer');
  assert.deepEqual(
    [about, aboutThere, general].map(({ id }) => followed.includes(id)),
    [true, true, false],
    'what concerns the question follows the person, the rest is for nobody else',
  );

  await pass(there, 'lanchuan', number, 'yunqi', 'name', 'phone');
  assert.equal(
    (await view(number, 'handler')).askerCorrections.length,
    1,
    'what comes back finds nothing that differs',
  );
  // A landline lets nobody in: particulars asked for with the wrong number are read with it no more, and with no other.
  await right('handler-other-city', there, { phone: '0571-86000002' });
  await pass(there, 'lanchuan', number, 'yunqi', 'phone');
  const [, back] = (await view(number, 'handler')).askerCorrections;
  assert.deepEqual([back?.along, back?.fields], [there, ['phone']]);
  assert.equal((await call('second-consumer', `consultations/${number}`)).statusCode, 404);
  assert.ok(!(await ownIds('second-consumer')).includes(about.id));
  const said = { tenant: 'yunqi', outcome: 'granted', basis: '', text: '您登记的姓名是周明远。' };
  const opened = await call('bureau-head', `data-requests/${about.id}/open`, { reason: '办理个人信息请求' });
  assert.equal(opened.statusCode, 200, opened.body);
  assert.equal((await call('bureau-head', `data-requests/${about.id}/answer`, said)).statusCode, 200);
  const before = await at('consumer', '/account/privacy');
  assert.doesNotMatch(before.words, /周明远/u);
  // The next number that lets somebody in has it, and what was asked about nothing in particular goes to nobody else.
  await right('handler', number, { phone: cast['second-consumer'].phone });
  const again = await ownIds('second-consumer');
  assert.deepEqual([again.includes(about.id), again.includes(general.id)], [true, false]);
  assert.match((await at('second-consumer', '/account/privacy')).words, /您登记的姓名是周明远/u);
  // Put right on both sides before either was passed on: the later one stands, whichever is passed on first.
  for (const [early, late, isFirst] of [
    ['钱', '孙', true],
    ['李', '吴', false],
  ] as const) {
    await right('handler', number, { name: `${early}先声` });
    await right('handler-other-city', there, { name: `${late}后语` });
    const onwards = () => pass(number, 'yunqi', there, 'lanchuan', 'name');
    const ways = [onwards, () => pass(there, 'lanchuan', number, 'yunqi', 'name')];
    for (const way of isFirst ? ways : ways.toReversed()) await way();
    assert.equal((await view(number, 'handler')).asker.name, `${late}**`);
    assert.equal((await view(there, 'handler-other-city')).asker.name, `${late}**`);
  }
  assert.deepEqual(await refoldFaults(whole.world), []);
});

test('a message that an answer is there and did not arrive stands on the list of requests, with the way out (PIPL art. 50)', async () => {
  const number = await fileCase(whole.world);
  await ask('consumer', { wish: 'correct', number, text: '名字写错了。' });
  const listed = async () =>
    (await call('bureau-head', 'data-requests/desk?state=done')).json<{
      rows: { id: string; telling: string | null; toldOn: string | null; toldWay: string | null }[];
    }>().rows;
  const { id } = await newest('consumer');
  const answer = { tenant: 'yunqi', outcome: 'granted', basis: '', text: '已更正。' };
  const said = await call('bureau-head', `data-requests/${id}/answer`, answer);
  assert.equal(said.statusCode, 200, said.body);
  const tell = async () => {
    const news = (await ordered()).findLast((one) => one.request === id);
    assert.ok(news);
    await tellAsker(whole.world.context).run(news, running);
    return news;
  };
  await tell();
  const fails = (again: string) =>
    whole.world.context.database.transact(nobody, (tx) =>
      tx.run("update message_delivery set state = 'failed', reason = 'no-such-number' where subject_ref like $1", [
        `data-request:${id}:%${again}`,
      ]),
    );
  const row = async () => (await listed()).find((one) => one.id === id);
  const told = (body: object) => call('bureau-head', `data-requests/${id}/told`, body);
  const today = dayOf(now());
  const early = await told({ way: 'phone', on: today });
  assert.equal(early.json<{ code: string }>().code, 'message-of-answer-not-failed');
  await fails('');
  assert.equal((await row())?.telling, 'failed');
  const again = await call('bureau-head', `data-requests/${id}/tell-again`, {});
  assert.equal(again.statusCode, 200, again.body);
  assert.equal((await tell()).again, 1);
  assert.equal((await row())?.telling, 'sent');
  await fails(':1');
  assert.equal((await told({ way: 'phone', on: addDays(today, 1) })).json<{ field: string }>().field, 'on');
  assert.equal((await told({ way: 'phone', on: today })).statusCode, 200);
  const last = await row();
  assert.deepEqual([last?.telling, last?.toldOn, last?.toldWay], ['failed', today, 'phone']);
  assert.equal((await told({ way: 'letter', on: today })).statusCode, 409);
});
