import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addDays, dayOf } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import { hashAnswerCode } from '#modules/complaints/answer-code.ts';
import type { CaseView } from '#modules/complaints/case-contract.ts';
import { trayOf } from '#modules/complaints/files-in-hand.ts';
import { now } from '#platform/clock.ts';
import { openDatabase } from '#platform/db.ts';
import { takeUpload } from '#platform/files/take-upload.ts';
import { acceptedCase, doAct, fileCase } from '#test/cases.ts';
import { openWholeApp, type WholeApp } from '#test/hostile/whole-app.ts';
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

  test('a code that ends takes along what it opened; an answer that was sent opens nothing of the case any more', async () => {
    const owner = openDatabase({ url: whole.world.ownerUrl, connections: 1 });
    const begin = async (
      code: string,
    ): Promise<{ number: string; visitor: SiteVisitor; ends: () => Promise<unknown> }> => {
      const number = await notified();
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
      const visitor = new SiteVisitor(whole.app, whole.world);
      await visitor.get('/answer');
      await visitor.post('/answer', { code });
      assert.equal(visitor.path, '/answer/case');
      const ends = () =>
        owner.unscoped((tx) => tx.run("update answer_code set expires_on = '2020-01-01' where code_hash = $1", [key]));
      return { number, visitor, ends };
    };
    try {
      const late = await begin('ZZZZZ-22222');
      await late.visitor.get('/answer/statement');
      assert.equal(late.visitor.path, '/answer/statement');
      await late.ends();
      for (const step of ['case', 'statement', 'mediation', 'check']) {
        await late.visitor.get(`/answer/${step}`);
        assert.equal(late.visitor.path, '/answer', step);
      }

      const { number, visitor } = await begin('ZZZZZ-33333');
      await handIn(whole, number);
      const file = (await caseAs('handler', number)).evidence[0]?.file;
      await visitor.get(`/answer/case-files/${file}`);
      assert.equal(visitor.status, 200);
      await visitor.get('/answer/mediation');
      await visitor.post('/answer/mediation', { mediation: 'no' });
      await visitor.post('/answer/check', { by: '吴敏', truthful: 'yes' });
      assert.equal(visitor.path, '/answer/done');
      await visitor.get(`/answer/case-files/${file}`);
      assert.equal(visitor.status, 404);
    } finally {
      await owner.close();
    }
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
