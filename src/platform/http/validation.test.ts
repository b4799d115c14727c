import assert from 'node:assert/strict';
import { test } from 'node:test';
import fastify from 'fastify';
import { validation } from './validation.ts';

const appWith = (body: object, isEager: boolean) => {
  const app = fastify(validation(isEager));
  const querystring = { type: 'object', properties: { page: { type: 'integer' } } };
  app.post('/', { schema: { body, querystring } }, (request) => ({ query: request.query, body: request.body }));
  return app;
};

const yes = { type: 'object', required: ['agrees'], properties: { agrees: { type: 'boolean' } } };

for (const isEager of [false, true]) {
  test(`an address becomes a number, a body stays what it is${isEager ? ', compiled ahead too' : ''}`, async () => {
    const app = appWith(yes, isEager);
    const right = await app.inject({ method: 'POST', url: '/?page=3', payload: { agrees: false } });
    assert.deepEqual(right.json(), { query: { page: 3 }, body: { agrees: false } });
    for (const payload of [{ agrees: null }, { agrees: 'true' }, { agrees: 0 }, {}]) {
      const wrong = await app.inject({ method: 'POST', url: '/', payload });
      assert.equal(wrong.statusCode, 400, JSON.stringify(payload));
      assert.match(wrong.json<{ message: string }>().message, /agrees/u);
    }
    assert.equal((await app.inject({ method: 'POST', url: '/?page=x', payload: { agrees: true } })).statusCode, 400);
    await app.close();
  });
}

test('compiled ahead, a wrong schema ends the start', async () => {
  const wrong = { type: 'object', properties: { agrees: { type: 'no such type' } } };
  const app = appWith(wrong, true);
  await assert.rejects(async () => await app.ready(), /schema is invalid/u);
});
