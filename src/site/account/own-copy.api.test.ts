import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type CastName, cast, gymOperatorId } from '#db/seed/cast.ts';
import { isRefusal } from '#kernel/refusal.ts';
import type { CaseView } from '#modules/complaints/case-contract.ts';
import type { FilingRequest } from '#modules/complaints/contract.ts';
import type { OwnData } from '#modules/complaints/keeping/contract.ts';
import type { FoundForRequest } from '#modules/complaints/keeping/request-contract.ts';
import { accountsBeside } from '#modules/intake/accounts-beside.ts';
import { fileAtFrontDoor } from '#modules/intake/front-door.ts';
import { scopeOf } from '#platform/actor-scope.ts';
import { now } from '#platform/clock.ts';
import { prepareJobs } from '#platform/jobs.ts';
import { doAct } from '#test/cases.ts';
import { openWholeApp, type WholeApp } from '#test/hostile/whole-app.ts';
import { refoldFaults } from '#test/refold.ts';
import { SiteVisitor } from '#test/site-visitor.ts';
import { actorOf } from '#test/world.ts';

let whole: WholeApp;
before(async () => {
  whole = await openWholeApp();
  await prepareJobs(whole.world.ownerUrl);
});
after(() => whole.close());

const first = {
  ...{ name: '林晓禾', phone: cast.consumer.phone, address: '云栖市临溪区桂花路 12 号' },
  ...{ idType: 'resident-id', idNumber: '990102199001010023' },
};
const second = { name: '周明远', phone: cast['second-consumer'].phone };

const file = async (more: Partial<FilingRequest>): Promise<string> => {
  const actor = actorOf('consumer');
  const request: FilingRequest = {
    complainant: first,
    respondent: { kind: 'ordinary', operator: gymOperatorId },
    facts: '办理瑜伽年卡后场馆停业，多次索要退款未果。',
    claims: [{ kind: 'refund', amountFen: 268_000 }],
    consents: { publicity: true, entrust: true },
    ...more,
  };
  const { context } = whole.world;
  const receipt = await context.database.transact(scopeOf(actor), async (tx) => {
    const beside = await accountsBeside(context, tx, request);
    await tx.rescope(scopeOf(actor));
    return await fileAtFrontDoor(context, tx, { actor, at: now(), request, evidence: [], accountsBeside: beside });
  });
  assert.ok(!isRefusal(receipt), JSON.stringify(receipt));
  return receipt.number;
};

