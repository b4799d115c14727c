import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

type Operation = { summary?: string; responses: Record<string, { content?: Record<string, unknown> }> };
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
