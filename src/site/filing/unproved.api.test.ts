import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { cast } from '#db/seed/cast.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import { type Brakes, usualBrakes } from '#platform/http/brakes.ts';
import { openWholeApp, type WholeApp } from '#test/hostile/whole-app.ts';
import { SiteVisitor } from '#test/site-visitor.ts';

const plenty = { perMinute: 100_000, burst: 100_000 };
const once = { perMinute: 1 / 60, burst: 1 };

const openWith = (brakes: Partial<Brakes>): Promise<WholeApp> =>
  openWholeApp(undefined, {
    address: plenty,
    account: plenty,
    costly: plenty,
    brakes: { ...usualBrakes, ...brakes },
  });

const short = (phone: string) => ({ respondent: '桥下理发', facts: '剪坏了，要退钱', phone });

describe('of one telephone only so many are filed before it is proved', () => {
  let whole: WholeApp;
  before(async () => {
    whole = await openWith({ filingsOfPhone: once });
  });
  after(() => whole.close());

  const begun = async (): Promise<SiteVisitor> => {
    const visitor = new SiteVisitor(whole.app, whole.world);
    await visitor.get('/file/short');
    return visitor;
  };

  test('then the code is asked for on the page, nothing typed is lost, and who proved it is asked no more', async () => {
    const phone = '13700009101';
    const visitor = await begun();
    await visitor.post('/file/short', short(phone));
    assert.equal(visitor.path, '/file/short/done', visitor.words);
    await visitor.get('/file/short');
    await visitor.post('/file/short', short(phone));
    assert.equal(visitor.status, 422);
    assert.match(visitor.words, /请先填写发到您手机上的验证码/);
    assert.match(visitor.page, /name="code"/);
    assert.match(visitor.page, /剪坏了，要退钱/);
    assert.doesNotMatch(visitor.words, new RegExp(`发到了 ${phone}`), 'masked');
    const code = await visitor.codeFor(phone);
    await visitor.post('/file/short', short(phone));
    assert.equal(visitor.status, 422, 'empty');
    assert.equal(await visitor.codeFor(phone), code, 'no second message within a minute');
    await visitor.post('/file/short', { ...short(phone), code: code === '000000' ? '111111' : '000000' });
    assert.equal(visitor.status, 422, 'wrong');
    assert.match(visitor.page, /name="code"/);
    await visitor.post('/file/short', { ...short('13700009102'), code });
    assert.equal(visitor.path, '/file/short/done', 'another telephone has a share of its own');
    await visitor.get('/file/short');
    await visitor.post('/file/short', { ...short(phone), code });
    assert.equal(visitor.path, '/file/short/done', visitor.words);
    await visitor.get('/file/short');
    await visitor.post('/file/short', short(phone));
    assert.equal(visitor.path, '/file/short/done', 'known in this browser');
    const stranger = await begun();
    await stranger.post('/file/short', short(phone));
    assert.equal(stranger.status, 422, 'not in another');
  });

  test('a number that takes no code is told how long to wait, and what else to do', async () => {
    const phone = '0571-88001234';
    const visitor = await begun();
    await visitor.post('/file/short', short(phone));
    assert.equal(visitor.path, '/file/short/done', visitor.words);
    await visitor.get('/file/short');
    await visitor.post('/file/short', short(phone));
    assert.equal(visitor.status, 422);
    assert.match(visitor.words, /请在 60 分钟后再提交。写能收验证码的手机号码，不用等/);
    assert.doesNotMatch(visitor.page, /name="code"/);
  });

  test('officials, and whoever is signed in by that telephone, are not counted', async () => {
    const official = new SiteVisitor(whole.app, whole.world);
    await official.become('handler');
    for (const round of [1, 2, 3]) {
      await official.get('/file/short');
      await official.post('/file/short', short('13700009103'));
      assert.equal(official.path, '/file/short/done', `${round}: ${official.words}`);
    }
    const owner = new SiteVisitor(whole.app, whole.world);
    await owner.become('consumer');
    for (const round of [1, 2]) {
      await owner.get('/file/short');
      await owner.post('/file/short', short(cast.consumer.phone));
      assert.equal(owner.path, '/file/short/done', `${round}: ${owner.words}`);
    }
  });
});

