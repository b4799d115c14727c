import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { writeTicket } from '#platform/auth/tickets.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import { usualBrakes } from '#platform/http/brakes.ts';
import { openWholeApp, type WholeApp } from '#test/hostile/whole-app.ts';
import { SiteVisitor } from '#test/site-visitor.ts';

const plenty = { perMinute: 100_000, burst: 100_000 };
const slowly = { perMinute: 0.01, burst: 2 };

describe('drafts of somebody who wants no help but the disk', () => {
  let whole: WholeApp;
  before(async () => {
    whole = await openWholeApp(undefined, {
      address: plenty,
      account: plenty,
      brakes: { ...usualBrakes, draft: slowly },
    });
  });
  after(() => whole.close());

  test('keep what the form asks for, and beyond a number from one network no new one begins', async () => {
    const { cookie, csrf } = await whole.visit();
    const keep = (more: string, fields: Record<string, string>) =>
      whole.app.inject({
        method: 'POST',
        url: '/file/matter/keep',
        headers: { cookie: `${cookie}${more}`, 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({ _csrf: csrf, ...fields }).toString(),
      });
    const first = await keep('', { matter: 'complaint', junk: 'x'.repeat(900_000) });
    assert.equal(first.statusCode, 204);
    const owner = openDatabase({ url: whole.world.ownerUrl, connections: 1 });
    const sizes = await owner.transact(nobody, (tx) =>
      tx.rows<{ bytes: number }>('select octet_length(sealed) as bytes from filing_draft'),
    );
    await owner.close();
    assert.deepEqual(
      sizes.map(({ bytes }) => bytes < 1000),
      [true],
    );
    assert.equal((await keep('', {})).statusCode, 204);
    const third = await keep('', {});
    assert.equal(third.statusCode, 429);
    assert.equal(third.json().code, 'too-many-drafts');
    const [draft] = first.cookies.filter(({ name }) => name.endsWith('fangxin-draft'));
    assert.ok(draft);
    assert.equal(
      (await keep(`; ${draft.name}=${draft.value}`, { matter: 'report' })).statusCode,
      204,
      'one begun goes on',
    );

    // What was typed stands there again: the browser keeps none of it.
    const send = (more: string) =>
      whole.app.inject({
        method: 'POST',
        url: '/file/facts',
        headers: {
          cookie: `${cookie}${more}`,
          accept: 'text/html',
          'content-type': 'application/x-www-form-urlencoded',
        },
        payload: new URLSearchParams({ _csrf: csrf, facts: '电饭煲三天就坏了。' }).toString(),
      });
    const shown = await send('');
    assert.equal(shown.statusCode, 429);
    assert.match(shown.body, /电饭煲三天就坏了。<\/textarea>/u);
    assert.match(shown.body, /秒后再次提交/u);

    const content = { phone: '+8613800000001' };
    const known = writeTicket(whole.world.context.keyring, 'own-known', content, 60);
    const own = `; ${whole.app.cookieNames.own('known')}=${known}`;
    assert.equal((await keep(own, {})).statusCode, 204, 'a telephone proved here has a share of its own');
    assert.equal((await keep(own, {})).statusCode, 204);
    assert.equal((await keep(own, {})).statusCode, 429, 'which ends as well');
  });

  test('who will not wait proves a telephone on the page, and what was typed is kept', async () => {
    const begin = async (visitor: SiteVisitor, more: Readonly<Record<string, string>> = {}) => {
      await visitor.post('/file/matter', { matter: 'question', ...more });
    };
    const visitor = new SiteVisitor(whole.app, whole.world);
    await visitor.get('/file/matter');
    await begin(visitor);
    assert.equal(visitor.status, 429, visitor.words);
    assert.match(visitor.words, /不想等？填写您的手机号码/u);
    assert.match(visitor.page, /value="question"[^>]*checked/u);
    assert.doesNotMatch(visitor.page, /name="code"/u);
    await begin(visitor, { ownPhone: '0571-88001234' });
    assert.match(visitor.words, /收不到验证码|收验证码|短信/u);
    assert.doesNotMatch(visitor.page, /name="code"/u);
    const phone = '13700009121';
    await begin(visitor, { ownPhone: phone });
    assert.equal(visitor.status, 429);
    assert.match(visitor.page, /name="code"/u);
    const code = await visitor.codeFor(phone);
    await begin(visitor, { ownPhone: phone, code: code === '000000' ? '111111' : '000000' });
    assert.equal(visitor.status, 429, 'wrong');
    const other = visitor.copy();
    other.page = visitor.page;
    await begin(other, { ownPhone: '13700009122', code });
    assert.equal(other.status, 429, 'the code of one telephone is not that of another');
    await begin(visitor, { ownPhone: phone, code });
    assert.equal(visitor.path, '/file/facts', visitor.words);
    const stranger = new SiteVisitor(whole.app, whole.world);
    await stranger.get('/file/matter');
    await begin(stranger);
    assert.equal(stranger.status, 429);
  });
});
