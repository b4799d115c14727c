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
});
