import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { type CastName, cast, gymOperatorId } from '#db/seed/cast.ts';
import { dayOf } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import type { CaseView } from '#modules/complaints/case-contract.ts';
import { deliverPaper } from '#modules/complaints/deliver-papers.ts';
import { tellNotice } from '#modules/complaints/tell-notice.ts';
import { caseView } from '#modules/complaints/views/case-view.ts';
import { accountsBeside } from '#modules/intake/accounts-beside.ts';
import { fileAtFrontDoor } from '#modules/intake/front-door.ts';
import { scopeOf } from '#platform/actor-scope.ts';
import { openSession } from '#platform/auth/sessions.ts';
import { csrfOf } from '#platform/auth/tokens.ts';
import { now } from '#platform/clock.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import { demoMessages } from '#platform/messages/demo-mailbox.ts';
import { doAct, fileCase, tryAct } from '#test/cases.ts';
import { openWholeApp, type WholeApp } from '#test/hostile/whole-app.ts';
import { refoldFaults } from '#test/refold.ts';
import { SiteVisitor } from '#test/site-visitor.ts';
import { actorOf, anyKey } from '#test/world.ts';

let whole: WholeApp;
before(async () => {
  whole = await openWholeApp();
});
after(() => whole.close());

const pdf = '%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n';

const hand = async (path: string, content = pdf, who: 'consumer' | 'second-consumer' = 'consumer'): Promise<number> => {
  const { account, kind } = cast[who];
  const { token } = await whole.world.context.database.transact(nobody, (tx) =>
    openSession(tx, { account, kind, strong: false, device: 'test' }),
  );
  const boundary = 'handed-in-files';
  const field = (name: string, value: string) =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const answer = await whole.app.inject({
    method: 'POST',
    url: path,
    headers: {
      accept: 'text/html',
      cookie: `${whole.app.cookieNames.session}=${token}`,
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
    payload:
      field('_csrf', csrfOf(token)) +
      field('_key', anyKey()) +
      `--${boundary}\r\ncontent-disposition: form-data; name="files"; filename="a.pdf"\r\ncontent-type: application/pdf\r\n\r\n${content}\r\n--${boundary}--\r\n`,
  });
  return answer.statusCode;
};

const leftInDrafts = async (): Promise<number> => {
  const owner = openDatabase({ url: whole.world.ownerUrl, connections: 1 });
  try {
    return (await owner.unscoped((tx) => tx.one<{ n: number }>('select count(*) as n from draft_file'))).n;
  } finally {
    await owner.close();
  }
};

const objects = (): string[] =>
  readdirSync(whole.world.context.files.directory, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /_drafts.[0-9a-f]{2}.[0-9a-f-]{36}/u.test(path),
  );

test('files that no act takes do not stay on the disk', async () => {
  const number = await fileCase(whole.world);
  assert.equal(await hand(`/cases/${number}/add-evidence`, pdf, 'second-consumer'), 404);
  assert.equal(await hand('/cases/YUNQI-260101-000000-0/add-evidence'), 404);
  assert.equal(await hand(`/cases/${number}/add-evidence`, '<html>'), 422);
  assert.equal(await hand(`/cases/${number}/add-evidence`, '#!AMR\nvoice'), 303);
  // An act that takes no files is done without them.
  assert.equal(await hand(`/cases/${number}/withdraw`), 303);
  assert.equal(await leftInDrafts(), 0);
  for (let n = 0; n < 50 && objects().length > 0; n += 1) await new Promise((resolve) => setTimeout(resolve, 20));
  assert.deepEqual(objects(), []);
});

test('the person changes how it is told, with no script; what is wrong is said beside the field', async () => {
  const number = await fileCase(whole.world);
  const { account, kind } = cast.consumer;
  const { token } = await whole.world.context.database.transact(nobody, (tx) =>
    openSession(tx, { account, kind, strong: false, device: 'test' }),
  );
  const cookie = `${whole.app.cookieNames.session}=${token}`;
  const url = `/cases/${number}/choose-telling`;
  const send = (fields: Record<string, string>) =>
    whole.app.inject({
      method: 'POST',
      url,
      headers: { accept: 'text/html', cookie, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ _csrf: csrfOf(token), _key: anyKey(), ...fields }).toString(),
    });
  assert.match((await send({})).body, /请选择怎样告诉您/u);
  assert.match((await send({ toldBy: 'e-mail' })).body, /须填写电子邮箱/u);
  assert.match((await send({ toldBy: 'e-mail', email: 'nowhere' })).body, /邮箱地址不对/u);
  const done = await send({ toldBy: 'e-mail', email: 'lin@example.org', electronic: 'yes' });
  assert.equal(done.statusCode, 303, done.body);
  const page = (await whole.app.inject({ url, headers: { accept: 'text/html', cookie } })).body;
  assert.match(page, /value="e-mail"[^>]*checked|checked[^>]*value="e-mail"/u);
  assert.match(page, /l\*+@example\.org/u);
});

