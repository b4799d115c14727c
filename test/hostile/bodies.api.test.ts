import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fileCase } from '#test/cases.ts';
import { anyKey } from '#test/world.ts';
import { jsonBodies, noData } from './texts.ts';
import { assertTold, openWholeApp, type WholeApp } from './whole-app.ts';

describe('bodies of the JSON test suite', { skip: noData }, () => {
  let whole: WholeApp;
  before(async () => {
    whole = await openWholeApp();
  });
  after(() => whole?.close());

  test('sent as a filing: a sentence about the body or the field, never a fault of ours', async () => {
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

  test('sent as an act, a sign-in and a form: the same', async () => {
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
});
