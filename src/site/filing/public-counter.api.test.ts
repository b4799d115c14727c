import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { shiftClock } from '#platform/clock.ts';
import { nobody, openDatabase, type Tx } from '#platform/db.ts';
import { openWholeApp, type WholeApp } from '#test/hostile/whole-app.ts';
import { SiteVisitor } from '#test/site-visitor.ts';

const numberOn = (visitor: SiteVisitor): string =>
  /YUNQI-Q\d{6}-[0-9A-Z]{6}-[0-9A-Z]/.exec(visitor.words)?.[0] ?? assert.fail(visitor.words);

const phone = '13700009011';

describe('one machine, many people', () => {
  let whole: WholeApp;
  before(async () => {
    whole = await openWholeApp();
  });
  after(() => whole.close());

  const asOwner = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
    const owner = openDatabase({ url: whole.world.ownerUrl, connections: 1 });
    try {
      return await owner.transact(nobody, work);
    } finally {
      await owner.close();
    }
  };
  const left = async (): Promise<{ drafts: number; files: number }> =>
    await asOwner((tx) =>
      tx.one(
        'select (select count(*)::int from filing_draft) as drafts, (select count(*)::int from draft_file) as files',
      ),
    );
  const open = (): SiteVisitor => new SiteVisitor(whole.app, whole.world);

  const upToTheCheck = async (visitor: SiteVisitor, question: string): Promise<void> => {
    await visitor.get('/file');
    assert.equal(visitor.path, '/file/matter');
    await visitor.post('/file/matter', { matter: 'question' });
    await visitor.post('/file/facts', { question });
    await visitor.post('/file/person', { name: '陈大姐', phone });
    assert.equal(visitor.path, '/file/check');
  };
  const ask = async (visitor: SiteVisitor, question: string): Promise<string> => {
    await upToTheCheck(visitor, question);
    await visitor.post('/file/check', {});
    assert.equal(visitor.path, '/file/receipt');
    return numberOn(visitor);
  };
  const withFile = async (visitor: SiteVisitor): Promise<void> => {
    await visitor.get('/file/matter');
    await visitor.post('/file/matter', { matter: 'report' });
    await visitor.post('/file/respondent', { chosen: 'described', name: '桥头小卖部' });
    await visitor.post('/file/facts', { breach: '卖过期牛奶。' });
    await visitor.hand('/file/evidence', { act: 'upload' }, { field: 'files', name: '照片.pdf' });
    assert.match(visitor.words, /照片\.pdf/);
  };

  test('after a receipt anybody begins at once, and sees nothing of what was filed before', async () => {
    const visitor = open();
    const first = await ask(visitor, '网购的鞋能退吗？');
    await visitor.get('/file/receipt');
    assert.equal(numberOn(visitor), first, 'opened again it is the same');
    await visitor.get('/file/respondent');
    assert.equal(visitor.path, '/file/matter');
    await visitor.post('/file/matter', { matter: 'question' });
    await visitor.get('/file/receipt');
    assert.doesNotMatch(visitor.page, new RegExp(first), 'whoever begins puts the receipt away');
    const second = await ask(visitor, '赠品坏了谁管？');
    assert.notEqual(second, first);
  });

  test('“file another” leads to the first question; “clear” leaves nothing, not even for a copy of the cookie', async () => {
    const visitor = open();
    await ask(visitor, '定金能退吗？');
    await visitor.post('/file/receipt', { act: 'another' });
    assert.equal(visitor.path, '/file/matter');
    const number = await ask(visitor, '押金能退吗？');
    const copied = visitor.copy();
    await visitor.post('/file/receipt', { act: 'clear' });
    assert.equal(visitor.path, '/file/cleared');
    for (const one of [visitor, copied]) {
      await one.get('/file/receipt');
      assert.doesNotMatch(one.page, new RegExp(number));
      await one.get('/');
      assert.doesNotMatch(one.words, /没有填完/);
    }
  });

  test('a receipt says how long it is shown, puts itself away and is shown no longer', async () => {
    const visitor = open();
    const number = await ask(visitor, '会员卡能退吗？');
    assert.match(visitor.words, /这张回执在这台设备上显示到/);
    assert.ok(Math.abs(Number(visitor.headers['refresh']) - 15 * 60) < 30);
    assert.equal(visitor.headers['cache-control'], 'no-store');
    shiftClock(15 * 60_000 + 1000);
    try {
      await visitor.get('/file/receipt');
      assert.doesNotMatch(visitor.page, new RegExp(number));
      assert.match(visitor.words, /只在提交的那台设备上显示 15 分钟/);
    } finally {
      shiftClock(0);
    }
  });

  test('sent twice it is filed once; where the answer was lost, reloading shows the receipt', async () => {
    const visitor = open();
    await upToTheCheck(visitor, '发票丢了能保修吗？');
    const form = visitor.page;
    const before = visitor.copy();
    await visitor.post('/file/check', {});
    const number = numberOn(visitor);
    visitor.page = form;
    await visitor.post('/file/check', {});
    assert.equal(numberOn(visitor), number, 'pressed again after going back');
    before.page = form;
    const beforeAnswer = before.copy();
    await before.post('/file/check', {});
    assert.equal(numberOn(before), number, 'pressed twice before the answer came');
    await beforeAnswer.get('/file/check');
    assert.equal(numberOn(beforeAnswer), number, 'reloaded after a lost answer');
    await beforeAnswer.get('/file');
    assert.equal(beforeAnswer.path, '/file/matter');
  });

  test('the receipt of the short path is cleared by the same press', async () => {
    const visitor = open();
    await visitor.get('/file/short');
    await visitor.post('/file/short', { respondent: '桥下理发', facts: '剪坏了', phone });
    assert.equal(visitor.path, '/file/short/done');
    assert.match(visitor.words, /YUNQI-/);
    await visitor.post('/file/receipt', { act: 'clear' });
    await visitor.get('/file/short/done');
    assert.doesNotMatch(visitor.words, /YUNQI-/);
  });

  test('a draft is discarded on every step, and is gone from the server with its files and its number', async () => {
    const before = await left();
    const visitor = open();
    await withFile(visitor);
    for (const step of ['matter', 'respondent', 'facts', 'evidence']) {
      await visitor.get(`/file/${step}`);
      assert.match(visitor.page, /href="\/file\/discard"/, step);
    }
    await visitor.get('/file/save');
    assert.match(visitor.page, /href="\/file\/discard"/);
    await visitor.post('/file/save', { phone });
    const saved = /<span class="number">([0-9A-Z]{8})<\/span>/.exec(visitor.page)?.[1] ?? '';
    await visitor.get('/file/discard');
    assert.match(visitor.words, /上传的 1 个文件/);
    await visitor.post('/file/discard', {});
    assert.equal(visitor.path, '/file/discarded');
    assert.deepEqual(await left(), before);
    await visitor.get('/file/evidence');
    assert.equal(visitor.path, '/file/matter');
    assert.doesNotMatch(visitor.page, /file\/discard/);
    await visitor.get('/file/resume');
    await visitor.post('/file/resume', { draft: saved, phone });
    await visitor.post('/file/resume/code', { code: await visitor.codeFor(phone) });
    assert.equal(visitor.status, 422);
  });

  test('signing out deletes a draft that nobody could open again; one saved under a telephone waits for its number', async () => {
    const phone = '13700009012';
    const before = await left();
    const visitor = open();
    await visitor.become('consumer');
    await withFile(visitor);
    await visitor.get('/account');
    assert.match(visitor.words, /退出登录会把它连同上传的文件删除/);
    await visitor.post('/account/logout', {});
    assert.deepEqual(await left(), before);
    await visitor.get('/file/facts');
    assert.equal(visitor.path, '/file/matter');

    await visitor.become('consumer');
    await withFile(visitor);
    await visitor.get('/file/save');
    await visitor.post('/file/save', { phone });
    const saved = /<span class="number">([0-9A-Z]{8})<\/span>/.exec(visitor.page)?.[1] ?? '';
    const copied = visitor.copy();
    await visitor.get('/account');
    assert.match(visitor.words, /用草稿编号和手机号可以接着填/);
    await visitor.post('/account/logout', {});
    for (const one of [visitor, copied]) {
      await one.get('/file/facts');
      assert.equal(one.path, '/file/matter');
    }
    await visitor.get('/file/resume');
    await visitor.post('/file/resume', { draft: saved, phone });
    await visitor.post('/file/resume/code', { code: await visitor.codeFor(phone) });
    assert.match(visitor.path, /^\/file\/(evidence|person)$/);
    await visitor.get('/file/evidence');
    assert.match(visitor.words, /照片\.pdf/);
  });

  test('a draft begun while signed in is not shown when the session ends by itself, until that account signs in again', async () => {
    const before = await left();
    const visitor = open();
    await visitor.become('consumer');
    await withFile(visitor);
    visitor.forgetSession();
    await visitor.get('/');
    assert.match(visitor.words, /只有填写的人登录后才能看到/);
    await visitor.get('/file/evidence');
    assert.equal(visitor.path, '/file/matter');
    assert.match(visitor.words, /登录后接着填/);
    assert.doesNotMatch(visitor.words, /照片\.pdf/);
    await visitor.become('handler');
    await visitor.get('/file/evidence');
    assert.equal(visitor.path, '/file/matter');
    await visitor.become('consumer');
    await visitor.get('/file/evidence');
    assert.match(visitor.words, /照片\.pdf/);
    // The next person begins: the one before is deleted with its file, as by signing out.
    visitor.forgetSession();
    await visitor.get('/file/matter');
    await visitor.post('/file/matter', { matter: 'complaint' });
    await visitor.get('/file/discard');
    await visitor.post('/file/discard', {});
    assert.deepEqual(await left(), before);
  });

  test('whoever is signed in is signed out by clearing; an official stays at the desk', async () => {
    const visitor = open();
    await visitor.become('consumer');
    await ask(visitor, '保质期怎么看？');
    assert.match(visitor.words, /清除回执并退出登录/);
    await visitor.post('/file/receipt', { act: 'clear' });
    await visitor.get('/account');
    assert.equal(visitor.path, '/account/login');

    const officer = open();
    await officer.become('handler');
    await ask(officer, '产地怎么看？');
    await officer.post('/file/receipt', { act: 'clear' });
    await officer.get('/account');
    assert.equal(officer.path, '/account');
  });
});
