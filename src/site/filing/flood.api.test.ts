import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { writeTicket } from '#platform/auth/tickets.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import { usualBrakes } from '#platform/http/brakes.ts';
import { openWholeApp, type WholeApp } from '#test/hostile/whole-app.ts';

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
});
