import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { cast } from '#db/seed/cast.ts';
import { addDays, dayOf } from '#kernel/day.ts';
import { now } from '#platform/clock.ts';
import { openDatabase } from '#platform/db.ts';
import { acceptedCase, doAct } from '#test/cases.ts';
import { openWholeApp, type WholeApp } from '#test/hostile/whole-app.ts';
import { SiteVisitor } from '#test/site-visitor.ts';

describe('an answer begun with an account', () => {
  let whole: WholeApp;
  before(async () => {
    whole = await openWholeApp();
  });
  after(() => whole.close());

  const begin = async (): Promise<{ number: string; visitor: SiteVisitor }> => {
    const number = await acceptedCase(whole.world);
    await doAct(whole.world, 'handler', number, 'notify-respondent', { answerBy: addDays(dayOf(now()), 7) });
    const visitor = new SiteVisitor(whole.app, whole.world);
    await visitor.become('operator');
    await visitor.get(`/answer/cases/${number}`);
    await visitor.post('/answer/own', { number });
    await visitor.post('/answer/statement', { statement: '不同意调解。' });
    await visitor.hand(
      '/answer/evidence',
      { act: 'add' },
      { field: 'files', name: '监控.jpg', type: 'image/jpeg', content: jpeg },
    );
    assert.match(visitor.page, /\/answer\/files\//);
    return { number, visitor };
  };
  const jpeg = Buffer.from(
    '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AN//Z',
    'base64',
  );

  const drafts = async (): Promise<number> => {
    const owner = openDatabase({ url: whole.world.ownerUrl, connections: 1 });
    const [row] = await owner.unscoped((tx) => tx.rows<{ n: string }>('select count(*) as n from filing_draft'));
    await owner.close();
    return Number(row?.n);
  };

  test('is nobody else’s at the same browser: not the other side’s, not an official’s, not a stranger’s', async () => {
    const { number, visitor } = await begin();
    const file = /\/answer\/files\/[0-9a-f-]{36}/.exec(visitor.page)?.[0] ?? '';
    for (const name of ['consumer', 'handler', 'second-consumer'] as const) {
      await visitor.become(name);
      await visitor.get('/account');
      const { page } = visitor;
      await visitor.post('/answer/statement', { statement: '承认全部责任。' });
      assert.equal(visitor.path, '/answer', name);
      visitor.page = page;
      await visitor.post('/answer/mediation', { mediation: 'yes', entrust: 'yes' });
      assert.equal(visitor.path, '/answer', name);
      await visitor.get('/answer/statement');
      assert.doesNotMatch(visitor.page, /不同意调解/u, name);
      await visitor.get(file);
      assert.equal(visitor.status, 404, name);
    }
    await visitor.become('operator');
    await visitor.get('/answer/statement');
    assert.match(visitor.page, /不同意调解。<\/textarea>/u);
    await visitor.get(file);
    assert.equal(visitor.status, 200);
    await visitor.get('/answer/mediation');
    await visitor.post('/answer/mediation', { mediation: 'no' });
    await visitor.post('/answer/check', { by: '吴敏', truthful: 'yes' });
    assert.equal(visitor.path, '/answer/done');
    await visitor.become('second-consumer');
    await visitor.get('/answer/done');
    assert.doesNotMatch(visitor.page, new RegExp(number), 'what was sent is theirs as well');
  });

  test('is gone with its files once its owner has signed out, which the account says before', async () => {
    const before = await drafts();
    const { visitor } = await begin();
    await visitor.get('/account');
    assert.match(visitor.words, /没有提交的答复/);
    await visitor.post('/account/logout', {});
    assert.equal(await drafts(), before);
    await visitor.become('operator');
    await visitor.get('/answer/statement');
    assert.equal(visitor.path, '/answer');
  });

  test('of before lay under a path of its own and another name; it goes on under the new one, without https too', async () => {
    const { visitor } = await begin();
    const token = visitor.cookie('fangxin-answer-draft') ?? '';
    visitor.drop('fangxin-answer-draft');
    visitor.plant('fangxin-answer', token);
    const owner = openDatabase({ url: whole.world.ownerUrl, connections: 1 });
    await owner.unscoped((tx) => tx.run('update filing_draft set under_old_name = true'));
    await owner.close();
    await visitor.get('/answer/statement');
    assert.match(visitor.page, /不同意调解。<\/textarea>/u);
    assert.deepEqual([visitor.cookie('fangxin-answer-draft'), visitor.cookie('fangxin-answer')], [token, undefined]);
  });

  test('of before, when no account was written down, is whoever’s stands on the operator’s side of the case', async () => {
    const { visitor } = await begin();
    const owner = openDatabase({ url: whole.world.ownerUrl, connections: 1 });
    await owner.unscoped((tx) =>
      tx.run('update filing_draft set account = null where account = $1', [cast.operator.account]),
    );
    await owner.close();
    await visitor.become('consumer');
    await visitor.get('/answer/statement');
    assert.equal(visitor.path, '/answer');
    await visitor.become('operator');
    await visitor.get('/answer/statement');
    assert.match(visitor.page, /不同意调解。<\/textarea>/u);
  });
});
