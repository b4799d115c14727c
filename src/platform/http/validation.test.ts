import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
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

const noDays = [
  '2026-02-30',
  '2026-13-01',
  '2026-13-45',
  '2026-00-10',
  '2100-02-29',
  '0000-01-01',
  '9999-12-31',
  'soon',
  '',
];
const noMoments = [
  '2026-02-30T10:00:00+08:00',
  '2026-12-31T23:59:60Z',
  '9999-12-31T00:00:00Z',
  '2026-11-29 10:00:00Z',
  '2026-11-29T10:00:00',
  '2026-11-29T25:00:00Z',
];

test('a day or a moment that does not exist is refused by its field, one that does is taken', async () => {
  const body = {
    type: 'object',
    properties: { on: { type: 'string', format: 'date' }, at: { type: 'string', format: 'date-time' } },
  };
  const app = appWith(body, false);
  const statusOf = async (payload: object) => (await app.inject({ method: 'POST', url: '/', payload })).statusCode;
  for (const on of noDays) assert.equal(await statusOf({ on }), 400, on);
  for (const at of noMoments) assert.equal(await statusOf({ at }), 400, at);
  for (const on of ['2026-02-28', '2028-02-29', '1900-01-01', '2200-12-31'])
    assert.equal(await statusOf({ on }), 200, on);
  for (const at of ['2026-11-29T10:00:00+08:00', '2026-11-29T02:00:00.123Z'])
    assert.equal(await statusOf({ at }), 200, at);
  await app.close();
});

test('an id is what the database takes for one', async () => {
  const app = appWith({ type: 'object', properties: { id: { type: 'string', format: 'uuid' } } }, false);
  const id = '0190a5f2-0000-7000-8000-000000000001';
  for (const [sent, status] of [
    [id, 200],
    [`urn:uuid:${id}`, 400],
    [`{${id}}`, 400],
  ] as const)
    assert.equal((await app.inject({ method: 'POST', url: '/', payload: { id: sent } })).statusCode, status, sent);
  await app.close();
});

test('what was taken before the calendar was asked can still be read', async () => {
  const app = fastify(validation());
  const on = { anyOf: [{ type: 'string', format: 'date' }, { type: 'null' }] };
  const response = { 200: { type: 'object', properties: { on } } };
  app.get('/', { schema: { response } }, () => ({ on: '2026-02-30' }));
  assert.deepEqual((await app.inject('/')).json(), { on: '2026-02-30' });
  await app.close();
});

type Shape = { readonly [key: string]: unknown };
const asShape = (value: unknown): Shape => (typeof value === 'object' && value !== null ? (value as Shape) : {});

/** Every text of a schema with the name of its field. */
const textsIn = (schema: unknown, name: string, named: Shape): { name: string; schema: Shape }[] => {
  const shape = asShape(named[String(asShape(schema)['$ref']).split('/').at(-1) ?? ''] ?? schema);
  const inner = [
    ...Object.entries(asShape(shape['properties'])),
    ...['items', 'anyOf', 'oneOf', 'allOf'].flatMap((key) =>
      [shape[key] ?? []].flat().map((one) => [name, one] as const),
    ),
  ].flatMap(([field, one]) => textsIn(one, field, named));
  return shape['type'] === 'string' ? [{ name, schema: shape }, ...inner] : inner;
};

type Operation = {
  readonly parameters?: readonly { readonly name: string; readonly schema: unknown }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: unknown }>> };
};
const askedIn = ({ parameters = [], requestBody }: Operation, named: Shape) => [
  ...parameters.flatMap(({ name, schema }) => textsIn(schema, name, named)),
  ...Object.values(requestBody?.content ?? {}).flatMap(({ schema }) => textsIn(schema, '', named)),
];

const isDayLike = ({ name, schema }: { name: string; schema: Shape }): boolean =>
  /(?:^on|[a-z]On|[a-z]By|^day|^until|^effectiveFrom)$/u.test(name) ||
  schema['format'] === 'date' ||
  /YYYY|\\d\{4\}/u.test(`${schema['description'] ?? ''}${schema['pattern'] ?? ''}`);

/** By their names no days: `by` whom, and what `authorisedBy` names in words. */
const noDayByName = new Set(['authorisedBy', 'tellBy']);

test('every day the interface asks for is one that exists', () => {
  const document = JSON.parse(readFileSync('docs/openapi.json', 'utf8')) as {
    paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
    components: { schemas: Readonly<Record<string, unknown>> };
  };
  const { schemas } = document.components;
  const days = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, operation]) =>
      askedIn(operation, schemas)
        .filter((one) => isDayLike(one) && !noDayByName.has(one.name))
        .map((one) => ({ ...one, where: `${method} ${path} ${one.name}` })),
    ),
  );
  assert.ok(days.length > 70, `${days.length} days`);
  const compile = validation().schemaController.compilersFactory.buildValidator({}, { customOptions: {} } as never);
  for (const { schema, where } of days) {
    const route = { schema, method: 'POST', url: '/', httpPart: 'body' } as never;
    const takes = compile(route) as unknown as (data: unknown) => boolean;
    for (const day of noDays) assert.equal(takes(day), false, `${where} takes ${day}`);
    assert.equal(takes('2026-11-29'), true, where);
  }
});
