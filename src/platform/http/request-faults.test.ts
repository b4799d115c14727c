import assert from 'node:assert/strict';
import { test } from 'node:test';
import fastify from 'fastify';
import Type from 'typebox';
import { textsFor } from '../texts.ts';
import { requestFaults } from './request-faults.ts';
import { validation } from './validation.ts';

const shape = Type.Object(
  {
    name: Type.String({ minLength: 2, maxLength: 4 }),
    day: Type.Optional(Type.String({ pattern: '^\\d{4}$' })),
    at: Type.Optional(Type.String({ format: 'date-time' })),
    kind: Type.Optional(Type.Enum(['a', 'b'])),
    size: Type.Optional(Type.Integer({ minimum: 1, maximum: 9 })),
    only: Type.Optional(Type.Literal('x')),
    items: Type.Optional(Type.Array(Type.String(), { minItems: 1, maxItems: 2, uniqueItems: true })),
    inner: Type.Optional(Type.Object({ part: Type.String() }, { additionalProperties: false })),
  },
  { additionalProperties: false },
);

const wrong: readonly (readonly [body: Record<string, unknown>, field: string, en: string])[] = [
  [{}, 'name', 'This is missing.'],
  [{ name: 'ab', nmae: 'x' }, 'nmae', 'There is no field of this name; check how it is spelt.'],
  [{ name: 'a' }, 'name', 'At least 2 characters.'],
  [{ name: 'abcde' }, 'name', 'At most 4 characters.'],
  [{ name: ['a', 'b'] }, 'name', 'This is of the wrong kind: text is expected.'],
  [{ name: 'ab', day: 'x' }, 'day', 'This is not written as it should be.'],
  [{ name: 'ab', at: 'x' }, 'at', 'This is not written as it should be: a date and time (ISO 8601) is expected.'],
  [{ name: 'ab', kind: 'c' }, 'kind', 'One of these only: a, b.'],
  [{ name: 'ab', size: 0 }, 'size', 'Not less than 1.'],
  [{ name: 'ab', size: 10 }, 'size', 'Not more than 9.'],
  [{ name: 'ab', size: 'many' }, 'size', 'This is of the wrong kind: a whole number is expected.'],
  [{ name: 'ab', only: 'y' }, 'only', 'Only x.'],
  [{ name: 'ab', items: [] }, 'items', 'At least 1 of them.'],
  [{ name: 'ab', items: ['a', 'b', 'c'] }, 'items', 'At most 2 of them.'],
  [{ name: 'ab', items: ['a', 'a'] }, 'items', 'One of them stands there twice.'],
  [
    { name: 'ab', inner: { other: 1, part: 'x' } },
    'inner.other',
    'There is no field of this name; check how it is spelt.',
  ],
  [{ name: 'ab', inner: {} }, 'inner.part', 'This is missing.'],
];

test('what a schema objects to is said in the language asked for, with the field, also an unknown one', async () => {
  const app = fastify({
    ...validation(),
  });
  const said = { 'zh-CN': textsFor('zh-CN'), en: textsFor('en') };
  app.post('/', { schema: { body: shape } }, () => ({}));
  app.setErrorHandler((error: { validation?: never[]; validationContext?: string }, _request, reply) =>
    reply.code(400).send({
      zh: requestFaults(error.validation ?? [], error.validationContext, said['zh-CN']),
      en: requestFaults(error.validation ?? [], error.validationContext, said.en),
    }),
  );
  for (const [body, field, words] of wrong) {
    const answer = await app.inject({ method: 'POST', url: '/', payload: body });
    const { zh, en } = answer.json() as Record<'zh' | 'en', { field: string; message: string }[]>;
    assert.deepEqual(en[0], { field, message: words }, JSON.stringify(body));
    assert.equal(zh[0]?.field, field);
    assert.match(
      zh[0]?.message ?? '',
      /^[\p{Script=Han}\d\sA-Za-z（）()、，：。-]*\p{Script=Han}.*。$/u,
      JSON.stringify(zh),
    );
  }
  await app.close();
});
