import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

type Parameter = { name: string; in: string; required?: boolean };
type Operation = {
  summary?: string;
  parameters?: Parameter[];
  responses: Record<string, { content?: Record<string, unknown> }>;
};
type Paths = Record<string, Record<string, Operation>>;

const { paths } = JSON.parse(readFileSync(join(import.meta.dirname, '../../docs/openapi.json'), 'utf8')) as {
  paths: Paths;
};

/** What somebody who reads the document would have to guess. */
const gapsIn = (document: Paths): string[] =>
  Object.entries(document).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { summary, responses }]) => {
      const name = `${method.toUpperCase()} ${path}`;
      const done = Object.entries(responses).filter(([status]) => status.startsWith('2'));
      const untold = done.filter(([status, { content }]) => status !== '204' && content === undefined);
      return [
        ...(summary === undefined || summary === '' ? [`${name}: no summary`] : []),
        ...(done.length === 0 ? [`${name}: no answer`] : []),
        ...untold.map(([status]) => `${name}: nothing said of the body of ${status}`),
      ];
    }),
  );

test('every operation says what it does and what it answers', () => {
  assert.ok(Object.keys(paths).length > 100);
  assert.deepEqual(gapsIn(paths), []);
});

test('an operation that says nothing is seen', () => {
  assert.deepEqual(gapsIn({ '/somewhere': { get: { responses: { 200: {} } } } }), [
    'GET /somewhere: no summary',
    'GET /somewhere: nothing said of the body of 200',
  ]);
});

test('a header without which nothing is done stands in the document, and one that may be sent as well', () => {
  const asked = (name: string, required: boolean) =>
    Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations).flatMap(([method, { parameters = [] }]) =>
        parameters.some((one) => one.in === 'header' && one.name === name && (one.required === true) === required)
          ? [`${method.toUpperCase()} ${path.replace('/api/v1', '')}`]
          : [],
      ),
    );
  assert.deepEqual(asked('Idempotency-Key', true).sort(), [
    'POST /complaints',
    'POST /complaints/{number}/find-clue',
    'POST /consultations',
    'POST /reports',
  ]);
  const versioned = asked('If-Match', true);
  for (const one of [
    'POST /complaints/{number}/accept',
    'POST /consultations/{number}/close',
    'POST /incidents/{id}/close',
    'POST /incidents/{id}/batches',
    'POST /reports/{number}/transfer',
    'POST /reports/{number}/prolong',
    'POST /reports/{number}/tell',
    'POST /administration/operators/{id}/changes',
  ])
    assert.ok(versioned.includes(one), one);
  assert.deepEqual(asked('If-Match', false), []);
  const keyed = asked('Idempotency-Key', false);
  for (const one of [
    'POST /complaints/{number}/accept',
    'POST /operators',
    'POST /incidents',
    'POST /administration/posts',
  ])
    assert.ok(keyed.includes(one), one);
});
