import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { dayOf } from '#kernel/day.ts';
import { now } from '#platform/clock.ts';
import { doAct, fileCase } from '#test/cases.ts';
import { openWholeApp, type WholeApp } from '#test/hostile/whole-app.ts';
import { SiteVisitor } from '#test/site-visitor.ts';

let whole: WholeApp;
before(async () => {
  whole = await openWholeApp();
});
after(() => whole.close());

test('an act sent again with other words is told as done before, and nothing is done twice', async () => {
  const number = await fileCase(whole.world);
  await doAct(whole.world, 'handler', number, 'request-proof', {
    kind: 'identity',
    dueOn: dayOf(now()),
    what: '身份证',
  });
  const visitor = new SiteVisitor(whole.app, whole.world);
  await visitor.become('consumer');
  await visitor.get(`/cases/${number}/supply`);
  const form = visitor.page;
  await visitor.post(`/cases/${number}/supply`, { text: '我明天拿过来。', saidAs: 'later' });
  assert.equal(visitor.path, `/cases/${number}`);
  visitor.page = form;
  await visitor.post(`/cases/${number}/supply`, { text: '我后天拿过来。', saidAs: 'later' });
  assert.equal(visitor.path, `/cases/${number}`);
  assert.match(visitor.words, /刚才已经提交，没有重复提交/u);
  assert.doesNotMatch(visitor.page, /我后天拿过来/u);
});
