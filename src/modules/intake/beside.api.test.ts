import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type CastName, cast, gymOperatorId } from '#db/seed/cast.ts';
import { dayOf } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import type { CaseView } from '#modules/complaints/case-contract.ts';
import type { Filing } from '#modules/complaints/complaint.ts';
import { deliverPaper } from '#modules/complaints/deliver-papers.ts';
import { evolve } from '#modules/complaints/evolve.ts';
import { prepareFiling } from '#modules/complaints/file-complaint.ts';
import { tellRepresentatives } from '#modules/complaints/tell-representatives.ts';
import { newStreamHead, writeFiling } from '#modules/complaints/write.ts';
import { now } from '#platform/clock.ts';
import { nobody } from '#platform/db.ts';
import { chainEvents } from '#platform/events.ts';
import { trayOf } from '#platform/files/in-hand.ts';
import { takeUpload } from '#platform/files/take-upload.ts';
import { newId } from '#platform/ids.ts';
import { silentLog } from '#platform/log.ts';
import { demoMessages } from '#platform/messages/demo-mailbox.ts';
import { doAct, tryAct } from '#test/cases.ts';
import { openWholeApp, type WholeApp } from '#test/hostile/whole-app.ts';
import { refoldFaults } from '#test/refold.ts';
import { SiteVisitor } from '#test/site-visitor.ts';
import { actorOf } from '#test/world.ts';

