import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openWholeApp, type WholeApp } from '#test/hostile/whole-app.ts';
import { SiteVisitor } from '#test/site-visitor.ts';

const phone = '13700009001';

describe('a draft goes on elsewhere', () => {
  let whole: WholeApp;
  before(async () => {
    whole = await openWholeApp();
  });
  after(() => whole.close());

  const saved = async (): Promise<{ readonly first: SiteVisitor; readonly number: string }> => {
    const first = new SiteVisitor(whole.app, whole.world);
    await first.get('/file/matter');
    await first.post('/file/matter', { matter: 'complaint' });
    await first.post('/file/role', { role: 'self' });
    await first.post('/file/respondent', { chosen: 'described', name: '好味早餐店' });
    await first.get('/file/save');
    await first.post('/file/save', { phone });
    const number = /<span class="number">([0-9A-Z]{8})<\/span>/.exec(first.page)?.[1];
    assert.ok(number, first.words);
    return { first, number };
  };

  test('reading sets no cookie, the page of a form one for the visit, the first answer the draft’s; the privacy page says so', async () => {
    const cookiesOf = async (url: string) =>
      (await whole.app.inject({ url, headers: { accept: 'text/html', host: 'localhost:8315' } })).cookies;
    for (const url of ['/', '/about/privacy']) assert.deepEqual(await cookiesOf(url), []);
    const asked = await cookiesOf('/file/matter');
    assert.deepEqual(
      asked.map(({ name, maxAge, expires }) => [name, maxAge, expires]),
      [[whole.app.cookieNames.visit, undefined, undefined]],
    );
    const reader = new SiteVisitor(whole.app, whole.world);
    await reader.get('/about/privacy');
    assert.match(reader.words, /打开要填写的页面时，防止他人冒用您的浏览器提交表单（浏览器关闭即失效）/);
  });

  test('with number and code another device goes on at the first open question, and the old one has it no longer', async () => {
    const { first, number } = await saved();
    const second = new SiteVisitor(whole.app, whole.world);
    await second.get('/file/resume');
    await second.post('/file/resume', { draft: number.toLowerCase(), phone });
    assert.equal(second.path, '/file/resume/code');
    await second.post(second.path, { code: '000000' === (await second.codeFor(phone)) ? '111111' : '000000' });
    assert.equal(second.status, 422);
    await second.post('/file/resume/code', { code: await second.codeFor(phone) });
    assert.equal(second.path, '/file/purchase');
    await second.get('/file/respondent');
    assert.match(second.page, /好味早餐店/);
    await first.get('/file/respondent');
    assert.equal(first.path, '/file/matter');
    assert.doesNotMatch(first.page, /好味早餐店/);
  });

  test('a number with somebody else’s phone opens nothing, and says no more than that', async () => {
    const { number } = await saved();
    const other = '13700009002';
    const stranger = new SiteVisitor(whole.app, whole.world);
    await stranger.get('/file/resume');
    await stranger.post('/file/resume', { draft: number, phone: other });
    await stranger.post('/file/resume/code', { code: await stranger.codeFor(other) });
    assert.equal(stranger.status, 422);
    assert.match(stranger.words, /没有找到这个草稿/);
    assert.doesNotMatch(stranger.page, /好味早餐店/);
  });

  test('a browser closed in between loses nothing that was typed, and nothing is done with it', async () => {
    const visitor = new SiteVisitor(whole.app, whole.world);
    await visitor.get('/file/matter');
    await visitor.post('/file/matter', { matter: 'complaint' });
    await visitor.post('/file/role', { role: 'self' });
    await visitor.post('/file/respondent', { chosen: 'described', name: '好味早餐店' });
    assert.equal(visitor.path, '/file/purchase');
    visitor.closeBrowser();
    await visitor.post('/file/purchase', { goods: '豆浆两杯', online: 'no' });
    assert.equal(visitor.status, 403);
    assert.match(visitor.page, /value="豆浆两杯"/);
    assert.match(visitor.words, /刚才没有保存，请再点一次按钮/);
    const typed = visitor.page;
    await visitor.get('/file/purchase');
    assert.doesNotMatch(visitor.page, /豆浆两杯/, 'nothing was kept');
    visitor.page = typed;
    await visitor.post('/file/purchase', { goods: '豆浆两杯', online: 'no' });
    assert.equal(visitor.path, '/file/facts');

    visitor.closeBrowser();
    await visitor.hand('/file/evidence', { act: 'upload' }, { field: 'files', name: '收据-9.pdf' });
    assert.equal(visitor.path, '/file/facts', 'beyond the first open question nothing is shown');
    await visitor.post('/file/facts', { facts: '喝了拉肚子。' });
    await visitor.post('/file/claim', { details: '请道歉' });
    visitor.closeBrowser();
    await visitor.hand('/file/evidence', { act: 'upload' }, { field: 'files', name: '收据-9.pdf' });
    assert.equal(visitor.status, 403);
    assert.doesNotMatch(visitor.page, /收据-9/);
    await visitor.post('/file/evidence', { act: 'remove:x' });
    visitor.closeBrowser();
    await visitor.post('/file/evidence', { act: 'continue' });
    assert.equal(visitor.status, 403, 'without files, too');

    visitor.closeBrowser();
    await visitor.post('/file/short', { respondent: '桥下理发', facts: '剪坏了', phone });
    assert.equal(visitor.status, 403);
    assert.match(visitor.page, /value="桥下理发"/);
    await visitor.get('/file/save');
    visitor.closeBrowser();
    await visitor.post('/file/save', { phone });
    assert.equal(visitor.status, 403);
    assert.match(visitor.words, /这一页放得太久，没有提交/);
    assert.match(visitor.page, /href="\/file\/save"/);
    assert.doesNotMatch(visitor.words, /相应的身份/);
  });

  test('a number that takes no code keeps no draft', async () => {
    const visitor = new SiteVisitor(whole.app, whole.world);
    await visitor.get('/file/matter');
    await visitor.post('/file/matter', { matter: 'complaint' });
    await visitor.post('/file/role', { role: 'self' });
    await visitor.get('/file/save');
    for (const typed of ['12', '隔壁小卖部', '0571-88001234']) {
      await visitor.post('/file/save', { phone: typed });
      assert.equal(visitor.status, 422, typed);
      assert.match(visitor.words, /收不到验证码/);
    }
  });

  test('nothing to save leads to the beginning', async () => {
    const visitor = new SiteVisitor(whole.app, whole.world);
    await visitor.get('/file/save');
    assert.equal(visitor.path, '/file/matter');
  });
});