const at = async (name: CastName, path: string): Promise<SiteVisitor> => {
  const visitor = new SiteVisitor(whole.app, whole.world);
  await visitor.become(name);
  await visitor.get(path);
  return visitor;
};
type Copy = { readonly cases: { number: string; own: OwnData | null }[]; readonly left: OwnData[] };
const copyOf = async (name: CastName) => {
  const { page } = await at(name, '/account/data.json');
  return { text: page, copy: JSON.parse(page) as Copy };
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
const newest = async (name: CastName) => {
  const [found] = (await call(name, 'data-requests')).json<{ id: string; answer: string | null; state: string }[]>();
  assert.ok(found);
  return found;
};
const formerOf = async (number: string): Promise<string> => {
  const { parties } = (await call('handler', `complaints/${number}`)).json<CaseView>();
  const found = parties.find((one) => one.kind === 'former');
  assert.ok(found);
  return found.person;
};
const lookedUp = async (): Promise<number> =>
  await whole.world.context.database.transact(scopeOf(actorOf('bureau-head')), async (tx) =>
    Number((await tx.one<{ n: number }>("select count(*) as n from audit_line where act = 'copy-own-data'")).n),
  );

describe('a copy of one’s own data to take along', () => {
  test('PIPL 45: holds the own particulars in clear, on record, and of those beside nothing but what their page shows', async () => {
    const number = await file({ joint: [second] });
    const before = await lookedUp();
    const mine = (await copyOf('consumer')).copy.cases.find((one) => one.number === number)?.own;
    assert.deepEqual(
      ['name', 'phone', 'address', 'id-number'].map((field) => mine?.values[field]),
      [first.name, first.phone, first.address, first.idNumber],
    );
    assert.ok((await lookedUp()) > before);
    const other = await copyOf('second-consumer');
    const hers = other.copy.cases.find((one) => one.number === number)?.own;
    assert.deepEqual([hers?.values['name'], hers?.values['phone']], [second.name, second.phone]);
    for (const secret of [first.phone, first.address, first.idNumber, '林晓禾'])
      assert.ok(!other.text.includes(secret), secret);
  });

  test('PIPL 45: two who come in by one number get no values of each other', async () => {
    const number = await file({ joint: [second, { ...second, name: '李四' }] });
    const { text, copy } = await copyOf('second-consumer');
    const own = copy.cases.find((one) => one.number === number)?.own;
    assert.deepEqual([own?.shared, own?.values], [true, {}]);
    assert.ok(!text.includes('李四'));
  });
});

describe('somebody who left a joint complaint', () => {
  test('PIPL 45, 46, 47: asks about it by its number, gets what is theirs, has it put right and erased', async () => {
    const number = await file({ joint: [second] });
    const ofNobody = (await ask('second-consumer', { wish: 'delete', number: 'YUNQI-260101-000000-0' })).words;
    await doAct(whole.world, 'second-consumer', number, 'leave-joint', { why: 'withdrew' });
    assert.equal((await call('second-consumer', `complaints/${number}`)).statusCode, 404);
    const { text, copy } = await copyOf('second-consumer');
    const left = copy.left.find((one) => one.number === number);
    assert.deepEqual([left?.kind, left?.values['name'], left?.values['phone']], ['former', second.name, second.phone]);
    assert.deepEqual(left?.texts, {});
    for (const secret of [first.phone, first.idNumber, '林晓禾']) assert.ok(!text.includes(secret), secret);
    assert.ok(!(await copyOf('consumer')).copy.left.some((one) => one.number === number));

    const done = await ask('second-consumer', { wish: 'access', number });
    assert.equal(done.path, '/account/privacy/done', done.words);
    const { id } = await newest('second-consumer');
    const found = (await call('bureau-head', `data-requests/${id}/find`, {})).json<FoundForRequest>().found;
    const theirs = found.find((one) => one.number === number);
    assert.deepEqual([theirs?.foundBy, theirs?.isOther], ['phone', undefined]);
    const given = await call('bureau-head', `data-requests/${id}/answer`, {
      ...{ tenant: 'yunqi', outcome: 'granted', basis: '', text: '现答复如下。' },
    });
    assert.equal(given.statusCode, 200, given.body);
    const { answer } = await newest('second-consumer');
    assert.match(answer ?? '', new RegExp(`现答复如下。[^]*${number}[^]*姓名：周明远[^]*电话：${second.phone}`));
    assert.doesNotMatch(answer ?? '', /林晓禾|瑜伽/);

    const person = await formerOf(number);
    await ask('second-consumer', { wish: 'correct', number });
    const correct = (await newest('second-consumer')).id;
    const put = { person, fields: { name: '周明元' }, reason: '核对证件', answer: '姓名已经改好。', request: correct };
    assert.equal((await call('bureau-head', `complaints/${number}/correct-person`, put)).statusCode, 200);
    assert.equal((await newest('second-consumer')).answer, '姓名已经改好。');
    await doAct(whole.world, 'consumer', number, 'withdraw', {});
    await ask('second-consumer', { wish: 'delete', number });
    const erase = {
      person,
      ground: 'no-longer-needed',
      reason: '已办结',
      request: (await newest('second-consumer')).id,
    };
    const erased = await call('bureau-head', `complaints/${number}/erase-person`, erase);
    assert.equal(erased.statusCode, 200, erased.body);
    assert.equal((await newest('second-consumer')).state, 'granted');
    assert.ok(!(await at('second-consumer', '/account/privacy')).words.includes('现答复如下'));
    assert.ok(!(await copyOf('second-consumer')).copy.left.some((one) => one.number === number));
    const gone = await ask('second-consumer', { wish: 'delete', number });
    assert.equal(gone.status, 422);
    assert.equal(
      /没有这个编号[^。]*。/.exec(gone.words)?.[0],
      /没有这个编号[^。]*。/.exec(ofNobody)?.[0],
      'a number of others reads as one of nobody',
    );
    assert.deepEqual(await refoldFaults(whole.world), []);
  });

  test('PIPL 45: an agent who laid it down asks as well; whoever never was in the case is told of none', async () => {
    const number = await file({ agent: { ...second, matters: '代为投诉', powers: '一般代理' } });
    await doAct(whole.world, 'second-consumer', number, 'end-agent', { side: 'complainant' });
    const left = (await copyOf('second-consumer')).copy.left.find((one) => one.number === number);
    assert.equal(left?.values['name'], second.name);
    assert.equal((await ask('second-consumer', { wish: 'delete', number })).path, '/account/privacy/done');

    // Filed with the number of somebody who never came in by it.
    const lent = await file({ complainant: { ...first, phone: second.phone } });
    assert.equal((await ask('second-consumer', { wish: 'access', number: lent })).status, 422);
    assert.ok(!(await copyOf('second-consumer')).text.includes(lent));
    await ask('second-consumer', { wish: 'access' });
    const { id } = await newest('second-consumer');
    const found = (await call('intake-officer', `data-requests/${id}/find`, {})).json<FoundForRequest>().found;
    assert.equal(found.find((one) => one.number === lent)?.isOther, true);
    await call('intake-officer', `data-requests/${id}/answer`, {
      ...{ tenant: 'yunqi', outcome: 'granted', basis: '', text: '现答复如下。' },
    });
    const { answer } = await newest('second-consumer');
    assert.ok(!answer?.includes(lent) && !answer?.includes(first.idNumber), answer ?? '');
    // Nor by a letter to whoever shows an identity card of their own and that number.
    const enter = () =>
      call('bureau-head', 'data-requests/entered', {
        ...{
          bureau: 'yunqi-linxi',
          kind: 'copy',
          via: 'counter',
          identityCheck: 'original-id',
          receivedOn: '2026-11-02',
        },
        ...{ name: second.name, phone: second.phone, text: '我要一份我的信息。' },
      });
    const unsought = (await enter()).json<{ id: string }>().id;
    const given = { outcome: 'granted', text: '', way: 'hand' };
    await call('bureau-head', `data-requests/${unsought}/answer-by-letter`, given);
    const sought = (await call('bureau-head', `data-requests/${unsought}/find`, {})).json<FoundForRequest>().found;
    assert.equal(sought.find((one) => one.number === number)?.done, 'copied', 'a copy is looked for with its answer');
    const entered = await enter();
    const letter = entered.json<{ id: string }>().id;
    const byMark = (await call('bureau-head', `data-requests/${letter}/find`, {})).json<FoundForRequest>().found;
    assert.equal(byMark.find((one) => one.number === lent)?.isOther, true);
    assert.equal(byMark.find((one) => one.number === number)?.isOther, undefined);
    const made = await call('bureau-head', `data-requests/${letter}/answer-by-letter`, given);
    assert.equal(made.statusCode, 200, made.body);
    const after = (await call('bureau-head', `data-requests/${letter}/find`, {})).json<FoundForRequest>().found;
    assert.deepEqual(
      [number, lent].map((one) => after.find((found) => found.number === one)?.done),
      ['copied', null],
    );
  });
});

const seenAs = async (who: CastName, number: string): Promise<CaseView> =>
  (await whole.app.inject({ url: `/api/v1/complaints/${number}`, headers: await whole.as(who) })).json();

test('art. 12 whoever speaks for those who remain says by the site which claims still stand, looked over before it is sent', async () => {
  const claims = [{ kind: 'refund' as const, amountFen: 96_000 }, { kind: 'repair' as const }];
  const number = await file({ claims, joint: [second, { name: '季安', phone: '13800000061' }] });
  const path = `/cases/${number}/settle-claims`;
  const third = await at('second-consumer', path);
  assert.match(third.words, /投诉请求已经说明过，或者不需要说明/u, 'nobody has left');
  const leaving = await at('consumer', `/cases/${number}/leave-joint`);
  await leaving.post(`/cases/${number}/leave-joint`, {});

  const rest = await at('second-consumer', `/cases/${number}`);
  assert.match(rest.words, /一名共同投诉人于.*退出，请说明其余投诉人还要哪些投诉请求/u);
  assert.ok(rest.page.includes(`href="${path}"`));
  await rest.get(path);
  assert.match(rest.page, /name="claims" value="repair" checked/u);
  assert.match(rest.page, /name="amount-refund"[^>]*value="960\.00"/u);
  assert.doesNotMatch(rest.page, /value="damages"/u, 'only what was asked for');
  await rest.post(path, { representedConsent: 'yes' });
  assert.equal(rest.status, 422);
  assert.match(rest.words, /请至少保留一项投诉请求/u);
  await rest.post(path, { claims: 'refund', 'amount-refund': '500' });
  assert.match(rest.words, /请先取得其他共同投诉人的同意/u, 'before the check page');
  await rest.post(path, { claims: 'damages', representedConsent: 'yes' });
  assert.match(rest.words, /只能在原来的投诉请求中选择/u);

  const kept = { claims: 'refund', 'amount-refund': '500', representedConsent: 'yes' };
  await rest.post(path, kept);
  assert.match(rest.words, /原来的投诉请求.*960\.00、修理.*今后的投诉请求.*500\.00.*不再要求.*修理/su);
  assert.equal((await seenAs('second-consumer', number)).claims.length, 2, 'nothing is done yet');
  await rest.post(path, { ...kept, act: 'change' });
  assert.match(rest.page, /name="amount-refund"[^>]*value="500"/u, 'back with what was typed');
  await rest.post(path, kept);
  const again = rest.copy();
  again.page = rest.page;
  for (const sender of [rest, again]) {
    await sender.post(path, { ...kept, 'amount-refund': '500.00', checked: 'yes' });
    assert.equal(sender.path, `/cases/${number}`, sender.words.slice(0, 300));
  }
  assert.match(rest.words, /投诉请求已经更新/u);
  assert.match(rest.words, /说明了投诉请求/u);
  assert.doesNotMatch(rest.page, /settle-claims/u);
  const seen = await seenAs('handler', number);
  assert.deepEqual([seen.claims, seen.claimsUnsettled], [[{ kind: 'refund', amountFen: 50_000 }], null]);
  assert.equal(seen.timeline.filter(({ type }) => type === 'ProofSupplied').length, 1, 'done once');
  assert.deepEqual(await refoldFaults(whole.world), []);
});