describe('who acts beside the complainant', () => {
  let whole: WholeApp;
  before(async () => {
    whole = await openWholeApp();
  });
  after(() => whole.close());

  let keys = 0;
  const fileAs = async (who: CastName, more: object): Promise<string> => {
    const answer = await whole.app.inject({
      method: 'POST',
      url: '/api/v1/complaints',
      headers: { ...(await whole.as(who)), 'idempotency-key': `beside-${++keys}` },
      payload: {
        complainant: { name: '林晓禾', phone: '13800000001', address: '云栖市临溪区桂花路 12 号' },
        respondent: { kind: 'ordinary', operator: gymOperatorId },
        facts: '2026 年 1 月办理健身年卡，4 月停业。',
        claims: [{ kind: 'refund', amountFen: 96_000 }],
        consents: { publicity: false, entrust: false },
        ...more,
      },
    });
    assert.equal(answer.statusCode, 201, answer.body);
    return answer.json<{ number: string }>().number;
  };
  const inTray = async (who: CastName, name: string): Promise<string> => {
    const content = (async function* () {
      yield Buffer.from(`%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n%${name}`);
    })();
    const { files } = whole.world.context;
    const taken = await takeUpload(files, { ...trayOf(actorOf(who)), purpose: 'evidence', name, content });
    assert.ok(!isRefusal(taken), JSON.stringify(taken));
    return taken.file;
  };
  const seenBy = async (who: CastName, number: string) =>
    whole.app.inject({ url: `/api/v1/complaints/${number}`, headers: await whole.as(who) });

  const agent = {
    name: '吴律师',
    phone: cast['second-consumer'].phone,
    matters: '代为投诉、协商、领取退款',
    powers: '特别授权',
  };

  test('whoever files for another is agent or helper there, never the complainant', async () => {
    const forAnother = {
      complainant: { name: '周明远', phone: cast['second-consumer'].phone, address: '桂花路 12 号' },
    };
    const self = { ...agent, name: '林晓禾', phone: cast.consumer.phone };
    const helper = { name: '林晓禾', relation: 'child' };
    for (const [role, more] of [
      ['agent', { agent: self }],
      ['helper', { helper }],
    ] as const) {
      const number = await fileAs('consumer', { ...forAnother, ...more });
      assert.equal((await seenBy('second-consumer', number)).statusCode, 200, role);
      const refused = await tryAct(whole.world, 'consumer', number, 'withdraw', {});
      assert.ok(isRefusal(refused), `${role} withdrew by own right`);
      const own = (await seenBy('second-consumer', number)).json<CaseView>();
      assert.ok(own.acts.some(({ act }) => act === 'withdraw'));
    }
    const withoutPhone = { complainant: { name: '王大爷', address: '桂花路 12 号' }, helper };
    const number = await fileAs('consumer', withoutPhone);
    assert.equal((await seenBy('second-consumer', number)).statusCode, 404);
    assert.equal((await seenBy('consumer', number)).statusCode, 200);
  });

  test('an agent follows the case with a telephone of its own, acts on it, and is told of its papers', async () => {
    const file = await inTray('consumer', '授权委托书.pdf');
    const number = await fileAs('consumer', { agent, papers: [{ file, purpose: 'power-of-attorney' }] });

    const view = (await seenBy('second-consumer', number)).json<CaseView>();
    assert.deepEqual(
      view.evidence.map((item) => [item.purpose, item.name]),
      [['power-of-attorney', '授权委托书.pdf']],
    );
    const visitor = new SiteVisitor(whole.app, whole.world);
    await visitor.become('second-consumer');
    await visitor.get('/cases');
    assert.ok(visitor.page.includes(number), 'not in the list of the agent');
    await doAct(whole.world, 'second-consumer', number, 'supply', { items: [], text: '补充说明' });

    await doAct(whole.world, 'handler', number, 'accept', {});
    await deliverPaper(whole.world.context, { number, n: 1, to: 'complainant' }, { tenant: 'yunqi', attempt: 1 });
    const messages = await whole.world.context.database.transact(nobody, (tx) => demoMessages(tx));
    const told = messages.filter(({ body }) => body.includes(number)).map(({ recipient }) => recipient);
    assert.deepEqual(told, [agent.phone]);
    const [delivered] = (await seenBy('handler', number)).json<CaseView>().papers[0]?.delivered ?? [];
    assert.deepEqual([delivered?.channel, delivered?.outcome], ['internet', 'delivered']);
  });

  test('without a power of attorney nothing is accepted, and the papers go to the complainant', async () => {
    const number = await fileAs('consumer', { agent });
    const early = await tryAct(whole.world, 'handler', number, 'accept', {});
    assert.ok(isRefusal(early) && early.refusal === 'agent-without-power');
    const file = await inTray('second-consumer', '授权委托书.pdf');
    await doAct(whole.world, 'second-consumer', number, 'supply', { items: [file], purpose: 'power-of-attorney' });
    await doAct(whole.world, 'handler', number, 'accept', {});
  });

  test('an agent whose power has run out only shows a new one; the complainant renews it, or takes it back, at the site', async () => {
    const file = await inTray('consumer', '授权委托书.pdf');
    const number = await fileAs('consumer', {
      agent: { ...agent, until: '2020-01-01', originalSeen: true },
      papers: [{ file, purpose: 'power-of-attorney' }],
    });
    const { world } = whole;
    const codeOf = (outcome: unknown) => (isRefusal(outcome) ? outcome.refusal : 'done');
    assert.equal(codeOf(await tryAct(world, 'handler', number, 'accept', {})), 'agent-power-run-out');
    assert.equal(codeOf(await tryAct(world, 'second-consumer', number, 'withdraw', {})), 'agent-power-run-out');
    const seen = (await seenBy('second-consumer', number)).json<CaseView>();
    assert.deepEqual(
      seen.acts.map(({ act }) => act),
      ['supply', 'name-agent', 'add-evidence'],
    );
    const shown = seen.parties.find(({ kind }) => kind === 'agent');
    assert.equal(shown?.power?.originalSeen, false, 'only an official can have seen it');
    const visitor = new SiteVisitor(whole.app, world);
    await visitor.become('consumer');
    await visitor.get(`/cases/${number}`);
    assert.match(visitor.words, /委托期限到2020年1月1日已经届满/);
    await visitor.get(`/cases/${number}/name-agent`);
    const renewed = {
      name: agent.name,
      phone: agent.phone,
      address: '云栖市人民路 8 号',
      idKind: 'resident-id',
      idNumber: '11010519491231002X',
      powers: 'special',
      matters: '代为投诉、达成协议',
    };
    await visitor.hand(`/cases/${number}/name-agent`, renewed, { field: 'powerOfAttorney', name: '' });
    assert.match(visitor.words, /请上传授权委托书/);
    await visitor.hand(`/cases/${number}/name-agent`, renewed, { field: 'powerOfAttorney', name: '新委托书.pdf' });
    assert.match(visitor.words, /代理人已登记.*特别代理，委托有效/);
    await doAct(world, 'handler', number, 'accept', {});
    assert.equal((await seenBy('second-consumer', number)).statusCode, 200);
    await visitor.get(`/cases/${number}/end-agent`);
    await visitor.post(`/cases/${number}/end-agent`, {});
    assert.match(visitor.words, /委托已解除/);
    assert.equal((await seenBy('second-consumer', number)).statusCode, 404);
    assert.deepEqual(await refoldFaults(world), []);
  });

  test('an agent is offered what it may: no special powers for one with general powers, no yes to a settlement', async () => {
    const file = await inTray('consumer', '授权委托书.pdf');
    const number = await fileAs('consumer', {
      agent: { ...agent, powers: 'general' },
      papers: [{ file, purpose: 'power-of-attorney' }],
    });
    const visitor = new SiteVisitor(whole.app, whole.world);
    await visitor.become('second-consumer');
    await visitor.get(`/cases/${number}/name-agent`);
    assert.match(visitor.words, /补交自己的委托书/);
    assert.doesNotMatch(visitor.page, /value="special"/);
    assert.doesNotMatch(visitor.page, /type="radio"/);
    const mine = Object.fromEntries(
      [...visitor.page.matchAll(/type="hidden" name="([a-z]+)" value="([^"]*)"/g)].map(([, name, value]) => [
        name,
        value,
      ]),
    );
    assert.deepEqual(mine, { phone: agent.phone, powers: 'general' });
    const typed = {
      name: agent.name,
      address: '云栖市人民路 8 号',
      idKind: 'resident-id',
      idNumber: '11010519491231002X',
    };
    const power = { field: 'powerOfAttorney', name: '新委托书.pdf' };
    await visitor.hand(`/cases/${number}/name-agent`, { ...mine, ...typed, matters: '代为投诉' }, power);
    assert.equal(visitor.path, `/cases/${number}`, visitor.words);
    await doAct(whole.world, 'handler', number, 'answer', { settledOn: dayOf(now()), by: 'phone' });
    await visitor.get(`/cases/${number}/confirm-settlement`);
    assert.doesNotMatch(visitor.page, /value="yes"/);
    assert.match(visitor.words, /由投诉人本人回答/);
    await visitor.post(`/cases/${number}/confirm-settlement`, { settled: 'no' });
    assert.equal(visitor.path, `/cases/${number}`);
  });

  test('the agent of an old filing, its powers in the vault alone, becomes a party by one act of an official', async () => {
    const { context } = whole.world;
    const at = now();
    const actor = actorOf('consumer');
    const request = {
      complainant: { name: '林晓禾', phone: cast.consumer.phone, address: '云栖市临溪区桂花路 12 号' },
      respondent: { kind: 'ordinary' as const, operator: gymOperatorId },
      facts: '年卡不退。',
      claims: [{ kind: 'refund' as const, amountFen: 96_000 }],
      consents: { publicity: false, entrust: false },
      agent: { ...agent, powers: '一般代理' },
    };
    const door = {
      tenant: 'yunqi',
      bureau: 'yunqi-linxi',
      intake: 'yunqi-intake',
      standing: 'published-channel',
    } as const;
    await context.vault.load(door.tenant);
    const order = { actor, at, request, ...door, channel: 'web', food: false, evidence: [] } as const;
    const { write, receipt } = prepareFiling(context, { ...order, complainantAccount: actor.account });
    const { parties, ...payload } = JSON.parse(write.chained.payloads[0] ?? '') as Filing;
    const before = parties.map(({ mandate: _, ...party }) => party);
    const event = { type: 'ComplaintFiled', payload: { ...payload, parties: before } } as const;
    const chained = chainEvents(write, newStreamHead, [event], { actor: actor.account, at });
    await context.database.transact(
      { ...nobody, tenants: ['yunqi'], bureaus: ['yunqi-linxi'], account: actor.account, writes: ['yunqi'] },
      async (tx) => writeFiling(tx, { ...write, chained, state: evolve(undefined, event) }),
    );
    const { number } = receipt;
    assert.equal((await seenBy('second-consumer', number)).statusCode, 404);
    const seen = (await seenBy('handler', number)).json<CaseView>();
    assert.ok(seen.acts.some(({ act }) => act === 'confirm-agent'));
    const read = { powers: 'general', until: '2099-12-31', originalSeen: true } as const;
    await doAct(whole.world, 'handler', number, 'confirm-agent', read);
    const own = (await seenBy('second-consumer', number)).json<CaseView>();
    assert.deepEqual(own.ownAgency, { powers: 'general', maySettle: false, wish: null });
    const shown = own.parties.find(({ kind }) => kind === 'agent');
    assert.deepEqual(shown?.power, { matters: agent.matters, ...read });
    const later = (await seenBy('handler', number)).json<CaseView>();
    for (const list of [later.acts, later.unavailable]) assert.ok(!list.some(({ act }) => act === 'confirm-agent'));
    assert.deepEqual(await refoldFaults(whole.world), []);
  });

  test('nobody files as agent with the telephone of the respondent’s side; at the site the question itself says so', async () => {
    const ofOperator = { ...agent, phone: '13800000066' };
    const { representations } = whole.world.context.people;
    const entered = await whole.world.context.database.transact(nobody, (tx) =>
      representations.link(tx, actorOf('handler'), {
        tenant: 'yunqi',
        bureau: 'yunqi-linxi',
        principal: gymOperatorId,
        name: '许文',
        phone: ofOperator.phone,
        shown: 'letter',
      }),
    );
    assert.ok(!isRefusal(entered));
    const filed = await whole.app.inject({
      method: 'POST',
      url: '/api/v1/complaints',
      headers: { ...(await whole.as('consumer')), 'idempotency-key': 'beside-both-sides' },
      payload: {
        complainant: { name: '林晓禾', phone: '13800000001' },
        respondent: { kind: 'ordinary', operator: gymOperatorId },
        facts: '2026 年 1 月办理健身年卡，4 月停业。',
        claims: [],
        consents: { publicity: false, entrust: false },
        agent: ofOperator,
      },
    });
    const { code, field } = filed.json<{ code: string; field: string }>();
    assert.deepEqual([filed.statusCode, code, field], [422, 'agent-of-both-sides', 'agent.phone']);

    const visitor = new SiteVisitor(whole.app, whole.world);
    await visitor.get('/file/matter');
    await visitor.post('/file/matter', { matter: 'complaint' });
    await visitor.post('/file/respondent', { chosen: `operator:${gymOperatorId}` });
    await visitor.post('/file/role', { role: 'agent' });
    const document = { idKind: 'resident-id', idNumber: '11010519491231002X' };
    const typed = { ...ofOperator, ...document, address: '云栖市临溪区桂花路 12 号', powers: 'special' };
    const power = { field: 'powerOfAttorney', name: '授权委托书.pdf' };
    await visitor.hand('/file/agent', typed, power);
    assert.equal(visitor.status, 422);
    assert.match(visitor.words, /这是对方的电话号码/);
    await visitor.hand('/file/agent', { ...typed, phone: agent.phone }, { ...power, name: '' });
    assert.equal(visitor.status, 200, visitor.words);

    // The other side is put right afterwards: said at that very field, not once everything is sent.
    const changed = { chosen: 'described', name: '云栖市临溪区新起点健身房', address: '云栖市临溪区青石路 8 号' };
    await visitor.get('/file/respondent?change=1');
    await visitor.post('/file/respondent?change=1', { ...changed, phone: agent.phone });
    assert.equal(visitor.status, 422);
    assert.match(visitor.page, /id="f-phone-fault"[\s\S]*和您的代理人的电话相同/u);
    await visitor.post('/file/respondent?change=1', { ...changed, phone: '0571-86000001' });
    assert.equal(visitor.status, 200, visitor.words);
    await visitor.get('/file/agent?change=1');
    await visitor.hand('/file/agent?change=1', { ...typed, phone: '13800000067' }, { ...power, name: '' });
    assert.equal(visitor.status, 200, visitor.words);
  });

  test('representatives and a bureau that do not exist are refused by their field, and so are a name and facts of blanks', async () => {
    const joint = [{ name: '王芳' }, { name: '李四' }];
    const seller = { kind: 'ordinary', operator: gymOperatorId };
    const filing = {
      complainant: { name: '陈一鸣', phone: cast.consumer.phone },
      respondent: seller,
      facts: '充值后门店关闭',
      claims: [{ kind: 'refund' }],
      consents: { publicity: false, entrust: false },
    };
    const answer = async (changed: object) => {
      const headers = { ...(await whole.as('consumer')), 'idempotency-key': newId() };
      const payload = { ...filing, ...changed };
      const told = await whole.app.inject({ method: 'POST', url: '/api/v1/complaints', headers, payload });
      const { field, faults } = told.json<{ field?: string; faults?: { field: string }[] }>();
      return [told.statusCode, field ?? faults?.[0]?.field];
    };
    for (const representatives of [[7], [1, 1], [0, 2]])
      assert.deepEqual(await answer({ joint, representatives }), [422, 'representatives']);
    assert.deepEqual(await answer({ representatives: [0] }), [422, 'representatives'], 'nobody complains along');
    assert.deepEqual(await answer({ bureau: 'nope' }), [422, 'bureau']);
    assert.deepEqual(await answer({ facts: ' \n\t ' }), [400, 'facts']);
    assert.deepEqual(await answer({ complainant: { name: '\u200b', phone: cast.consumer.phone } }), [
      400,
      'complainant.name',
    ]);
    assert.deepEqual(await answer({ complainant: { name: '陈一鸣', phone: '  ' } }), [400, 'complainant.phone']);
    assert.deepEqual(await answer({ complainant: { name: '陈一鸣', phone: 'abc' } }), [422, 'complainant.address']);
    assert.deepEqual(await answer({ purchase: { online: false, purchasedOn: '2026-02-30' } }), [
      400,
      'purchase.purchasedOn',
    ]);
    assert.deepEqual(await answer({}), [201, undefined]);
  });

  test('a chosen representative follows the case too, others do not; withdrawing needs their consent', async () => {
    const joint = [
      { name: '王芳', phone: cast['second-consumer'].phone },
      { name: '李四', phone: '13800000099' },
    ];
    const number = await fileAs('consumer', { joint, representatives: [0], jointAgreed: true });
    assert.equal((await seenBy('second-consumer', number)).statusCode, 200);
    const running = {
      tenant: 'yunqi',
      attempt: 1,
      isLast: false,
      signal: new AbortController().signal,
      log: silentLog(),
    };
    const { context } = whole.world;
    for (const _again of [1, 2]) await tellRepresentatives(context).run({ number }, running);
    const told = await context.database.transact(nobody, (tx) => demoMessages(tx));
    const chosen = told.filter(({ body }) => body.includes(number) && body.includes('推选为'));
    assert.deepEqual(
      chosen.map(({ recipient }) => recipient),
      [cast['second-consumer'].phone],
    );
    const visitor = new SiteVisitor(whole.app, whole.world);
    await visitor.become('second-consumer');
    await doAct(whole.world, 'handler', number, 'answer', { settledOn: dayOf(now()), by: 'phone' });
    await visitor.get(`/cases/${number}/confirm-settlement`);
    await visitor.post(`/cases/${number}/confirm-settlement`, { settled: 'yes' });
    assert.equal(visitor.status, 422);
    assert.match(visitor.words, /应当先经他们同意/);
    await visitor.post(`/cases/${number}/confirm-settlement`, { settled: 'yes', representedConsent: 'yes' });
    assert.equal(visitor.path, `/cases/${number}`);
    await visitor.get(`/cases/${number}/withdraw`);
    assert.match(visitor.page, /name="representedConsent"/);
    await visitor.post(`/cases/${number}/withdraw`, { why: 'settled' });
    assert.equal(visitor.status, 422);
    await visitor.post(`/cases/${number}/withdraw`, { why: 'settled', representedConsent: 'yes' });
    assert.equal(visitor.path, `/cases/${number}`);
    assert.equal((await seenBy('consumer', number)).json<CaseView>().phase, 'withdrawn');
  });

  test('at the site an agent does not get past the question without the paper', async () => {
    const visitor = new SiteVisitor(whole.app, whole.world);
    await visitor.get('/file/matter');
    await visitor.post('/file/matter', { matter: 'complaint' });
    await visitor.post('/file/role', { role: 'agent' });
    const typed = { ...agent, idKind: 'resident-id', idNumber: '11010519491231002X', powers: 'special' };
    await visitor.post('/file/agent', typed);
    assert.equal(visitor.status, 422);
    assert.match(visitor.words, /授权委托书（照片或者 PDF）/);
  });
});
