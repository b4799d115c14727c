import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { cast } from '#db/seed/cast.ts';
import { fileCase } from '#test/cases.ts';
import { openWholeApp, type WholeApp } from '#test/hostile/whole-app.ts';
import { SiteVisitor } from '#test/site-visitor.ts';

describe('one’s own data (PIPL arts 44 to 50)', () => {
  let whole: WholeApp;
  before(async () => {
    whole = await openWholeApp();
  });
  after(() => whole.close());

  test('asked for after a sign-in by phone, once however often it is sent, and seen again with its state', async () => {
    const { phone } = cast.consumer;
    const number = await fileCase(whole.world);
    const visitor = new SiteVisitor(whole.app, whole.world);
    await visitor.get('/account/privacy');
    assert.equal(visitor.path, '/account/login');
    await visitor.post('/account/login', { phone });
    await visitor.post('/account/code', { code: await visitor.codeFor(phone) });
    assert.equal(visitor.path, '/account/privacy');

    await visitor.post('/account/privacy', {});
    assert.equal(visitor.status, 422);
    const wish = { wish: 'correct', number: number.toLowerCase(), text: '名字写错了一个字。' };
    const form = visitor.page;
    await visitor.post('/account/privacy', wish);
    assert.equal(visitor.path, '/account/privacy/done');
    const said = visitor.words;
    visitor.page = form;
    await visitor.post('/account/privacy', wish);
    assert.equal(visitor.words, said, 'sent twice it was taken twice');

    await visitor.get('/account/privacy');
    assert.equal(visitor.page.match(/名字写错了一个字。/g)?.length, 1);
    assert.match(visitor.words, /办理中/);
    await visitor.post('/account/privacy', { wish: 'access', number: 'YUNQI-260101-000000-0' });
    assert.equal(visitor.status, 422);
  });

  test('the notice says who sees what, who answers for it and how long it is kept (RET-02 RET-04 RET-05 RET-06; PIPL art. 17)', async () => {
    const visitor = new SiteVisitor(whole.app, whole.world);
    await visitor.get('/about/privacy');
    assert.equal(visitor.status, 200);
    for (const words of [
      /调解书按规定写明双方的姓名、电话和地址/,
      /联系方式：/,
      /云栖市/,
      /href="tel:[\d-]+"/,
      /归档后 10 年/,
      /核查期限届满后 10 年/,
      /办结后 3 年/,
      /最后一次保存后 30 天/,
      /不少于 6 个月/,
    ])
      assert.match(visitor.page, words);
    assert.doesNotMatch(visitor.page, /只看到您的姓氏和争议内容，看不到电话/);
  });

  test('a copy to take along holds the own cases and nobody else’s', async () => {
    const number = await fileCase(whole.world);
    const own = new SiteVisitor(whole.app, whole.world);
    await own.become('consumer');
    await own.get('/account/data.json');
    const copy = JSON.parse(own.page) as { profile: { phone: string }; cases: { number: string }[] };
    assert.equal(copy.profile.phone, cast.consumer.phone);
    assert.ok(copy.cases.some((one) => one.number === number));

    const other = new SiteVisitor(whole.app, whole.world);
    await other.become('second-consumer');
    await other.get('/account/data.json');
    assert.ok(!other.page.includes(number));
  });
});