test('asked whether it was settled, the person answers yes or no, and may withdraw on that (art. 18)', async () => {
  const number = await fileCase(whole.world);
  await doAct(whole.world, 'handler', number, 'answer', { settledOn: dayOf(now()), by: 'phone' });
  const { account, kind } = cast.consumer;
  const { token } = await whole.world.context.database.transact(nobody, (tx) =>
    openSession(tx, { account, kind, strong: false, device: 'test' }),
  );
  const headers = { accept: 'text/html', cookie: `${whole.app.cookieNames.session}=${token}` };
  const page = async (path: string) => (await whole.app.inject({ url: path, headers })).body;
  const url = `/cases/${number}/confirm-settlement`;
  assert.match(await page(`/cases/${number}`), /双方已于.*自行和解。是不是这样/u);
  const form = await page(url);
  const version = /name="_version" value="([^"]+)"/u.exec(form)?.[1] ?? '';
  const send = (fields: Record<string, string>) =>
    whole.app.inject({
      method: 'POST',
      url,
      headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ _csrf: csrfOf(token), _key: anyKey(), _version: version, ...fields }).toString(),
    });
  assert.match((await send({})).body, /请回答是或者不是/u);
  const done = await send({ settled: 'yes' });
  assert.equal(done.statusCode, 303, done.body);
  assert.match(await page(`/cases/${number}`), /您已确认双方于/u);
  assert.match(await page(`/cases/${number}/withdraw`), /value="settled"[^>]*checked|checked[^>]*value="settled"/u);
  const person = new SiteVisitor(whole.app, whole.world);
  await person.become('consumer');
  for (const told of ['已记录您的撤回', '您的撤回已经记录过了']) {
    await person.get(`/cases/${number}/withdraw`);
    await person.post(`/cases/${number}/withdraw`, { why: 'settled' });
    assert.equal(person.path, `/cases/${number}`, 'nothing is left to put right on the form');
    assert.ok(person.words.includes(told), person.words.slice(0, 300));
  }
});

test('CMP-04 every request stands on the page until it is answered; words leave the proof of identity owed', async () => {
  const number = await fileCase(whole.world);
  const ask = (kind: 'identity' | 'voluntary', what: string) =>
    doAct(whole.world, 'handler', number, 'request-proof', { kind, dueOn: dayOf(now()), what });
  await ask('identity', '身份证正反面');
  await ask('voluntary', '合同全文');
  await doAct(whole.world, 'handler', number, 'supply', { claims: [{ kind: 'repair' }] });
  const { account, kind } = cast.consumer;
  const { token } = await whole.world.context.database.transact(nobody, (tx) =>
    openSession(tx, { account, kind, strong: false, device: 'test' }),
  );
  const headers = { accept: 'text/html', cookie: `${whole.app.cookieNames.session}=${token}` };
  const page = async (cookie = headers.cookie) =>
    (await whole.app.inject({ url: `/cases/${number}`, headers: { ...headers, cookie } })).body;
  const both = await page();
  assert.match(both, /最迟于.*提供身份证明材料/u);
  assert.match(both, /请在方便时补充材料/u);
  const say = (fields: Record<string, string>) =>
    whole.app.inject({
      method: 'POST',
      url: `/cases/${number}/supply`,
      headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ _csrf: csrfOf(token), _key: anyKey(), askedMore: 'yes', ...fields }).toString(),
    });
  const form = (await whole.app.inject({ url: `/cases/${number}/supply`, headers })).body;
  assert.match(form, /name="askedMore" value="yes"/u);
  const unsaid = await say({ text: '我明天拿过来。' });
  assert.equal(unsaid.statusCode, 422);
  assert.match(unsaid.body, /请选择这次提交的是/u);
  assert.match((await say({ saidAs: 'later' })).body, /请写明大概什么时候/u);
  assert.equal((await say({ text: '我明天拿过来。', saidAs: 'later' })).statusCode, 303);
  const waiting = await page();
  assert.match(waiting, /请在方便时补充材料/u, 'a wish of time answers nothing');
  assert.match(waiting, /说明材料以后再交/u);
  const said = await say({ text: '没有合同，只有收据。', saidAs: 'answer' });
  assert.equal(said.statusCode, 303, said.body);
  const note = said.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const after = await page(`${headers.cookie}; ${note}`);
  assert.match(after, /要求提供的身份证明材料还没有收到/u);
  assert.match(after, /最迟于.*提供身份证明材料/u);
  assert.doesNotMatch(after, /请在方便时补充材料/u);
  const early = await tryAct(whole.world, 'handler', number, 'refuse', { ground: 5, reasons: '未提供' });
  assert.ok('refusal' in early && early.refusal === 'proof-still-running');
  await doAct(whole.world, 'handler', number, 'refuse', { ground: 4, knewOn: '2020-01-01', reasons: '超过三年' });
  assert.doesNotMatch(await page(), /最迟于.*提供身份证明材料/u);
});