describe('a share is spent by what is filed', () => {
  let whole: WholeApp;
  before(async () => {
    whole = await openWith({ filingsOfPhone: { ...once, burst: 2 }, filingsOfNetwork: { ...once, burst: 3 } });
  });
  after(() => whole.close());

  test('not by what failed afterwards, nor by the same form sent twice', async () => {
    const visitor = new SiteVisitor(whole.app, whole.world);
    const file = async (phone: string): Promise<string> => {
      await visitor.get('/file/short');
      const shown = visitor.page;
      await visitor.post('/file/short', short(phone));
      return shown;
    };
    const owner = openDatabase({ url: whole.world.ownerUrl, connections: 1 });
    const rename = (from: string, to: string) =>
      owner.transact(nobody, (tx) => tx.run(`alter table ${from} rename to ${to}`));
    await rename('complaint', 'complaint_away');
    for (const _ of [1, 2, 3, 4]) await assert.rejects(file('13700009105'), /500/u);
    await rename('complaint_away', 'complaint');
    await owner.close();
    visitor.page = await file('13700009105');
    assert.equal(visitor.path, '/file/short/done', visitor.words);
    await visitor.post('/file/short', short('13700009105'));
    assert.equal(visitor.path, '/file/short/done', 'sent again');
    await file('13700009105');
    assert.equal(visitor.path, '/file/short/done', 'the second');
    await file('13700009105');
    assert.equal(visitor.status, 422, 'the third of this telephone');
    await file('13700009106');
    assert.equal(visitor.path, '/file/short/done', 'the third of the network');
    await file('13700009107');
    assert.equal(visitor.status, 422, 'the fourth of the network');
  });
});

describe('of one network only so many are filed before their telephones are proved', () => {
  let whole: WholeApp;
  before(async () => {
    whole = await openWith({ filingsOfNetwork: once });
  });
  after(() => whole.close());

  const asked = async (visitor: SiteVisitor, person: Readonly<Record<string, string>>): Promise<void> => {
    await visitor.get('/file/matter');
    await visitor.post('/file/matter', { matter: 'question' });
    await visitor.post('/file/facts', { question: '可以七天无理由退货吗？' });
    await visitor.post('/file/person', person);
    await visitor.post('/file/check', { truthful: 'yes' });
  };

  test('the guided filing asks for the code on its last page, and files once it is there', async () => {
    const first = new SiteVisitor(whole.app, whole.world);
    await asked(first, { name: '周明远', phone: '13700009111' });
    assert.equal(first.path, '/file/receipt', first.words);
    const second = new SiteVisitor(whole.app, whole.world);
    await asked(second, { name: '李强', phone: '13700009112' });
    assert.equal(second.path, '/file/check');
    assert.equal(second.status, 422);
    assert.match(second.words, /请先填写发到您手机上的验证码/);
    await second.post('/file/check', { truthful: 'yes', code: await second.codeFor('13700009112') });
    assert.equal(second.path, '/file/receipt', second.words);
  });

  test('a report without a name waits: there is nobody to ask, and the draft stays', async () => {
    const visitor = new SiteVisitor(whole.app, whole.world);
    await visitor.get('/file/matter');
    await visitor.post('/file/matter', { matter: 'report' });
    await visitor.post('/file/respondent', { chosen: 'described', name: '好味早餐店' });
    await visitor.post('/file/facts', { breach: '卖过期的牛奶。' });
    await visitor.post('/file/evidence', { act: 'continue' });
    await visitor.post('/file/person', { named: 'no' });
    await visitor.post('/file/check', { truthful: 'yes' });
    assert.equal(visitor.status, 422, visitor.words);
    assert.match(visitor.words, /请在 \d+ 分钟后再提交，写好的内容都在/);
    await visitor.get('/file/check');
    assert.match(visitor.page, /卖过期的牛奶/);
  });
});
