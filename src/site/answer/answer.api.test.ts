import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addDays, dayOf } from '#kernel/day.ts';
import type { CaseView } from '#modules/complaints/case-contract.ts';
import { now } from '#platform/clock.ts';
import { acceptedCase, doAct, fileCase } from '#test/cases.ts';
import { openWholeApp, type WholeApp } from '#test/hostile/whole-app.ts';
import { SiteVisitor } from '#test/site-visitor.ts';

describe('an operator answers', () => {
  let whole: WholeApp;
  before(async () => {
    whole = await openWholeApp();
  });
  after(() => whole.close());

  const notified = async (): Promise<string> => {
    const number = await acceptedCase(whole.world);
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
    assert.match(visitor.words, /林\*\*/);
    assert.doesNotMatch(visitor.words, /林晓禾|13800000001|桂花路/);

    await visitor.post('/answer/own', { number });
    assert.equal(visitor.path, '/answer/case');
    await visitor.post('/answer/case', {});
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

  test('a stranger, a consumer and a wrong code open nothing', async () => {
    const number = await notified();
    const consumer = new SiteVisitor(whole.app, whole.world);
    await consumer.become('consumer');
    await consumer.get('/answer');
    await consumer.post('/answer/own', { number });
    assert.equal(consumer.path, '/answer');
    const stranger = new SiteVisitor(whole.app, whole.world);
    for (const path of ['/answer/case', '/answer/statement', '/answer/check', '/answer/done']) {
      await stranger.get(path);
      assert.equal(stranger.path, '/answer', path);
    }
    for (let tries = 0; tries < 11; tries += 1) await stranger.post('/answer', { code: `AAAAA-AAA${22 + tries}` });
    assert.equal(stranger.status, 422);
    assert.match(stranger.words, /分钟/, 'guessing goes on for ever');
  });
});
