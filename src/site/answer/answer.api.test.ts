import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { cast } from '#db/seed/cast.ts';
import { addDays, dayOf } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { hashAnswerCode } from '#modules/complaints/answer-code.ts';
import type { CaseView } from '#modules/complaints/case-contract.ts';
import type { FilingRequest } from '#modules/complaints/contract.ts';
import { readComplaint } from '#modules/complaints/store.ts';
import { scopeOf } from '#platform/actor-scope.ts';
import { now } from '#platform/clock.ts';
import { openDatabase } from '#platform/db.ts';
import { trayOf } from '#platform/files/in-hand.ts';
import { takeUpload } from '#platform/files/take-upload.ts';
import { acceptedCase, doAct, fileCase } from '#test/cases.ts';
import { openWholeApp, type WholeApp } from '#test/hostile/whole-app.ts';
import { refoldFaults } from '#test/refold.ts';
import { SiteVisitor } from '#test/site-visitor.ts';
import { actorOf } from '#test/world.ts';

/** The consumer adds a receipt to the case. */
const handIn = async ({ world }: WholeApp, number: string): Promise<void> => {
  const actor = actorOf('consumer');
  const content = (async function* () {
    yield Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');
  })();
  const wish = { ...trayOf(actor), purpose: 'evidence', name: '收据.pdf', content };
  const taken = await takeUpload(world.context.files, wish);
  assert.ok(!isRefusal(taken));
  await doAct(world, 'consumer', number, 'add-evidence', { items: [taken.file] });
};

