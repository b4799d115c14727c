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
    await first.post('/file/respondent', { chosen: 'described', name: '好味早餐店' });
    await first.get('/file/save');
    await first.post('/file/save', { phone });
    const number = /<span class="number">([0-9A-Z]{8})<\/span>/.exec(first.page)?.[1];
    assert.ok(number, first.words);
    return { first, number };
  };

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

  test('nothing to save leads to the beginning', async () => {
    const visitor = new SiteVisitor(whole.app, whole.world);
    await visitor.get('/file/save');
    assert.equal(visitor.path, '/file/matter');
  });
});