test('several files of different purposes go in one hand-in, each under its own; an older form still says it of all; what a file tells is said first', async () => {
  const number = await fileCase(whole.world);
  await doAct(whole.world, 'handler', number, 'request-proof', {
    kind: 'identity',
    dueOn: dayOf(now()),
    what: '身份证',
  });
  const { account, kind } = cast.consumer;
  const { token } = await whole.world.context.database.transact(nobody, (tx) =>
    openSession(tx, { account, kind, strong: false, device: 'test' }),
  );
  const headers = { accept: 'text/html', cookie: `${whole.app.cookieNames.session}=${token}` };
  const form = (await whole.app.inject({ url: `/cases/${number}/supply`, headers })).body;
  assert.ok(form.indexOf('name="identity"') < form.indexOf('name="files"'), 'what is asked for comes first');
  const labelOf = (name: string) =>
    new RegExp(`<label[^>]*for="[^"]*${name}"[^>]*>(.*?)</label>`, 'su').exec(form)?.[1] ?? 'no label';
  assert.doesNotMatch(labelOf('identity'), /选填|no label/u, 'what is asked for may not be left out');
  assert.match(labelOf('files'), /选填/u);
  const send = (fields: Record<string, string>, files: Record<string, string>) => {
    const boundary = 'by-purpose';
    const head = (rest: string) => `--${boundary}\r\ncontent-disposition: form-data; name=${rest}`;
    const told = Object.entries({ _csrf: csrfOf(token), _key: anyKey(), ...fields }).map(
      ([name, value]) => `${head(`"${name}"`)}\r\n\r\n${value}\r\n`,
    );
    const handed = Object.entries(files).map(
      ([name, file]) =>
        `${head(`"${name}"; filename="${file}"`)}\r\ncontent-type: application/pdf\r\n\r\n${pdf}%${file}\r\n`,
    );
    return whole.app.inject({
      method: 'POST',
      url: `/cases/${number}/supply`,
      headers: { ...headers, 'content-type': `multipart/form-data; boundary=${boundary}` },
      payload: `${told.join('')}${handed.join('')}--${boundary}--\r\n`,
    });
  };
  const twice = async (fields: Record<string, string>, files: Record<string, string>) => {
    const { body } = await send(fields, files);
    assert.match(body, /还没有提交.*办理人员打开时可能看到.*换成页面的截图/su);
    return await send({ ...fields, held: /name="held" value="([^"]+)"/u.exec(body)?.[1] ?? '' }, {});
  };
  const done = await twice({ sorted: 'yes' }, { files: 'receipt.pdf', identity: 'card.pdf' });
  assert.equal(done.statusCode, 303, done.body);
  assert.equal((await twice({ purpose: 'identity' }, { files: 'old-form.pdf' })).statusCode, 303);
  assert.equal(await leftInDrafts(), 0);
  const actor = actorOf('handler');
  const view = await whole.world.context.database.transact(scopeOf(actor), (tx) =>
    caseView(whole.world.context, tx, number, { actor, at: now(), t: whole.world.context.texts('zh-CN') }),
  );
  const filed = view?.evidence.map(({ name, purpose }) => `${name} ${purpose}`).sort();
  assert.deepEqual(filed, ['card.pdf identity', 'old-form.pdf identity', 'receipt.pdf evidence']);
  assert.deepEqual(view?.asked, []);
});

