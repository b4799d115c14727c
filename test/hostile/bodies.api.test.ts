import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { LightMyRequestResponse } from 'fastify';
import { nobody } from '#platform/db.ts';
import { fileCase } from '#test/cases.ts';
import { anyKey } from '#test/world.ts';
import { filingOf } from './filings.ts';
import { jsonBodies, noData } from './texts.ts';
import { assertTold, openWholeApp, type WholeApp } from './whole-app.ts';

describe('bodies', () => {
  let whole: WholeApp;
  before(async () => {
    whole = await openWholeApp();
  });
  after(() => whole?.close());

  test('of the JSON test suite, sent as a filing: a sentence about the body or the field, never a fault of ours', {
    skip: noData,
  }, async () => {
    const headers = { ...(await whole.as('consumer')), 'content-type': 'application/json' };
    for (const { name, body } of jsonBodies()) {
      const answer = await whole.app.inject({
        method: 'POST',
        url: '/api/v1/complaints',
        headers: { ...headers, 'idempotency-key': anyKey() },
        payload: body,
      });
      assertTold(answer, name);
      // None of them is a complaint, so none may make one.
      assert.ok(answer.statusCode >= 400, `${name}: ${answer.statusCode}`);
    }
  });

  test('of the JSON test suite, sent as an act, a sign-in and a form: the same', { skip: noData }, async () => {
    const number = await fileCase(whole.world);
    const staff = { ...(await whole.as('handler')), 'content-type': 'application/json', 'if-match': '"v1"' };
    const urls = [`/api/v1/complaints/${number}/note`, `/api/v1/complaints/${number}/assign`, '/file/short'];
    for (const { name, body } of jsonBodies())
      for (const url of urls) {
        const answer = await whole.app.inject({ method: 'POST', url, headers: staff, payload: body });
        assertTold(answer, `${name} to ${url}`);
        assert.ok(answer.statusCode >= 400, `${name} to ${url}: ${answer.statusCode}`);
      }
  });

  test('nested deeper than anything we ask for: not readable, whoever sends it and wherever to', async () => {
    const known = { ...(await whole.as('consumer')), 'idempotency-key': anyKey() };
    for (const [depth, who] of [
      [70, known],
      [8_000, known],
      [100_000, {}],
    ] as const)
      for (const url of ['/api/v1/complaints', '/api/v1/nowhere', '/file/short'])
        for (const payload of [
          '['.repeat(depth) + ']'.repeat(depth),
          `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`,
        ]) {
          const headers = { ...who, 'content-type': 'application/json' };
          const answer = await whole.app.inject({ method: 'POST', url, headers, payload });
          assertTold(answer, `${depth} deep to ${url}`);
          assert.ok(answer.statusCode >= 400 && answer.statusCode < 500, `${depth} to ${url}: ${answer.statusCode}`);
          if (url.endsWith('complaints') && who === known) assert.equal(answer.json().code, 'body-malformed');
        }
  });

  test('not UTF-8: nothing is filed, decided, asked or found, and the sender reads why', async () => {
    const { app } = whole;
    const gbk = Buffer.from('c4fabac3', 'hex');
    const around = (before: string, value: Uint8Array, after: string) =>
      Buffer.concat([Buffer.from(before), value, Buffer.from(after)]);
    const told = (answer: LightMyRequestResponse, what: string, status = 400) => {
      assert.equal(answer.statusCode, status, `${what}: ${answer.body.slice(0, 200)}`);
      assert.equal(answer.json().code, 'text-not-utf8', what);
    };
    const cases = async () =>
      (
        await whole.world.context.database.transact(nobody, (tx) =>
          tx.one<{ n: number }>('select count(*) as n from case_locator'),
        )
      ).n;
    const number = await fileCase(whole.world);
    const before = await cases();
    const json = { 'content-type': 'application/json', 'idempotency-key': anyKey() };
    const consumer = { ...(await whole.as('consumer')), ...json };
    const handler = { ...(await whole.as('handler')), ...json };

    const [head = '', tail = ''] = JSON.stringify(filingOf({ facts: '@@' })).split('@@');
    for (const value of [gbk, Buffer.from('caf\xe9', 'latin1')]) {
      const payload = around(head, value, tail);
      told(await app.inject({ method: 'POST', url: '/api/v1/complaints', headers: consumer, payload }), 'filing');
      for (const [url, says] of [
        ['/api/v1/reports', '{"clue":"'],
        ['/api/v1/consultations', '{"question":"'],
        [`/api/v1/complaints/${number}/note`, '{"text":"'],
        [`/api/v1/complaints/${number}/terminate`, '{"ground":7,"reasons":"'],
      ] as const)
        told(await app.inject({ method: 'POST', url, headers: handler, payload: around(says, value, '"}') }), url);
    }
    const named = { ...consumer, 'content-type': 'application/json; charset=GBK' };
    const payload = around(head, gbk, tail);
    told(await app.inject({ method: 'POST', url: '/api/v1/complaints', headers: named, payload }), 'named', 415);
    assert.equal(await cases(), before);

    for (const url of ['/api/v1/worklist?q=%C7%BF%BD%A1', '/api/v1/operators?q=%FF', '/file/short?q=%FF'])
      told(await app.inject({ url, headers: handler }), url);

    const { cookie, csrf } = await whole.visit();
    const form = { cookie, 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' };
    const asked = await app.inject({
      method: 'POST',
      url: '/file/facts',
      headers: form,
      payload: `_csrf=${csrf}&question=%C4%FA%BA%C3`,
    });
    assert.equal(asked.statusCode, 400);
    assert.match(asked.body, /不是 UTF-8 编码/u);

    const boundary = 'edge';
    const part = (name: string, value: Uint8Array, extra = '') =>
      around(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"${extra}\r\n\r\n`, value, '\r\n');
    const close = Buffer.from(`--${boundary}--\r\n`);
    const inParts = (...parts: Buffer[]) => ({
      headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
      payload: Buffer.concat([...parts, close]),
    });
    const mixed = inParts(part('_csrf', Buffer.from(csrf)), part('facts', gbk));
    const refused = await app.inject({
      method: 'POST',
      url: '/file/short',
      headers: { ...mixed.headers, cookie, accept: 'text/html' },
      payload: mixed.payload,
    });
    assert.equal(refused.statusCode, 400, refused.body.slice(0, 300));
    assert.match(refused.body, /不是 UTF-8 编码/u);

    // A file is not turned away for its name: it is kept, and the notice says what became of the name.
    const pdf = Buffer.from('%PDF-1.4\n%%EOF\n');
    const file = around(`--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="`, gbk, '.pdf"\r\n');
    const handedIn = inParts(
      Buffer.concat([file, Buffer.from('content-type: application/pdf\r\n\r\n'), pdf, Buffer.from('\r\n')]),
    );
    const kept = await app.inject({
      method: 'POST',
      url: '/api/v1/uploads',
      headers: { ...(await whole.as('consumer')), ...handedIn.headers },
      payload: handedIn.payload,
    });
    const [one] = kept.json().files;
    assert.deepEqual([kept.statusCode, one.problem, one.notices.includes('unreadable-name')], [200, null, true]);
  });
});