describe('an operator answers', () => {
  let whole: WholeApp;
  before(async () => {
    whole = await openWholeApp();
  });
  after(() => whole.close());

  const notified = async (given: Partial<FilingRequest> = {}): Promise<string> => {
    const number = await acceptedCase(whole.world, given);
    await doAct(whole.world, 'handler', number, 'notify-respondent', { answerBy: addDays(dayOf(now()), 7) });
    return number;
  };

  const caseAs = async (name: 'handler', number: string): Promise<CaseView> =>
    (await whole.app.inject({ url: `/api/v1/complaints/${number}`, headers: await whole.as(name) })).json();

  test('with an account: sees the cases it was notified of, masked, and answers once', async () => {
    const number = await notified();
    const hidden = await fileCase(whole.world);
    const visitor = new SiteVisitor(whole.app, whole.world);
    await visitor.become('operator');
    await visitor.get('/cases');
    assert.ok(visitor.page.includes(number));
    assert.ok(!visitor.page.includes(hidden), 'a case it was not notified of');
    await visitor.get(`/cases/${number}`);
    assert.equal(visitor.path, `/answer/cases/${number}`);
    assert.match(visitor.words, /林\*\*/);
    assert.doesNotMatch(visitor.words, /林晓禾|13800000001|桂花路/);

    await visitor.post('/answer/own', { number });
    assert.equal(visitor.path, '/answer/statement');
    assert.equal(visitor.headers['cache-control'], 'no-store', 'going back on a shared device shows nothing');
    await visitor.post('/answer/statement', { statement: '同意退还余额。' });
    await visitor.get('/answer/check');
    assert.equal(visitor.path, '/answer/mediation', 'the one question that must be answered was left out');
    await visitor.post('/answer/mediation', { mediation: 'yes' });
    assert.equal(visitor.path, '/answer/check');
    const form = visitor.page;
    await visitor.post('/answer/check', { by: '吴敏', truthful: 'yes' });
    assert.equal(visitor.path, '/answer/done');
    visitor.page = form;
    await visitor.post('/answer/check', { by: '吴敏', truthful: 'yes' });
    assert.equal(visitor.path, '/answer/done');
    const answers = (await caseAs('handler', number)).timeline.filter(({ type }) => type === 'OperatorAnswered');
    assert.equal(answers.length, 1);
    assert.match(answers[0]?.texts.map(({ text }) => text).join('\n') ?? '', /同意退还余额。\n\n经办人：吴敏/);
  });

  test('a settlement told before the answer is no answer: it stays to be given, and lies after the purchase', async () => {
    const boughtOn = addDays(dayOf(now()), -20);
    const number = await notified({ purchase: { online: false, goods: '健身年卡', purchasedOn: boughtOn } });
    const visitor = new SiteVisitor(whole.app, whole.world);
    await visitor.become('operator');
    await visitor.get(`/cases/${number}`);
    assert.match(visitor.words, /请最迟于.*答复/);
    await visitor.get(`/answer/cases/${number}/settled`);
    await visitor.post(`/answer/cases/${number}/settled`, { settledOn: addDays(boughtOn, -1), by: '吴敏' });
    assert.equal(visitor.status, 422);
    assert.match(visitor.words, /早于购买的日期/);
    await visitor.post(`/answer/cases/${number}/settled`, { settledOn: addDays(dayOf(now()), -1), by: '吴敏' });
    assert.equal(visitor.status, 422);
    assert.match(visitor.words, /和解的日期不能早于收到投诉之日（\d{4}年\d{1,2}月\d{1,2}日）/);
    await visitor.post(`/answer/cases/${number}/settled`, { settledOn: dayOf(now()), by: '吴敏' });
    assert.match(visitor.words, /向消费者核实/);
    assert.match(visitor.words, /请最迟于.*答复/, 'whether mediation is agreed to was not said');
    assert.ok(!visitor.page.includes('add-statement'));
    await visitor.post('/answer/own', { number });
    assert.equal(visitor.path, '/answer/statement');
  });

  test('the code that proves a paper genuine is told apart and is no wrong try', async () => {
    const visitor = new SiteVisitor(whole.app, whole.world);
    await visitor.get('/answer');
    for (let tries = 0; tries < 12; tries += 1) await visitor.post('/answer', { code: '7q2m-KX4D 90TR-H8WA' });
    assert.equal(visitor.status, 422);
    assert.match(visitor.words, /二维码旁边的核验码/);
    await visitor.post('/answer', { code: 'ZZZZZ-ZZZZZ' });
    assert.match(visitor.words, /答复码不正确/, 'still not too many');
  });

  test('a code that ends takes along what it opened; a browser that let go of the case opens nothing of it', async () => {
    const owner = openDatabase({ url: whole.world.ownerUrl, connections: 1 });
    const begin = async (
      code: string,
    ): Promise<{ number: string; visitor: SiteVisitor; ends: () => Promise<unknown> }> => {
      const number = await notified();
      const key = await hashAnswerCode(code);
      await owner.unscoped((tx) =>
        tx.run(
          `with c as (select tenant, stream from complaint where number = $1),
             gone as (delete from case_locator where key_kind = 'answer-code' and stream = (select stream from c)),
             k as (insert into answer_code (tenant, stream, code_hash, made_at, expires_on)
               select tenant, stream, $2, now(), '2999-01-01' from c)
           insert into case_locator (key_kind, key, tenant, stream, kind)
           select 'answer-code', $2, tenant, stream, 'complaint' from c`,
          [number, key],
        ),
      );
      const visitor = new SiteVisitor(whole.app, whole.world);
      await visitor.get('/answer');
      await visitor.post('/answer', { code });
      assert.equal(visitor.path, `/answer/cases/${number}`);
      await visitor.post('/answer/own', { number });
      assert.equal(visitor.path, '/answer/statement');
      const ends = () =>
        owner.unscoped((tx) => tx.run("update answer_code set expires_on = '2020-01-01' where code_hash = $1", [key]));
      return { number, visitor, ends };
    };
    try {
      const late = await begin('ZZZZZ-22222');
      await late.visitor.get('/answer/statement');
      assert.equal(late.visitor.path, '/answer/statement');
      late.visitor.closeBrowser();
      await late.visitor.post('/answer/statement', { statement: '愿意退还一半。' });
      assert.equal(late.visitor.status, 403, 'nothing is done with a form of a closed browser');
      assert.match(late.visitor.page, /愿意退还一半。<\/textarea>/, 'and nothing of it is lost');
      await late.visitor.post('/answer/statement', { statement: '愿意退还一半。' });
      assert.equal(late.visitor.path, '/answer/evidence');
      await late.ends();
      for (const step of ['statement', 'mediation', 'check', `cases/${late.number}`, `cases/${late.number}/papers/1`]) {
        await late.visitor.get(`/answer/${step}`);
        assert.equal(late.visitor.path, '/answer', step);
      }

      const { number, visitor } = await begin('ZZZZZ-33333');
      await handIn(whole, number);
      const file = (await caseAs('handler', number)).evidence[0]?.file;
      await visitor.get(`/answer/cases/${number}/evidence/${file}`);
      assert.equal(visitor.status, 200);
      await visitor.get('/answer/mediation');
      await visitor.post('/answer/mediation', { mediation: 'no' });
      await visitor.post('/answer/check', { by: '吴敏', truthful: 'yes' });
      assert.equal(visitor.path, '/answer/done');
      await visitor.get(`/answer/cases/${number}`);
      assert.equal(visitor.status, 200);
      await visitor.post('/answer/leave', {});
      for (const path of [number, `${number}/evidence/${file}`, `${number}/papers/1`, `${number}/add-evidence`]) {
        await visitor.get(`/answer/cases/${path}`);
        assert.equal(visitor.path, '/answer', path);
      }
    } finally {
      await owner.close();
    }
  });

  /** The code as the message to the operator gave it. */
  const codeOf = async (number: string): Promise<string> => {
    const { context } = whole.world;
    return await context.database.transact(scopeOf(actorOf('handler')), async (tx) => {
      const loaded = await readComplaint(tx, context.vault, number);
      const sealed = loaded?.state.answerCode;
      assert.ok(loaded !== undefined && sealed != null);
      const opened = await context.vault.openEntry(tx, { ...loaded, entry: sealed.entry });
      assert.ok(!isRefusal(opened));
      return String(opened.value);
    });
  };

  test('the code opens the case: its papers, once read, are served; the meeting; more words, evidence, recusal (NTC-01)', async () => {
    const number = await notified();
    const visitor = new SiteVisitor(whole.app, whole.world);
    await visitor.get('/answer');
    await visitor.post('/answer', { code: await codeOf(number) });
    assert.equal(visitor.path, `/answer/cases/${number}`);
    assert.match(visitor.words, /林\*\*/);
    assert.doesNotMatch(visitor.words, /林晓禾|13800000001|桂花路/);
    assert.doesNotMatch(visitor.words, /受理决定书/, 'a paper of the complainant');
    await doAct(whole.world, 'handler', number, 'answer', { consentsToMediation: true, by: 'phone' });
    await doAct(whole.world, 'handler', number, 'open-mediation', {
      mediator: cast.mediator.account,
      mode: 'on-site',
      at: new Date(now().getTime() + 86_400_000).toISOString(),
      place: '三楼调解室',
      recusalDays: 5,
    });
    await visitor.get(`/answer/cases/${number}`);
    assert.match(visitor.words, /三楼调解室/);
    assert.match(visitor.words, /何静/);
    assert.match(visitor.words, / 5 日内申请回避/);

    const before = await caseAs('handler', number);
    const notice = before.papers.find(({ code, recipients }) => code === 'form-7' && recipients.includes('respondent'));
    const others = before.papers.filter(({ recipients }) => !recipients.includes('respondent'));
    assert.ok(notice !== undefined && others.length > 0);
    for (const { n } of others) {
      await visitor.get(`/answer/cases/${number}/papers/${n}`);
      assert.equal(visitor.status, 403);
    }
    for (let times = 0; times < 2; times += 1) {
      await visitor.get(`/answer/cases/${number}/papers/${notice.n}`);
      assert.equal(visitor.status, 200);
      assert.match(visitor.page, /^%PDF/);
    }
    const served = (await caseAs('handler', number)).papers.filter(({ opened }) => opened.length > 0);
    assert.deepEqual(
      served.map(({ n, opened }) => [n, opened.map(({ to }) => to)]),
      [[notice.n, ['respondent']]],
    );

    await visitor.get(`/answer/cases/${number}/add-statement`);
    await visitor.post(`/answer/cases/${number}/add-statement`, { text: '', by: '吴敏' });
    assert.equal(visitor.status, 422);
    const form = visitor.page;
    await visitor.post(`/answer/cases/${number}/add-statement`, { text: '愿意再退两个月。', by: '吴敏' });
    const taken = visitor.page;
    visitor.page = form;
    await visitor.post(`/answer/cases/${number}/add-statement`, { text: '愿意再退三个月。', by: '吴敏' });
    assert.equal(visitor.path, `/answer/cases/${number}`);
    assert.match(visitor.words, /刚才已经提交，没有重复提交/u);
    assert.doesNotMatch(visitor.page, /三个月/u);
    visitor.page = taken;
    assert.match(visitor.words, /说明已提交/);
    await visitor.get(`/answer/cases/${number}/settled`);
    await visitor.post(`/answer/cases/${number}/settled`, { settledOn: '2999-01-01', by: '吴敏' });
    assert.equal(visitor.status, 422);
    await visitor.post(`/answer/cases/${number}/settled`, { settledOn: dayOf(now()), by: '吴敏' });
    assert.match(visitor.words, /向消费者核实/);
    await visitor.get(`/answer/cases/${number}/ask-recusal`);
    await visitor.post(`/answer/cases/${number}/ask-recusal`, { reasons: '调解人员是投诉人的表姐。', by: '吴敏' });
    assert.match(visitor.words, /回避申请已提交/);
    await visitor.get(`/answer/cases/${number}/ask-recusal`);
    assert.equal(visitor.path, `/answer/cases/${number}`, 'asked once, it waits for its decision');

    const consumer = new SiteVisitor(whole.app, whole.world);
    await consumer.become('consumer');
    await consumer.get(`/cases/${number}`);
    assert.match(consumer.words, /已于.*自行和解.*是不是这样/);
    const told = (await caseAs('handler', number)).timeline.filter(({ type }) => type === 'OperatorAnswered');
    assert.deepEqual(
      told.map(({ details }) => details['consentsToMediation']),
      [true, null, null],
      'what was agreed to stays agreed to',
    );
  });

  test('an agent answers for the operator: named with its power, seen as far as form 9 tells, changed and taken back', async () => {
    const number = await notified();
    const visitor = new SiteVisitor(whole.app, whole.world);
    await visitor.get('/answer');
    await visitor.post('/answer', { code: await codeOf(number) });
    await visitor.post('/answer/own', { number });
    await visitor.post('/answer/statement', { statement: '' });
    await visitor.get('/answer/mediation');
    await visitor.post('/answer/mediation', { mediation: 'yes', who: 'agent' });
    assert.equal(visitor.path, '/answer/agent');
    await visitor.get('/answer/check');
    assert.equal(visitor.path, '/answer/agent', 'the agent was left out');
    const agent = {
      name: '罗维',
      phone: '13900000077',
      address: '云栖市临溪区中山路 88 号',
      idKind: 'resident-id',
      idNumber: '11010519491231002X',
      powers: 'general',
      matters: '代为参加本案调解',
    };
    const power = { field: 'powerOfAttorney', name: '授权委托书.pdf' };
    await visitor.hand('/answer/agent', agent, { ...power, name: '' });
    assert.match(visitor.words, /请上传授权委托书/);
    await visitor.hand('/answer/agent', { ...agent, until: '2020-01-01' }, power);
    assert.match(visitor.words, /已经到期.*已上传：授权委托书.pdf/);
    await visitor.hand('/answer/agent', { ...agent, phone: '13800000001' }, { ...power, name: '' });
    assert.match(visitor.words, /不能同时代理双方/, 'the number of the complainant');
    assert.match(visitor.words, /代理人是谁/);
    await visitor.hand('/answer/agent', agent, { ...power, name: '' });
    assert.equal(visitor.path, '/answer/check');
    assert.match(visitor.words, /罗维 · 一般代理/);
    await visitor.post('/answer/check', { by: '吴敏', truthful: 'yes' });
    assert.equal(visitor.path, '/answer/done');

    const agentIn = (view: CaseView) => view.parties.find(({ kind }) => kind === 'respondent-agent');
    const atDesk = await caseAs('handler', number);
    const shown = agentIn(atDesk);
    assert.deepEqual(
      [shown?.masked.name, shown?.standing, shown?.power?.powers, shown?.power?.originalSeen, shown?.mayReveal],
      ['罗**', 'in-force', 'general', false, true],
    );
    assert.deepEqual(
      atDesk.evidence.map(({ by, purpose }) => [by, purpose]),
      [['respondent', 'power-of-attorney']],
    );
    const consumers = { url: `/api/v1/complaints/${number}`, headers: await whole.as('consumer') };
    const seen: CaseView = (await whole.app.inject(consumers)).json();
    const other = agentIn(seen);
    assert.deepEqual([seen.evidence, other?.power, other?.standing, other?.masked.idNumber], [[], null, null, null]);
    assert.deepEqual([other?.masked.name, other?.mayReveal], ['罗**', false]);

    await visitor.get(`/answer/cases/${number}`);
    assert.match(visitor.words, /被投诉人的代理人 罗\*\* 一般代理，委托有效。/);
    assert.match(visitor.words, /您委托了代理人/);
    await visitor.get(`/answer/cases/${number}/name-agent`);
    await visitor.hand(`/answer/cases/${number}/name-agent`, agent, { ...power, name: '' });
    assert.equal(visitor.status, 422);
    await visitor.hand(`/answer/cases/${number}/name-agent`, { ...agent, name: '罗小维', powers: 'special' }, power);
    assert.match(visitor.words, /代理人已登记/);
    assert.deepEqual(
      (await caseAs('handler', number)).parties
        .filter(({ kind }) => kind === 'respondent-agent')
        .map(({ standing, power: held }) => [standing, held?.powers]),
      [
        ['ended', 'general'],
        ['in-force', 'special'],
      ],
    );
    await visitor.get(`/answer/cases/${number}/end-agent`);
    assert.match(visitor.words, /现在的代理人：罗\*\*/);
    await visitor.post(`/answer/cases/${number}/end-agent`, { by: '吴敏' });
    assert.match(visitor.words, /委托已解除/);
    await visitor.get(`/answer/cases/${number}/end-agent`);
    assert.equal(visitor.path, `/answer/cases/${number}`, 'nobody is left to be ended');
    const consumer = new SiteVisitor(whole.app, whole.world);
    await consumer.become('consumer');
    await consumer.get(`/cases/${number}`);
    assert.match(consumer.words, /对方的委托代理结束/);
    assert.deepEqual(await refoldFaults(whole.world), []);
  });

  test('when mediation has ended the code still opens the papers, and nothing else is offered', async () => {
    const number = await notified();
    await doAct(whole.world, 'handler', number, 'answer', { consentsToMediation: false, by: 'phone' });
    await doAct(whole.world, 'handler', number, 'terminate', { ground: 2, reasons: '商家明确拒绝调解。' });
    const visitor = new SiteVisitor(whole.app, whole.world);
    await visitor.get('/answer');
    await visitor.post('/answer', { code: await codeOf(number) });
    assert.match(visitor.words, /调解已经终止/);
    assert.match(visitor.words, /商家明确拒绝调解。/);
    assert.doesNotMatch(visitor.page, /answer\/own|add-evidence|settled/);
    const { papers } = await caseAs('handler', number);
    const ending = papers.find(({ code, recipients }) => code === 'form-8' && recipients.includes('respondent'));
    await visitor.get(`/answer/cases/${number}/papers/${ending?.n}?download=true`);
    assert.match(visitor.page, /^%PDF/);
  });

  test('a stranger, a consumer and a wrong code open nothing', async () => {
    const number = await notified();
    const consumer = new SiteVisitor(whole.app, whole.world);
    await consumer.become('consumer');
    await consumer.get('/answer');
    await consumer.post('/answer/own', { number });
    assert.equal(consumer.status, 404);
    await consumer.get(`/answer/cases/${number}`);
    assert.equal(consumer.path, `/cases/${number}`, 'the complainant is no respondent');
    await consumer.get(`/cases/${number}/withdraw`);
    await consumer.post(`/answer/cases/${number}/add-evidence`, {});
    assert.equal(consumer.status, 404);
    consumer.page = '';
    const stranger = new SiteVisitor(whole.app, whole.world);
    for (const path of [`/answer/cases/${number}`, '/answer/statement', '/answer/check', '/answer/done']) {
      await stranger.get(path);
      assert.equal(stranger.path, '/answer', path);
    }
    for (let tries = 0; tries < 11; tries += 1) await stranger.post('/answer', { code: `AAAAA-AAA${22 + tries}` });
    assert.equal(stranger.status, 422);
    assert.match(stranger.words, /分钟/, 'guessing goes on for ever');
  });
});