const joined = {
  complainant: { name: '林晓禾', phone: cast.consumer.phone, address: '云栖市临溪区桂花路 12 号' },
  respondent: { kind: 'ordinary' as const, operator: gymOperatorId },
  facts: '两个人一起办的年卡都没有退。',
  claims: [{ kind: 'refund' as const }],
  consents: { publicity: true, entrust: true },
  joint: [
    { name: cast['second-consumer'].personName, phone: cast['second-consumer'].phone },
    { name: '季安', phone: '13800000061' },
  ],
  jointAgreed: true,
};

const fileJoined = async (more: object = {}): Promise<string> => {
  const { context } = whole.world;
  const actor = actorOf('consumer');
  const request = { ...joined, ...more };
  const filed = await context.database.transact(scopeOf(actor), async (tx) =>
    fileAtFrontDoor(context, tx, {
      ...{ actor, at: now(), request, evidence: [], complainantAccount: actor.account },
      accountsBeside: await accountsBeside(context, tx, request),
    }),
  );
  assert.ok(!isRefusal(filed), JSON.stringify(filed));
  return filed.number;
};

const seenBy = async (who: CastName, number: string): Promise<CaseView> =>
  (await whole.app.inject({ url: `/api/v1/complaints/${number}`, headers: await whole.as(who) })).json();

const visit = async (who: CastName): Promise<SiteVisitor> => {
  const visitor = new SiteVisitor(whole.app, whole.world);
  await visitor.become(who);
  return visitor;
};

test('art. 12 who takes the first one’s place finds their own words and is asked for what only they can give', async () => {
  const { world } = whole;
  const number = await fileJoined();
  const second = await visit('second-consumer');
  await second.get(`/cases/${number}/state-consents`);
  assert.doesNotMatch(second.page, /name="(publicity|entrust)" value="(yes|no)" checked/u, 'nobody said it for them');
  await second.post(`/cases/${number}/state-consents`, { publicity: 'no' });
  await doAct(world, 'handler', number, 'request-proof', {
    kind: 'identity',
    dueOn: dayOf(now()),
    what: '林晓禾的身份证',
  });
  await doAct(world, 'handler', number, 'request-proof', { kind: 'voluntary', dueOn: dayOf(now()), what: '合同' });
  const asked = async (who: CastName) => (await seenBy(who, number)).asked.map(({ kind }) => kind);
  assert.deepEqual(
    [await asked('consumer'), await asked('second-consumer')],
    [['identity', 'voluntary'], ['voluntary']],
  );

  const first = await visit('consumer');
  await first.get(`/cases/${number}/leave-joint`);
  await first.post(`/cases/${number}/leave-joint`, {});
  assert.equal(first.path, '/cases');
  assert.match(first.words, new RegExp(`已退出共同投诉（编号${number}），其他人的投诉继续办理`, 'u'));
  await first.get('/cases');
  assert.doesNotMatch(first.words, /已退出共同投诉/u, 'said once');

  await second.get(`/cases/${number}`);
  assert.match(second.words, /请补充您的通信地址/u);
  assert.deepEqual(
    [await asked('second-consumer'), await asked('handler')],
    [['voluntary'], ['voluntary']],
    'nobody owes the card of one who left',
  );
  await second.get(`/cases/${number}/state-consents`);
  assert.match(second.page, /name="publicity" value="no" checked/u);
  assert.doesNotMatch(second.page, /name="entrust" value="(yes|no)" checked/u);
  const seen = await seenBy('handler', number);
  const saidBy = (kind: string) => seen.parties.find((party) => party.kind === kind)?.said;
  assert.deepEqual(saidBy('complainant'), { joint: true, publicity: false, entrust: null });
  assert.deepEqual(saidBy('former'), { joint: true, publicity: true, entrust: true });
  const personOf = (kind: string) => seen.parties.find((party) => party.kind === kind)?.person;
  const [own, other] = [personOf('complainant'), personOf('joint')];
  assert.deepEqual(seen.consents, {
    ...{ publicity: false, entrust: false },
    lacking: { publicity: { against: [own], silent: [other] }, entrust: { against: [], silent: [own, other] } },
  });
  assert.equal((await seenBy('second-consumer', number)).consents?.lacking, null);

  const { version } = seen.timeline.find(({ type }) => type === 'ComplainantLeft') ?? {};
  for (const _again of [1, 2])
    await tellNotice(world.context, { number, notice: `successor-${version}` }, { tenant: 'yunqi' });
  const told = await world.context.database.transact(nobody, (tx) => demoMessages(tx));
  const bodies = told.filter(({ body }) => body.includes(number) && body.includes('今后由您办理'));
  assert.deepEqual(
    bodies.map(({ recipient, body }) => [recipient, body.includes('受理前还需要您的通信地址')]),
    [[cast['second-consumer'].phone, true]],
  );

  // What had reached nobody is brought to who stands first now; what asked the other who they are lies.
  const numberOf = (code: string) => seen.papers.find((paper) => paper.code === code)?.n ?? 0;
  const again = version ?? 0;
  for (const n of [numberOf('form-4'), numberOf('supplement-request')])
    await deliverPaper(world.context, { number, n, to: 'complainant', again }, { tenant: 'yunqi', attempt: 1 });
  const brought = (await world.context.database.transact(nobody, (tx) => demoMessages(tx))).filter(
    ({ body }) => body.includes(number) && body.includes('有新文书'),
  );
  assert.deepEqual(
    brought.map(({ recipient, body }) => [recipient, body.includes('补充材料')]),
    [[cast['second-consumer'].phone, true]],
    JSON.stringify(brought),
  );

  const early = await tryAct(world, 'handler', number, 'accept', {});
  assert.ok(isRefusal(early) && early.refusal === 'successor-address-missing', JSON.stringify(early));
  await second.get(`/cases/${number}/choose-telling`);
  assert.match(second.words, /受理投诉前需要您的通信地址/u);
  await second.post(`/cases/${number}/choose-telling`, { toldBy: 'sms', address: '云栖市临溪区书院街 3 号' });
  assert.equal(second.path, `/cases/${number}`, second.words.slice(0, 300));
  assert.doesNotMatch(second.words, /请补充您的通信地址/u);
  await doAct(world, 'handler', number, 'accept', {});
  assert.deepEqual(await refoldFaults(world), []);
});

