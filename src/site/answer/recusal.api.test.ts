import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { cast } from '#db/seed/cast.ts';
import { addDays, dayOf } from '#kernel/day.ts';
import { hashAnswerCode } from '#modules/complaints/answer-code.ts';
import { now } from '#platform/clock.ts';
import { openDatabase } from '#platform/db.ts';
import { acceptedCase, doAct } from '#test/cases.ts';
import { openWholeApp, type WholeApp } from '#test/hostile/whole-app.ts';
import { SiteVisitor } from '#test/site-visitor.ts';

describe('asking for recusal', () => {
  let whole: WholeApp;
  before(async () => {
    whole = await openWholeApp();
  });
  after(() => whole.close());

  const mediated = async (assistants: string[]): Promise<string> => {
    const { world } = whole;
    const number = await acceptedCase(world);
    await doAct(world, 'handler', number, 'notify-respondent', { answerBy: addDays(dayOf(now()), 7) });
    await doAct(world, 'handler', number, 'answer', { consentsToMediation: true, by: 'phone' });
    const { account: mediator } = cast.mediator;
    await doAct(world, 'handler', number, 'open-mediation', { mediator, mode: 'phone', assistants });
    return number;
  };

  const openCode = async (number: string, code: string): Promise<void> => {
    const owner = openDatabase({ url: whole.world.ownerUrl, connections: 1 });
    const key = await hashAnswerCode(code);
    await owner.unscoped((tx) =>
      tx.run(
        `with c as (select tenant, stream from complaint where number = $1),
           k as (insert into answer_code (tenant, stream, code_hash, made_at, expires_on)
             select tenant, stream, $2, now(), '2999-01-01' from c)
         insert into case_locator (key_kind, key, tenant, stream, kind)
         select 'answer-code', $2, tenant, stream, 'complaint' from c`,
        [number, key],
      ),
    );
    await owner.close();
  };

  test('an operator without an account asks from its code, about the mediator, and reads where the request stands', async () => {
    const number = await mediated([]);
    await openCode(number, 'BCDEF-GHJKM');
    const visitor = new SiteVisitor(whole.app, whole.world);
    await visitor.get(`/answer/cases/${number}/ask-recusal`);
    assert.equal(visitor.path, '/answer', 'nothing without the code');
    await visitor.get('/answer');
    await visitor.post('/answer', { code: 'BCDEF-GHJKM' });
    assert.ok(visitor.page.includes(`href="/answer/cases/${number}/ask-recusal"`));
    await visitor.get(`/answer/cases/${number}/ask-recusal`);
    assert.match(visitor.words, /何静/);
    await visitor.post(`/answer/cases/${number}/ask-recusal`, { reasons: ' ', by: '吴敏' });
    assert.equal(visitor.status, 422);
    await visitor.post(`/answer/cases/${number}/ask-recusal`, { reasons: '调解人员是投诉人的同学。', by: '吴敏' });
    assert.equal(visitor.path, `/answer/cases/${number}`);
    assert.match(visitor.words, /回避申请已提交/);
    const view = (
      await whole.app.inject({ url: `/api/v1/complaints/${number}`, headers: await whole.as('bureau-head') })
    ).json();
    assert.deepEqual([view.phase, view.recusal.by, view.recusal.name], ['interrupted', 'respondent', '何静']);
    const listed = (
      await whole.app.inject({ url: '/api/v1/worklist?phase=interrupted', headers: await whole.as('bureau-head') })
    ).json();
    assert.ok(listed.rows.some((row: { number: string }) => row.number === number));
  });

  test('where somebody assists, a party says whom it means; the consumer on the case page', async () => {
    const number = await mediated(['赵律师']);
    const visitor = new SiteVisitor(whole.app, whole.world);
    await visitor.become('consumer');
    await visitor.get(`/cases/${number}/ask-recusal`);
    assert.match(visitor.words, /协助调解的赵律师/);
    await visitor.post(`/cases/${number}/ask-recusal`, { assisted: 'yes', reasons: '代理过店方。' });
    assert.equal(visitor.status, 422);
    await visitor.post(`/cases/${number}/ask-recusal`, { assisted: 'yes', who: '1', reasons: '代理过店方。' });
    const view = (
      await whole.app.inject({ url: `/api/v1/complaints/${number}`, headers: await whole.as('bureau-head') })
    ).json();
    assert.deepEqual(
      [view.recusal?.by, view.recusal?.about, view.recusal?.name],
      ['complainant', 'assistant', '赵律师'],
    );
  });

  test('the mediators of a case are for those who handle it', async () => {
    const number = await mediated([]);
    const url = `/api/v1/complaints/${number}/mediators`;
    const seen = await whole.app.inject({ url, headers: await whole.as('handler') });
    assert.equal(seen.statusCode, 200);
    assert.ok(seen.json().some((one: { name: string; why: null }) => one.name === '何静' && one.why === null));
    assert.equal((await whole.app.inject({ url, headers: await whole.as('handler-other-county') })).statusCode, 404);
    assert.equal((await whole.app.inject({ url, headers: await whole.as('consumer') })).statusCode, 403);
  });

  /** Told, not answered yet, and opened by its code in a browser of its own. */
  const toAnswer = async (code: string): Promise<{ number: string; visitor: SiteVisitor }> => {
    const { world } = whole;
    const number = await acceptedCase(world);
    await doAct(world, 'handler', number, 'notify-respondent', { answerBy: addDays(dayOf(now()), 7) });
    await openCode(number, code);
    const visitor = new SiteVisitor(whole.app, world);
    await visitor.get('/answer');
    await visitor.post('/answer', { code });
    await visitor.post('/answer/own', { number });
    assert.equal(visitor.path, '/answer/statement');
    return { number, visitor };
  };

  test('whoever closes the case leaves nothing of the answer in the browser', async () => {
    const { number, visitor } = await toAnswer('BCDEF-GHJKN');
    await visitor.post('/answer/statement', { statement: '第一稿。' });
    await visitor.post('/answer/mediation', { mediation: 'yes' });
    await visitor.get(`/answer/cases/${number}`);
    await visitor.post('/answer/leave', {});
    for (const step of ['statement', 'check', 'done']) {
      await visitor.get(`/answer/${step}`);
      assert.equal(visitor.path, '/answer', step);
      assert.doesNotMatch(visitor.page, /第一稿/u);
    }
    await visitor.post('/answer', { code: 'BCDEF-GHJKN' });
    await visitor.post('/answer/own', { number });
    assert.doesNotMatch(visitor.page, /第一稿/u, 'what was not sent is gone');
  });

  test('the number of who answered is for the bureau; an answer that comes after the end is said not to be taken', async () => {
    const sent = await toAnswer('BCDEF-GHJKP');
    const { visitor, number } = sent;
    await visitor.post('/answer/statement', { statement: '同意退费。' });
    await visitor.get('/answer/mediation');
    await visitor.post('/answer/mediation', { mediation: 'yes' });
    await visitor.post('/answer/check', { by: '吴敏', byPhone: '13900001234', truthful: 'yes' });
    assert.equal(visitor.path, '/answer/done');
    const seen = async (who: 'handler' | 'consumer') =>
      (await whole.app.inject({ url: `/api/v1/complaints/${number}`, headers: await whole.as(who) })).body;
    assert.match(await seen('handler'), /13900001234/u);
    assert.doesNotMatch(await seen('consumer'), /13900001234/u);
    const late = await toAnswer('BCDEF-GHJKQ');
    await doAct(whole.world, 'handler', late.number, 'answer', { consentsToMediation: false, by: 'phone' });
    const words = late.visitor.copy();
    await words.get(`/answer/cases/${late.number}/add-evidence`);
    await words.get(`/answer/cases/${late.number}/add-statement`);
    await doAct(whole.world, 'handler', late.number, 'terminate', { ground: 2, reasons: '明确拒绝。' });
    await words.post(`/answer/cases/${late.number}/add-statement`, { text: '再补一句。', by: '吴敏' });
    assert.match(words.words, /这次写的内容没有收下/u);
    await late.visitor.post('/answer/statement', { statement: '来晚了。' });
    await late.visitor.get('/answer/mediation');
    assert.equal(late.visitor.path, `/answer/cases/${late.number}`);
    assert.match(late.visitor.words, /这次写的内容没有收下/u);
  });

  test('TER-01 a stated withdrawal is told to both sides, and nobody is asked for more', async () => {
    const { number, visitor } = await toAnswer('BCDEF-GHJKR');
    await doAct(whole.world, 'consumer', number, 'withdraw', {});
    await visitor.get(`/answer/cases/${number}`);
    assert.match(visitor.words, /消费者已经撤回对.*的投诉/u);
    assert.doesNotMatch(visitor.words, /开始答复|请说明情况/u);
    const consumer = new SiteVisitor(whole.app, whole.world);
    await consumer.become('consumer');
    await consumer.get(`/cases/${number}`);
    assert.match(consumer.words, /您已经撤回投诉，等待.*终止调解/u);
    await doAct(whole.world, 'handler', number, 'terminate', { ground: 1, reasons: '投诉人撤回。' });
    await doAct(whole.world, 'bureau-head', number, 'annul', { reasons: '误点。' });
    await consumer.get(`/cases/${number}`);
    assert.match(consumer.words, /终止调解决定书.*已撤销/u);
  });
});