test('what was done is said on the page of that case and no other; an agent who lays the task down reads that it is over', async () => {
  const { world, app } = whole;
  const [number, other] = [await fileJoined(), await fileCase(world)];
  const { account, kind } = cast.consumer;
  const { token } = await world.context.database.transact(nobody, (tx) =>
    openSession(tx, { account, kind, strong: false, device: 'test' }),
  );
  const session = `${app.cookieNames.session}=${token}`;
  const { version } = await seenBy('consumer', number);
  const done = await app.inject({
    method: 'POST',
    url: `/cases/${number}/state-consents`,
    headers: { accept: 'text/html', cookie: session, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({
      ...{ _csrf: csrfOf(token), _key: anyKey(), _version: String(version) },
      publicity: 'no',
    }).toString(),
  });
  assert.equal(done.statusCode, 303, done.body.slice(0, 300));
  const note = done.cookies.find(({ name }) => name === 'fangxin-done');
  const cookie = `${session}; fangxin-done=${note?.value}`;
  const page = async (path: string) => (await app.inject({ url: path, headers: { accept: 'text/html', cookie } })).body;
  assert.match(await page(`/cases/${number}`), /您的意愿已经记录/u);
  assert.doesNotMatch(await page(`/cases/${other}`), /您的意愿已经记录/u);

  const agent = {
    ...{ name: cast['second-consumer'].personName, phone: cast['second-consumer'].phone },
    ...{ matters: '代为投诉', powers: 'general' },
  };
  const represented = await fileJoined({ joint: undefined, jointAgreed: undefined, agent });
  const theirs = await visit('second-consumer');
  await theirs.get(`/cases/${represented}/end-agent`);
  await theirs.post(`/cases/${represented}/end-agent`, {});
  assert.equal(theirs.path, '/cases', theirs.words.slice(0, 300));
  assert.match(theirs.words, new RegExp(`不再是投诉（编号${represented}）的代理人`, 'u'));
});
